// The conversation itself.

import { Fragment } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { AdviceView } from "./advice";
import type { Context } from "./app";
import { Choices, UsedChoices } from "./choices";
import { Down, Signpost } from "./icons";
import { RatingView } from "./rating";
import { RichText } from "./richtext";
import { adviceOf, type BotMessage, type Button, type Message, type UserMessage } from "./types";

const BOT_LANGUAGE = "nl";
const LONG_ANSWER = 120;
const NEAR_END = 80;
const TURN_MARGIN = 12;

export function Log({ context }: { context: Context }) {
  const { store, conversation, texts } = context;
  const { messages } = store.shared;
  const area = useRef<HTMLDivElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const { open } = store;

  // Follow the conversation, but show a long answer from its beginning. The end of an answer moves nothing: the
  // person may be reading, or about to press something.
  const follow = () => {
    const scroller = area.current!;
    if (!open || (away && messages.at(-1)?.from !== "user")) return;
    const first = scroller.querySelector<HTMLElement>("li.turn");
    const end = scroller.scrollHeight - scroller.clientHeight;
    scroller.scrollTop = first ? Math.min(end, first.offsetTop - TURN_MARGIN) : end;
  };
  useEffect(follow, [messages.length, open]);
  useEffect(() => {
    if (conversation.busy) follow();
  }, [conversation.busy]);

  const last = messages.at(-1);
  const usable = usableChoices(messages);
  const buttons = messages.length
    ? usable.flatMap((message) => message.buttons ?? [])
    : store.settings?.starting_questions.map((title): Button => ({ title }));

  const choose = (button: Button) => {
    choices.current?.focus();
    conversation.say(button.title, button.payload);
  };

  return (
    <div
      class="area"
      ref={area}
      tabIndex={0}
      role="region"
      aria-label={texts.conversation}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
        setAway(scrollHeight - scrollTop - clientHeight > NEAR_END)
      }
    >
      <ol class="log">
        <li class="bot">
          <Sender name={texts.name} />
          <div class="bubble" lang={BOT_LANGUAGE}>
            <RichText text={store.settings?.greeting ?? texts.greeting} texts={texts} />
          </div>
        </li>
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {message.from === "user" && <UserView message={message} turn={isTurn(messages, index)} context={context} />}
            {message.from === "bot" && (
              <BotView
                message={message}
                usable={usable.includes(message)}
                chosen={chosenAfter(messages, index)}
                rated={message === ratedMessage(messages, message.turn)}
                context={context}
              />
            )}
            {message.from === "notice" && (
              <li class="notice">
                <p>{message.text}</p>
              </li>
            )}
          </Fragment>
        ))}
        {conversation.busy && !messages.some(isWaiting) && (
          <li class="bot">
            <div class="bubble typing" role="img" aria-label={texts.typing}>
              <i />
              <i />
              <i />
            </div>
          </li>
        )}
      </ol>
      <div class="choosing" ref={choices} tabIndex={-1}>
        {!!buttons?.length && (
          <Choices
            label={messages.length ? texts.choices : texts.questions}
            buttons={buttons}
            choose={choose}
            language={BOT_LANGUAGE}
          />
        )}
      </div>
      {away && last?.from === "bot" && (
        <button
          type="button"
          class="jump"
          tabIndex={-1} // For the mouse: with the keyboard, End in the conversation does the same.
          aria-label={texts.newMessages}
          title={texts.newMessages}
          onClick={() => area.current?.scrollTo({ top: area.current.scrollHeight })}
        >
          <Down />
        </button>
      )}
    </div>
  );
}

function Sender({ name }: { name: string }) {
  return (
    <span class="sender">
      <Signpost />
      <span>{name}</span>
    </span>
  );
}

function UserView({ message, turn, context }: { message: UserMessage; turn: boolean; context: Context }) {
  const { texts, conversation } = context;
  return (
    <li class={turn ? "user turn" : "user"}>
      <span class="hidden">{texts.you}: </span>
      <div class="bubble">
        <p>{message.text}</p>
      </div>
      {message.status === "waiting" && <p class="small">{texts.waiting}</p>}
      {message.status === "failed" && (
        <p class="problem">
          {texts.failed}{" "}
          <button type="button" class="button" onClick={() => conversation.retry(message)}>
            {texts.retry}
          </button>
        </p>
      )}
    </li>
  );
}

interface BotProps {
  message: BotMessage;
  usable: boolean;
  chosen: string | undefined;
  rated: boolean;
  context: Context;
}

function BotView({ message, usable, chosen, rated, context }: BotProps) {
  const { texts } = context;
  const advice = adviceOf(message);
  if (!message.text && !advice && !message.buttons?.length) return null;
  return (
    <li class={advice ? "bot wide" : "bot"}>
      <Sender name={texts.name} />
      <div class="bubble" lang={BOT_LANGUAGE}>
        {message.text && !advice && <RichText text={message.text} texts={texts} />}
        {advice && <AdviceView id={message.id} advice={advice} context={context} />}
      </div>
      {!!message.buttons?.length && !usable && (
        <UsedChoices buttons={message.buttons} chosen={chosen} label={texts.choices} />
      )}
      {rated && <RatingView id={message.id} about={advice ? "advice" : "answer"} context={context} />}
    </li>
  );
}

const isWaiting = (message: Message): boolean => message.from === "user" && message.status === "waiting";

/** The messages whose buttons can be pressed: those of the bot since the person last said something. */
function usableChoices(messages: Message[]): BotMessage[] {
  const index = messages.findLastIndex((message) => message.from === "user");
  return messages.slice(index + 1).filter((message): message is BotMessage => message.from === "bot");
}

function chosenAfter(messages: Message[], index: number): string | undefined {
  const answer = messages.slice(index + 1).find((message): message is UserMessage => message.from === "user");
  return answer?.text;
}

/** Ask for a rating after an advice, or after an answer that is more than the next question. */
function ratedMessage(messages: Message[], turn: string): BotMessage | undefined {
  const answers = messages.filter((message): message is BotMessage => message.from === "bot" && message.turn === turn);
  const advice = answers.find(adviceOf);
  if (advice || answers.some((message) => message.custom?.type === "progress")) return advice;
  return answers.some((message) => (message.text?.length ?? 0) > LONG_ANSWER) ? answers.at(-1) : undefined;
}

/** Whether this is the person's last message: the conversation is shown from here. */
const isTurn = (messages: Message[], index: number): boolean =>
  index === messages.findLastIndex((message) => message.from === "user");
