// Sends what the person says, tries again when the line is down, and puts the bot's answers in the store.

import { type Gateway, Refused, type Said } from "./api";
import type { Store } from "./store";
import type { Texts } from "./texts";
import type { BotContent, Rating, UserMessage } from "./types";

const WAITS = [1, 2, 4, 8, 15, 30];
const MOST_HISTORY = 60;
const SESSION_LOST = new Set(["session_missing", "session_expired"]);

export class Conversation {
  /** Whether the bot is thinking about something that this tab sent. */
  busy = false;
  private queue: UserMessage[] = [];
  private wake: (() => void) | null = null;

  constructor(
    private readonly store: Store,
    private readonly gateway: Gateway,
    private readonly texts: Texts,
    /** Called for each message that should be read out. */
    private readonly heard: (content: BotContent) => void,
    private readonly noticed: (text: string) => void,
  ) {}

  /** Takes up what a reload interrupted. */
  resume(): void {
    for (const message of this.store.shared.messages) {
      if (message.from === "user" && (message.status === "sending" || message.status === "waiting")) {
        this.enqueue(message);
      }
    }
  }

  async loadSettings(): Promise<void> {
    if (this.store.settings) return;
    try {
      this.store.set({ settings: await this.gateway.settings() });
    } catch {
      // The greeting of the texts does until the next opening.
    }
  }

  say(text: string, payload?: string): void {
    const message: UserMessage = {
      from: "user",
      id: crypto.getRandomValues(new Uint32Array(4)).join("-"),
      at: Date.now(),
      text,
      status: "sending",
      ...(payload && { payload }),
    };
    this.store.change({ kind: "add", message });
    this.enqueue(message);
  }

  retry(message: UserMessage): void {
    this.enqueue(this.mark(message, "sending"));
  }

  /** The line may be back: try now. */
  nudge(): void {
    this.wake?.();
  }

  /** Forgets everything, here and on the server. True when the server did too. */
  async erase(): Promise<boolean> {
    const { token } = this.store.shared;
    try {
      if (token) await this.gateway.erase(token);
    } catch (problem) {
      if (!(problem instanceof Refused && SESSION_LOST.has(problem.code))) return false;
    }
    this.clear();
    return true;
  }

  /** Begins anew. The old conversation goes from the server too, if it can be reached. */
  restart(): void {
    const { token } = this.store.shared;
    if (token) void this.gateway.erase(token).catch(() => undefined);
    this.clear();
  }

  async rate(id: string, rating: Rating, about: "advice" | "answer", comment = ""): Promise<boolean> {
    const { token } = this.store.shared;
    try {
      await this.gateway.rate(token ?? "", rating, about, comment);
    } catch {
      return false;
    }
    this.store.change({ kind: "rate", id, rating });
    return true;
  }

  private clear(): void {
    this.queue = [];
    this.store.change({ kind: "clear" });
    this.nudge();
  }

  private enqueue(message: UserMessage): void {
    this.queue.push(message);
    if (!this.busy) void this.deliverAll();
  }

  private async deliverAll(): Promise<void> {
    this.busy = true;
    for (let message = this.queue.shift(); message; message = this.queue.shift()) {
      await this.deliver(message);
    }
    this.busy = false;
    this.store.set({});
  }

  private async deliver(message: UserMessage): Promise<void> {
    for (let attempt = 0; this.wanted(message); attempt++) {
      try {
        await this.exchange(message);
        if (this.wanted(message)) this.mark(message, "sent");
        return;
      } catch (problem) {
        if (!this.wanted(message)) return;
        if (problem instanceof Refused && !problem.retryAfter) return this.giveUp(message, problem);
        if (attempt >= WAITS.length) return this.giveUp(message);
        this.mark(message, "waiting");
        await this.pause((problem instanceof Refused && problem.retryAfter) || WAITS[attempt]!);
      }
    }
  }

  private async exchange(message: UserMessage): Promise<void> {
    const token = await this.token(message.at);
    const said = asSaid(message);
    const { messages, since } = this.store.shared;
    const earlier = messages.filter(
      (other): other is UserMessage =>
        other.from === "user" && other.status === "sent" && since <= other.at && other.at < message.at,
    );
    let count = 0;
    const heard = (content: BotContent) => {
      if (!this.wanted(message)) return;
      const id = `${message.id}.${count++}`;
      const { messages } = this.store.shared;
      if (messages.some((known) => known.id === id)) return;
      const at = Math.max(Date.now(), (messages.at(-1)?.at ?? 0) + 1);
      this.store.change({ kind: "add", message: { ...content, from: "bot", id, at, turn: message.id } });
      this.heard(content);
    };
    const continued = earlier.length > 0;
    if (await this.gateway.say(token, message.id, said, { continued }, heard)) return;
    const history = earlier.slice(-MOST_HISTORY).map(asSaid);
    await this.gateway.say(token, message.id, said, { continued, history }, heard);
  }

  private async token(since: number): Promise<string> {
    if (!this.store.shared.token) {
      this.store.change({ kind: "token", token: await this.gateway.newSession(), since });
    }
    return this.store.shared.token!;
  }

  private giveUp(message: UserMessage, problem?: Refused): void {
    this.mark(message, "failed");
    let text = problem?.message || this.texts.offline;
    if (problem && SESSION_LOST.has(problem.code)) {
      this.store.change({ kind: "token", token: null, since: 0 });
      text = this.texts.expired;
    }
    const at = Math.max(Date.now(), message.at + 1);
    this.store.change({ kind: "add", message: { from: "notice", id: `${message.id}!${at}`, at, text } });
    this.noticed(text);
  }

  private mark(message: UserMessage, status: UserMessage["status"]): UserMessage {
    const marked = { ...message, status };
    this.store.change({ kind: "update", message: marked });
    return marked;
  }

  private wanted(message: UserMessage): boolean {
    return this.store.shared.messages.some((known) => known.id === message.id);
  }

  private pause(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const asSaid = ({ text, payload }: UserMessage): Said => (payload ? { payload } : { text });
