// What the gateway sends and what the browser keeps.

export interface Button {
  title: string;
  /** Signed by the server; absent on starting questions, which are plain text. */
  payload?: string;
}

export interface Link {
  title: string;
  url: string;
}

export interface Item {
  id: string;
  text: string;
  only_if?: string;
  sources?: Link[];
}

export interface Card {
  id: string;
  title: string;
  items: Item[];
  checklist?: boolean;
}

export interface Advice {
  type: "advice";
  title: string;
  conclusion?: string;
  /** Why this procedure. */
  reason?: string;
  cards: Card[];
  links?: Link[];
  warnings?: string[];
  date?: string;
  checklist_url?: string;
}

/** How many questions are left at most. The bot's text says it too, so the widget shows nothing of its own. */
export interface Progress {
  type: "progress";
  remaining: number;
}

export interface BotContent {
  /** What there is to read; next to an advice: the same in words, for when its cards cannot be shown. */
  text?: string;
  buttons?: Button[];
  custom?: Advice | Progress;
}

/** The advice in a message, if there is one that can be shown as cards. */
export function adviceOf({ custom }: BotContent): Advice | null {
  if (custom?.type !== "advice" || !custom.title || !Array.isArray(custom.cards)) return null;
  const whole = custom.cards.every((card) => card.title && Array.isArray(card.items));
  return whole ? custom : null;
}

export type SendStatus = "sending" | "waiting" | "sent" | "failed";

export interface UserMessage {
  from: "user";
  id: string;
  at: number;
  text: string;
  payload?: string;
  status: SendStatus;
}

export interface BotMessage extends BotContent {
  from: "bot";
  id: string;
  at: number;
  /** Id of the user's message that this answers. */
  turn: string;
}

export interface Notice {
  from: "notice";
  id: string;
  at: number;
  text: string;
}

export type Message = UserMessage | BotMessage | Notice;

export type Rating = "up" | "down";

export interface Settings {
  id: string;
  name: string;
  logo: string | null;
  greeting: string;
  starting_questions: string[];
  most_characters: number;
}
