// Where the person types.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Context } from "./app";
import { Send } from "./icons";

const MOST_CHARACTERS = 2000;
const WARN_FROM = 0.9;

export function Composer({ context: { store, conversation, texts, say } }: { context: Context }) {
  const [text, setText] = useState(store.draft);
  const box = useRef<HTMLTextAreaElement>(null);
  const most = store.settings?.most_characters ?? MOST_CHARACTERS;
  const left = most - [...text].length;
  const tooLong = left < 0;

  useEffect(() => {
    const { style } = box.current!;
    style.setProperty("height", "auto");
    style.setProperty("height", `${box.current!.scrollHeight + 2}px`);
  }, [text, store.open]);

  const change = (value: string) => {
    setText(value);
    store.set({ draft: value });
  };
  const send = () => {
    if (tooLong) return say(texts.tooLong(most));
    if (!text.trim()) return;
    conversation.say(text.trim());
    change("");
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {tooLong && (
        <p id="gw-problem" class="problem">
          {texts.tooLong(most)}
        </p>
      )}
      {!tooLong && text.length > most * WARN_FROM && (
        <p id="gw-problem" class="small">
          {texts.left(left)}
        </p>
      )}
      <div class="line">
        <label class="hidden" for="gw-message">
          {texts.yourMessage}
        </label>
        <textarea
          id="gw-message"
          class="message"
          ref={box}
          rows={1}
          value={text}
          placeholder={texts.placeholder}
          enterkeyhint="send"
          autocomplete="off"
          aria-invalid={tooLong}
          aria-describedby="gw-privacy gw-problem"
          onInput={({ currentTarget }) => change(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={texts.send} title={texts.send}>
          <Send />
        </button>
      </div>
      <p id="gw-privacy" class="small">
        {texts.privacy}
      </p>
    </form>
  );
}
