// The conversation to take along: copied, downloaded or printed.

import type { Context } from "./app";
import type { Texts } from "./texts";
import { asOpening, cardsOf } from "./advice";
import { type Advice, adviceOf, type Message } from "./types";

interface Line {
  who: string;
  text: string;
}

function adviceText(advice: Advice, texts: Texts): string {
  const { title, conclusion, reason, links } = advice;
  const parts = [title, conclusion ?? "", reason ?? ""];
  for (const card of cardsOf(advice, texts.mind)) {
    parts.push("", card.title);
    for (const item of card.items) parts.push(`- ${item.only_if ? `${asOpening(item.only_if)} ` : ""}${item.text}`);
  }
  if (links?.length) parts.push("", texts.links);
  for (const link of links ?? []) parts.push(`- ${link.title}: ${link.url}`);
  return parts.join("\n").trim();
}

function lineOf(message: Message, { texts }: Context): Line {
  if (message.from === "user") return { who: texts.you, text: message.text };
  if (message.from === "notice") return { who: "", text: message.text };
  const advice = adviceOf(message);
  return { who: texts.name, text: advice ? adviceText(advice, texts) : (message.text ?? "") };
}

function linesOf(context: Context): Line[] {
  const { store, texts } = context;
  const greeting = { who: texts.name, text: store.settings?.greeting ?? texts.greeting };
  return [greeting, ...store.shared.messages.map((message) => lineOf(message, context))].filter((line) => line.text);
}

const heading = ({ texts, language }: Context): string =>
  texts.transcript(new Date().toLocaleDateString(language, { dateStyle: "long" }));

export function asText(context: Context): string {
  const lines = linesOf(context).map(({ who, text }) => (who ? `${who}:\n${text}` : text));
  return [heading(context), ...lines].join("\n\n");
}

/** True when it worked. The clipboard is only there on secure pages that may use it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function downloadText(text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = "gesprek-gezinswegwijzer.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const PRINT_STYLE = `
  body { font: 11pt/1.5 Arial, sans-serif; margin: 0; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11pt; margin: 12pt 0 0; break-after: avoid; }
  p { margin: 0; white-space: pre-line; }
`;

/** Prints the conversation alone, from a frame of its own. */
export function printTranscript(context: Context): void {
  const frame = document.createElement("iframe");
  frame.title = heading(context);
  frame.className = "gezinswegwijzer-print";
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  document.querySelector("iframe.gezinswegwijzer-print")?.remove();
  document.body.append(frame);
  const page = frame.contentDocument!;
  const sheet = new (frame.contentWindow as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(PRINT_STYLE);
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = "nl";
  page.title = heading(context);
  const add = (tag: string, text: string) => {
    const element = page.createElement(tag);
    element.textContent = text;
    page.body.append(element);
  };
  add("h1", heading(context));
  for (const { who, text } of linesOf(context)) {
    if (who) add("h2", who);
    add("p", text);
  }
  frame.contentWindow!.print();
}
