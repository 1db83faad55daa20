// The whole widget: a button that opens a panel, and one live region that reads out what is new.

import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Gateway } from "./api";
import { Composer } from "./composer";
import type { Conversation } from "./conversation";
import { Header } from "./header";
import { Signpost } from "./icons";
import { Log } from "./log";
import type { Store } from "./store";
import type { Texts } from "./texts";
import { useFullScreen, useVisibleHeight } from "./screen";

/** What every part of the widget may use. */
export interface Context {
  store: Store;
  gateway: Gateway;
  conversation: Conversation;
  texts: Texts;
  language: string;
  /** Reads one sentence out, once. */
  say: (text: string) => void;
}

/** The live region: screen readers read each new line, sighted people don't see it. */
function Announcements({ lines }: { lines: { id: number; text: string }[] }) {
  return (
    <div class="hidden" role="log" aria-live="polite" aria-relevant="additions">
      {lines.map((line) => (
        <p key={line.id}>{line.text}</p>
      ))}
    </div>
  );
}

export function App({ context, lines }: { context: Context; lines: { id: number; text: string }[] }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { store, texts, conversation } = context;
  useEffect(() => store.subscribe(() => redraw(0)), []);
  const launcher = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const panel = useRef<HTMLDialogElement>(null);
  const fullScreen = useFullScreen();
  const { open, unread } = store;
  const [asked, setAsked] = useState(false);

  useVisibleHeight(panel, open && fullScreen);
  useBackButton(open && fullScreen, () => store.set({ open: false }));

  useEffect(() => {
    const dialog = panel.current!;
    if (!open) {
      if (dialog.open) dialog.close();
      return;
    }
    void conversation.loadSettings();
    if (dialog.matches(":modal") === fullScreen && dialog.open) return;
    if (dialog.open) dialog.close();
    // show() would take the focus: a panel that reopens after a page change must not.
    if (fullScreen) dialog.showModal();
    else dialog.open = true;
  }, [open, fullScreen]);

  useEffect(() => {
    if (!open || !asked) return;
    const target = fullScreen ? "h2" : "textarea.message";
    panel.current!.querySelector<HTMLElement>(target)?.focus();
  }, [open, asked]);

  const show = () => {
    opener.current = linkWithFocus();
    setAsked(true);
    store.set({ open: true, unread: 0 });
  };
  const hide = () => {
    setAsked(false);
    store.set({ open: false });
    queueMicrotask(() => (opener.current?.isConnected ? opener.current : launcher.current)?.focus());
  };

  return (
    <div class={`root ${open ? "is-open" : ""}`} lang={context.language}>
      <Announcements lines={lines} />
      <button
        type="button"
        class="launcher"
        ref={launcher}
        aria-expanded={open}
        aria-label={unread ? `${texts.launchLabel}. ${texts.unread(unread)}` : texts.launchLabel}
        onClick={show}
      >
        <Signpost />
        <span>{texts.launch}</span>
        {unread > 0 && <span class="badge">{unread}</span>}
      </button>
      <dialog
        class="panel"
        ref={panel}
        aria-labelledby="gw-title"
        onCancel={(event) => {
          event.preventDefault();
          hide();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented && !fullScreen) hide();
        }}
      >
        <Header context={context} close={hide} />
        <Log context={context} />
        <Composer context={context} />
      </dialog>
    </div>
  );
}

/** The link of the page that has the focus: it gets the focus back when the panel closes. */
function linkWithFocus(): HTMLElement | null {
  const active = document.activeElement;
  return active instanceof HTMLAnchorElement ? active : null;
}

/** On a phone the back button closes the panel and leaves the page where it is. */
function useBackButton(active: boolean, close: () => void): void {
  useEffect(() => {
    if (!active) return;
    let gone = false;
    history.pushState({ ...history.state, gezinswegwijzer: true }, "");
    const back = () => {
      gone = true;
      close();
    };
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      if (!gone && history.state?.gezinswegwijzer) history.back();
    };
  }, [active]);
}
