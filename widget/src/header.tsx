// The top of the panel: whose bot this is, what else can be done, and the way out.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Context } from "./app";
import { Close, More, Signpost } from "./icons";
import { ownUrl } from "./links";
import { asText, copyText, downloadText, printTranscript } from "./transcript";

type Question = "restart" | "erase";

export function Header({ context, close }: { context: Context; close: () => void }) {
  const { store, gateway, texts } = context;
  const { settings } = store;
  const logo = settings?.logo && ownUrl(gateway.base, settings.logo);
  return (
    <div class="header">
      {logo ? <img src={logo} alt="" width="40" height="40" /> : <Signpost />}
      <div class="names">
        <h2 id="gw-title" tabIndex={-1}>
          {texts.name}
        </h2>
        {settings && settings.id !== "default" && <p>{settings.name}</p>}
      </div>
      <Menu context={context} />
      <button type="button" class="plain" aria-label={texts.close} title={texts.close} onClick={close}>
        <Close />
      </button>
    </div>
  );
}

function Menu({ context }: { context: Context }) {
  const { store, conversation, texts, say } = context;
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!event.composedPath().includes(box.current!)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);

  const act = (action: () => void) => () => {
    setOpen(false);
    opener.current?.focus();
    action();
  };
  const copy = async () => say((await copyText(asText(context))) ? texts.copied : texts.copyFailed);
  const confirm = async () => {
    const asked = question;
    setQuestion(null);
    if (asked === "restart") return conversation.restart();
    say((await conversation.erase()) ? texts.erased : texts.eraseFailed);
  };
  const nothing = store.shared.messages.length === 0;

  return (
    <div
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        setOpen(false);
        opener.current?.focus();
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget && !box.current?.contains(event.relatedTarget as Node)) setOpen(false);
      }}
    >
      <button
        type="button"
        class="plain"
        ref={opener}
        aria-label={texts.menu}
        title={texts.menu}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <More />
      </button>
      <ul hidden={!open}>
        <li>
          <button type="button" disabled={nothing} onClick={act(() => setQuestion("restart"))}>
            {texts.restart}
          </button>
        </li>
        <li>
          <button type="button" disabled={nothing} onClick={act(() => void copy())}>
            {texts.copy}
          </button>
        </li>
        <li>
          <button type="button" disabled={nothing} onClick={act(() => printTranscript(context))}>
            {texts.print}
          </button>
        </li>
        <li>
          <button type="button" disabled={nothing} onClick={act(() => downloadText(asText(context)))}>
            {texts.download}
          </button>
        </li>
        <li>
          <button type="button" disabled={nothing} onClick={act(() => setQuestion("erase"))}>
            {texts.erase}
          </button>
        </li>
      </ul>
      {question && (
        <Confirm
          title={question === "restart" ? texts.restartQuestion : texts.eraseQuestion}
          explained={question === "restart" ? texts.restartExplained : texts.eraseExplained}
          yes={question === "restart" ? texts.restart : texts.erase}
          no={texts.cancel}
          confirm={confirm}
          cancel={() => setQuestion(null)}
        />
      )}
    </div>
  );
}

interface ConfirmProps {
  title: string;
  explained: string;
  yes: string;
  no: string;
  confirm: () => void;
  cancel: () => void;
}

function Confirm({ title, explained, yes, no, confirm, cancel }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog
      class="confirm"
      role="alertdialog"
      ref={dialog}
      aria-labelledby="gw-confirm"
      aria-describedby="gw-explained"
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        cancel();
      }}
    >
      <h3 id="gw-confirm">{title}</h3>
      <p id="gw-explained">{explained}</p>
      <div class="actions">
        <button type="button" class="button" onClick={cancel}>
          {no}
        </button>
        <button type="button" class="button strong" onClick={confirm}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
