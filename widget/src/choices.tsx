// Quick replies: one toolbar with one tab stop, arrows to move, as long as they can be used; plain pressed
// buttons in the conversation afterwards.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Button } from "./types";

interface Props {
  label: string;
  buttons: Button[];
  choose: (button: Button) => void;
  language: string;
}

export function Choices({ label, buttons, choose, language }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  useEffect(() => setCurrent(0), [buttons]);

  const move = (event: KeyboardEvent) => {
    const last = buttons.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowDown: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      ArrowUp: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    setCurrent(target);
    bar.current?.querySelectorAll("button")[target]?.focus();
  };

  return (
    <div class="choices" role="toolbar" aria-label={label} ref={bar} onKeyDown={move} lang={language}>
      {buttons.map((button, index) => (
        <button
          type="button"
          class="choice"
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          onClick={() => choose(button)}
        >
          {button.title}
        </button>
      ))}
    </div>
  );
}

interface UsedProps {
  buttons: Button[];
  chosen: string | undefined;
  label: string;
}

export function UsedChoices({ buttons, chosen, label }: UsedProps) {
  return (
    <div class="choices used" role="group" aria-label={label}>
      {buttons.map((button) => (
        <button type="button" class="choice" disabled aria-pressed={button.title === chosen}>
          {button.title}
        </button>
      ))}
    </div>
  );
}
