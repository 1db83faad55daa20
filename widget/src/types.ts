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
  text?: string;
  buttons?: Button[];
  custom?: Advice | Progress;
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
