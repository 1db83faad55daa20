// <gezins-wegwijzer>: the custom element, and the script tag that puts it on the page.

import { render } from "preact";
import { Gateway } from "./api";
import { cardsOf } from "./advice";
import { App, type Context } from "./app";
import { Conversation } from "./conversation";
import { withoutAddresses } from "./richtext";
import { SMALL_SCREEN } from "./screen";
import { Store } from "./store";
import styles from "./styles.css?inline";
import { supported, textsFor } from "./texts";
import { adviceOf, type BotContent } from "./types";

const TAG = "gezins-wegwijzer";
const OPENING_HASH = "#gezinswegwijzer";
const READ_FOR_MILLISECONDS = 15_000;

const script = document.currentScript as HTMLScriptElement | null;
const home = script ? new URL("..", script.src).href : location.href;

class GezinsWegwijzer extends HTMLElement {
  private store: Store | null = null;
  private stop: (() => void) | null = null;
  private lines: { id: number; text: string }[] = [];

  connectedCallback(): void {
    const base = this.dataset.server ? new URL(this.dataset.server, location.href).href.replace(/\/?$/, "/") : home;
    const municipality = this.dataset.municipality ?? "";
    const language = supported(this.dataset.lang);
    const texts = textsFor(language);
    const store = new Store(`gezinswegwijzer ${base} ${municipality}`);
    const gateway = new Gateway(base, municipality, language);
    const say = (text: string) => this.say(text);
    const heard = (content: BotContent) => {
      if (!store.open) store.set({ unread: store.unread + (content.text || adviceOf(content) ? 1 : 0) });
      const spoken = spokenText(content, texts);
      if (spoken) say(spoken);
    };
    const conversation = new Conversation(store, gateway, texts, heard, say);
    const context: Context = { store, gateway, conversation, texts, language, say };
    this.store = store;

    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];

    store.connect();
    // On a phone the panel would hide the page that was just opened.
    if (matchMedia(SMALL_SCREEN).matches) store.set({ open: false });
    this.redraw = () => render(<App context={context} lines={this.lines} />, root);
    this.redraw();
    conversation.resume();

    const nudge = () => conversation.nudge();
    addEventListener("online", nudge);
    document.addEventListener("click", this.openFromLink);
    this.stop = () => {
      removeEventListener("online", nudge);
      document.removeEventListener("click", this.openFromLink);
      store.disconnect();
      render(null, root);
    };
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  /** Opens the panel, as a click on the button would. */
  open(): void {
    if (!this.store?.open) this.shadowRoot?.querySelector<HTMLButtonElement>(".launcher")?.click();
  }

  private redraw: () => void = () => undefined;

  private say(text: string): void {
    const line = { id: Date.now() + Math.random(), text };
    this.lines = [...this.lines, line];
    this.redraw();
    setTimeout(() => {
      this.lines = this.lines.filter((other) => other !== line);
      this.redraw();
    }, READ_FOR_MILLISECONDS);
  }

  /** Any link to #gezinswegwijzer on the page opens the panel. */
  private openFromLink = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link?.hash !== OPENING_HASH) return;
    event.preventDefault();
    this.open();
  };
}

function spokenText(content: BotContent, texts: ReturnType<typeof textsFor>): string {
  const { text, buttons } = content;
  const advice = adviceOf(content);
  const parts = [];
  if (advice) {
    const titles = cardsOf(advice, texts.mind).map((card) => card.title);
    parts.push(advice.title, advice.conclusion, advice.reason, texts.cardsSaid(titles.join(", ")));
  } else if (text) parts.push(withoutAddresses(text).replaceAll("**", ""));
  if (buttons?.length) parts.push(texts.choicesSaid(buttons.map((button) => button.title).join(", ")));
  const words = parts.flatMap((part) => (part ? asSentence(part) : [])).join(" ");
  return words && `${texts.name}: ${words}`;
}

const asSentence = (text: string): string => (/[.!?:…]$/.test(text) ? text : `${text}.`);

if (!customElements.get(TAG)) {
  customElements.define(TAG, GezinsWegwijzer);
  const place = () => {
    if (!script || document.querySelector(TAG)) return;
    const element = document.createElement(TAG);
    Object.assign(element.dataset, script.dataset);
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
