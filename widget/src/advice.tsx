// The advice: a conclusion and cards that open and close, with boxes that stay ticked.

import type { Context } from "./app";
import { CardIcon, Chevron, Printer } from "./icons";
import { ownUrl } from "./links";
import { Inline, RichText, SafeLink } from "./richtext";
import type { Advice, Card, Item, Link } from "./types";

export function AdviceView({ id, advice, context }: { id: string; advice: Advice; context: Context }) {
  const { texts, gateway } = context;
  const checklist = advice.checklist_url && ownUrl(gateway.base, advice.checklist_url);
  return (
    <section class="advice" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{advice.title}</h3>
      {advice.conclusion && (
        <div class="conclusion">
          <RichText text={advice.conclusion} texts={texts} />
          {advice.reason && <p class="small">{advice.reason}</p>}
        </div>
      )}
      {cardsOf(advice, texts.mind).map((card, index) => (
        <CardView
          key={card.id}
          id={`${id}-${card.id}`}
          card={card}
          open={index === 0 || card.id === "warnings"}
          context={context}
        />
      ))}
      {!!advice.links?.length && (
        <details class="card">
          <summary>
            <CardIcon id="links" />
            <div>
              <h4>{texts.links}</h4>
            </div>
            <Chevron />
          </summary>
          <LinkList links={advice.links} context={context} />
        </details>
      )}
      {checklist && (
        <p>
          <a class="button strong" href={checklist} target="_blank" rel="noopener noreferrer">
            <Printer />
            {texts.checklist}
            <span class="hidden"> {texts.newTab}</span>
          </a>
        </p>
      )}
      {advice.date && (
        <p class="small">
          {texts.adviceDate} {formatDate(advice.date, context.language)}.
        </p>
      )}
    </section>
  );
}

/** The cards of an advice: where to go, or what is still possible, and then what to mind. Its links are told apart. */
export function cardsOf({ cards, warnings, links }: Advice, title: string): Card[] {
  const others = cards.filter((card) => card.id !== "options" && !(card.id === "sources" && links?.length));
  const told = [...cards.filter((card) => card.id === "options"), ...others];
  if (!warnings?.length) return told;
  const mind = { id: "warnings", title, items: warnings.map((text) => ({ id: text, text })) };
  return [...told.slice(0, 1), mind, ...told.slice(1)];
}

function CardView({ id, card, open, context }: { id: string; card: Card; open: boolean; context: Context }) {
  const { texts, store } = context;
  const keys = card.items.map((item) => `${id}/${item.id}`);
  const done = keys.filter((key) => store.shared.ticks.includes(key)).length;
  return (
    <details class={`card ${card.id === "warnings" ? "mind" : ""}`} open={open}>
      <summary>
        <CardIcon id={card.id} />
        <div>
          <h4>{card.title}</h4>
          {card.checklist && <p class="small">{texts.ticked(done, card.items.length)}</p>}
        </div>
        <Chevron />
      </summary>
      <ul class={card.checklist ? "ticks" : ""}>
        {card.items.map((item, index) => (
          <li>
            {card.checklist ? (
              <label>
                <input
                  type="checkbox"
                  checked={store.shared.ticks.includes(keys[index]!)}
                  onChange={({ currentTarget }) =>
                    store.change({ kind: "tick", key: keys[index]!, on: currentTarget.checked })
                  }
                />
                <span>
                  <ItemText item={item} context={context} />
                </span>
              </label>
            ) : (
              <ItemText item={item} context={context} />
            )}
          </li>
        ))}
      </ul>
      <Sources items={card.items} context={context} />
    </details>
  );
}

function ItemText({ item, context }: { item: Item; context: Context }) {
  return (
    <>
      {item.only_if && <em>{asOpening(item.only_if)} </em>}
      <Inline text={item.text} texts={context.texts} />
    </>
  );
}

/** "als je werkt" → "Als je werkt:" */
export const asOpening = (condition: string): string => `${condition.charAt(0).toUpperCase()}${condition.slice(1)}:`;

function Sources({ items, context }: { items: Item[]; context: Context }) {
  const links = new Map(items.flatMap((item) => item.sources ?? []).map((link) => [link.url, link]));
  if (!links.size) return null;
  return (
    <details class="sources">
      <summary>
        {context.texts.sources} ({links.size})
      </summary>
      <LinkList links={[...links.values()]} context={context} />
    </details>
  );
}

function LinkList({ links, context: { texts } }: { links: Link[]; context: Context }) {
  return (
    <ul>
      {links.map((link) => (
        <li>
          <SafeLink url={link.url} title={link.title} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

function formatDate(date: string, language: string): string {
  const day = new Date(`${date}T12:00`);
  return Number.isNaN(day.getTime()) ? date : day.toLocaleDateString(language, { dateStyle: "long" });
}
