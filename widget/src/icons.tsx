// Drawn here, so that nothing has to be fetched. All are decoration: the words are always there too.

import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const line = (d: string) => () => (
  <Icon>
    <path d={d} />
  </Icon>
);

export const Signpost = line("M12 3v2m0 6v2m0 6v2M5 5h11l3 3-3 3H5zM19 13H8l-3 3 3 3h11z");
export const Close = line("M6 6l12 12M18 6L6 18");
export const More = line("M12 5.500v.01M12 12v.01M12 18.500v.01");
export const Send = line("M4 12h15M13 6l6 6-6 6");
export const Down = line("M12 5v14M6 13l6 6 6-6");
export const Up = line("M7 11v9H4v-9zm0 0l4-7c1.500 0 2.500 1 2.500 2.500L13 10h5.500a1.500 1.500 0 0 1 1.500 1.800l-1.300 6.700a2 2 0 0 1-2 1.500H7");
export const ThumbDown = line(
  "M17 13V4h3v9zm0 0l-4 7c-1.500 0-2.500-1-2.500-2.500L11 14H5.500A1.500 1.500 0 0 1 4 12.200l1.300-6.700a2 2 0 0 1 2-1.500H17",
);
export const Chevron = line("M6 9l6 6 6-6");
export const Printer = line("M7 9V4h10v5M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v6H7z");

const cards: Record<string, () => preact.JSX.Element> = {
  warnings: line("M12 4l9 16H3zM12 10v4M12 17v.01"),
  where: line("M12 21s7-6.300 7-11.500A7 7 0 0 0 5 9.500C5 14.700 12 21 12 21zm0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z"),
  documents: line("M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h7"),
  conditions: line("M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M13 7h7M13 14h7M13 21h7"),
  costs: line("M17 6.500A6.500 6.500 0 1 0 17 17.500M4 10.500h9M4 13.500h8"),
  duration: line("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3.500 2"),
  steps: line("M5 19h4v-5h5V9h5V4"),
  refusal: line("M12 3v18M5 21h14M5 7h14M5 7l-3 7h6zm14 0l-3 7h6z"),
  links: line("M12 6c-2-1.500-5-2-8-2v14c3 0 6 .5 8 2 2-1.500 5-2 8-2V4c-3 0-6 .5-8 2zm0 0v14"),
  travel_work: line("M9 7V4h6v3M4 7h16v13H4zM4 13h16"),
};

export function CardIcon({ id }: { id: string }) {
  const Drawing = cards[id] ?? Signpost;
  return <Drawing />;
}
