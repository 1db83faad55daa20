// What the screen is like: small enough to fill, and how much the phone's keyboard leaves of it.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export const SMALL_SCREEN = "(max-width: 480px), (max-height: 480px)";

export function useFullScreen(): boolean {
  const [small] = useState(() => matchMedia(SMALL_SCREEN));
  const [matches, setMatches] = useState(small.matches);
  useEffect(() => {
    const update = () => setMatches(small.matches);
    small.addEventListener("change", update);
    return () => small.removeEventListener("change", update);
  }, []);
  return matches;
}

/** Keeps the panel inside what can be seen when the keyboard of a phone is up. */
export function useVisibleHeight(panel: RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    const style = panel.current?.style;
    if (!active || !view || !style) return;
    const update = () => {
      style.setProperty("--visible-height", `${view.height}px`);
      style.setProperty("--visible-top", `${view.offsetTop}px`);
    };
    update();
    view.addEventListener("resize", update);
    view.addEventListener("scroll", update);
    return () => {
      view.removeEventListener("resize", update);
      view.removeEventListener("scroll", update);
      style.removeProperty("--visible-height");
      style.removeProperty("--visible-top");
    };
  }, [active]);
}
