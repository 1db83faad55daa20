// The gateway: one function per route, and what can go wrong.

import type { BotContent, Rating, Settings } from "./types";

export interface Said {
  text?: string;
  payload?: string;
}

/** The server said no. `retryAfter` is in seconds, 0 when trying again by itself makes no sense. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

interface Event {
  event: "typing" | "message" | "forgotten" | "done" | "error";
  message?: BotContent;
  error?: { code: string; message: string };
}

export class Gateway {
  constructor(
    /** Where the bot lives, ending in a slash. */
    readonly base: string,
    private readonly municipality: string,
    private readonly language: string,
  ) {}

  async settings(): Promise<Settings> {
    const query = new URLSearchParams({ municipality: this.municipality });
    return (await this.call("GET", `config?${query}`)).json();
  }

  async newSession(): Promise<string> {
    const answer = await this.call("POST", "session", { municipality: this.municipality });
    return (await answer.json()).token;
  }

  /** Says something; `heard` gets each message of the bot as it comes. False: the server has lost the conversation. */
  async say(
    token: string,
    id: string,
    said: Said,
    earlier: { continued: boolean; history?: Said[] },
    heard: (content: BotContent) => void,
  ): Promise<boolean> {
    const body = { id, ...said, ...earlier, language: this.language };
    const answer = await this.call("POST", "messages", body, token);
    for await (const event of lines(answer)) {
      if (event.event === "message" && event.message) heard(event.message);
      if (event.event === "forgotten") return false;
      if (event.event === "error" && event.error) throw new Refused(event.error.code, event.error.message, 0);
      if (event.event === "done") return true;
    }
    throw new TypeError("the answer was cut off");
  }

  async erase(token: string): Promise<void> {
    await this.call("DELETE", "conversation", undefined, token);
  }

  async rate(token: string, rating: Rating, about: "advice" | "answer", comment: string): Promise<void> {
    await this.call("POST", "feedback", { rating, about, comment }, token);
  }

  private async call(method: string, path: string, body?: object, token?: string): Promise<Response> {
    const answer = await fetch(`${this.base}webhooks/web/${path}`, {
      method,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    if (answer.status >= 502) throw new TypeError("the server is away");
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(
      problem.error?.code ?? "internal_error",
      problem.error?.message ?? "",
      Number(answer.headers.get("Retry-After") ?? 0),
    );
  }
}

async function* lines(answer: Response): AsyncGenerator<Event> {
  const decoder = new TextDecoder();
  const reader = answer.body!.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const complete = rest.split("\n");
    rest = done ? "" : complete.pop()!;
    for (const line of complete) if (line) yield JSON.parse(line);
    if (done) return;
  }
}
