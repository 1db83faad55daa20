// The conversation as this browser keeps it: in the tab's session storage, shared with other open tabs.

import type { Message, Rating, Settings } from "./types";

const IDLE_MILLISECONDS = 4 * 60 * 60 * 1000;

/** What all tabs share. */
export interface Shared {
  token: string | null;
  /** When the first message of this session was typed: older ones belong to a session that is gone. */
  since: number;
  messages: Message[];
  ticks: string[];
  ratings: Record<string, Rating>;
}

interface Stored {
  shared: Shared;
  settings: Settings | null;
  open: boolean;
  unread: number;
  draft: string;
  at: number;
}

/** A change that other tabs make too. Each may arrive twice or late without harm. */
type Change =
  | { kind: "add"; message: Message }
  | { kind: "update"; message: Message }
  | { kind: "tick"; key: string; on: boolean }
  | { kind: "rate"; id: string; rating: Rating }
  | { kind: "token"; token: string | null; since: number }
  | { kind: "clear" };

type Letter = { kind: "hello" } | { kind: "state"; shared: Shared } | Change;

const nothing = (): Shared => ({ token: null, since: 0, messages: [], ticks: [], ratings: {} });

function apply(shared: Shared, change: Change): Shared {
  switch (change.kind) {
    case "add":
      if (shared.messages.some((message) => message.id === change.message.id)) return shared;
      return { ...shared, messages: [...shared.messages, change.message].sort((a, b) => a.at - b.at) };
    case "update":
      return {
        ...shared,
        messages: shared.messages.map((message) => (message.id === change.message.id ? change.message : message)),
      };
    case "tick":
      return {
        ...shared,
        ticks: change.on
          ? [...new Set([...shared.ticks, change.key])]
          : shared.ticks.filter((key) => key !== change.key),
      };
    case "rate":
      return { ...shared, ratings: { ...shared.ratings, [change.id]: change.rating } };
    case "token":
      return { ...shared, token: change.token, since: change.since };
    case "clear":
      return nothing();
  }
}

export class Store {
  shared = nothing();
  settings: Settings | null = null;
  open = false;
  unread = 0;
  draft = "";
  private listeners = new Set<() => void>();
  private channel: BroadcastChannel | null = null;

  constructor(private readonly key: string) {}

  /** Reads what this tab kept and asks the other tabs for theirs. */
  connect(): void {
    this.read();
    this.channel = new BroadcastChannel(this.key);
    this.channel.onmessage = ({ data }: MessageEvent<Letter>) => this.receive(data);
    this.post({ kind: "hello" });
  }

  disconnect(): void {
    this.channel?.close();
    this.channel = null;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Changes the conversation, here and in the other tabs. */
  change(change: Change): void {
    this.shared = apply(this.shared, change);
    this.post(change);
    this.changed();
  }

  /** Changes what belongs to this tab alone. */
  set(values: Partial<Pick<Store, "settings" | "open" | "unread" | "draft">>): void {
    Object.assign(this, values);
    this.changed();
  }

  private receive(letter: Letter): void {
    if (letter.kind === "hello") {
      if (this.shared.messages.length) this.post({ kind: "state", shared: this.shared });
      return;
    }
    if (letter.kind === "state") {
      if (this.shared.messages.length) return;
      this.shared = letter.shared;
    } else {
      this.shared = apply(this.shared, letter);
    }
    this.changed();
  }

  private post(letter: Letter): void {
    this.channel?.postMessage(letter);
  }

  private changed(): void {
    this.write();
    for (const listener of this.listeners) listener();
  }

  private read(): void {
    try {
      const stored: Stored | null = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
      if (!stored || Date.now() - stored.at > IDLE_MILLISECONDS) return;
      const { at: _, ...values } = stored;
      Object.assign(this, values);
    } catch {
      // A browser that keeps nothing still has a conversation, until the page is left.
    }
  }

  private write(): void {
    const { shared, settings, open, unread, draft } = this;
    const stored: Stored = { shared, settings, open, unread, draft, at: Date.now() };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(stored));
    } catch {
      // As above.
    }
  }
}
