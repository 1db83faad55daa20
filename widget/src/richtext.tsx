// Plain text of the bot as elements: paragraphs, lists, bold and links. Never as HTML.

import type { ComponentChildren } from "preact";
import { safeUrl } from "./links";
import type { Texts } from "./texts";

const BULLET = /^\s*(?:[-•*]|\d+[.)])\s+/;
const INLINE = /(\*\*[^*\n]+\*\*|https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/g;

export function SafeLink({ url, title, texts }: { url: string; title: ComponentChildren; texts: Texts }) {
  const address = safeUrl(url);
  if (!address) return <span>{title}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {title}
      <span class="hidden"> {texts.newTab}</span>
    </a>
  );
}

/** "Bron: De naam van een pagina: https://…": an address at the end with its title before it. */
const TITLED = /^((?:Bron: )?)([^\s:][^:]{2,160}): (https?:\/\/[^\s<>"]+)$/;

/** The text without the addresses that have a title: nobody wants to hear those. */
export const withoutAddresses = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.replace(TITLED, "$1$2"))
    .join("\n");

/** One line: bold and links. */
export function Inline({ text, texts }: { text: string; texts: Texts }) {
  const [, lead, title, url] = TITLED.exec(text) ?? [];
  if (title && url && safeUrl(url)) {
    return (
      <>
        {lead}
        <SafeLink url={url} title={title} texts={texts} />
      </>
    );
  }
  return (
    <>
      {text.split(INLINE).map((part) => {
        if (part.startsWith("**") && part.endsWith("**") && part.length > 4) return <strong>{part.slice(2, -2)}</strong>;
        if (/^https?:\/\//.test(part)) return <SafeLink url={part} title={part} texts={texts} />;
        return part;
      })}
    </>
  );
}

/** Blocks of consecutive lines that are, or are not, items of a list. */
function blocks(text: string): { list: boolean; numbered: boolean; lines: string[] }[] {
  const found: { list: boolean; numbered: boolean; lines: string[] }[] = [];
  let fresh = true;
  for (const line of text.split("\n")) {
    if (!line.trim()) {
      fresh = true;
      continue;
    }
    const list = BULLET.test(line);
    const last = found.at(-1);
    if (last && !fresh && last.list === list) last.lines.push(line);
    else found.push({ list, numbered: /^\s*\d/.test(line), lines: [line] });
    fresh = false;
  }
  return found;
}

export function RichText({ text, texts }: { text: string; texts: Texts }) {
  return (
    <>
      {blocks(text).map(({ list, numbered, lines }) => {
        if (!list) {
          return (
            <p>
              {lines.map((line, index) => (
                <>
                  {index > 0 && <br />}
                  <Inline text={line} texts={texts} />
                </>
              ))}
            </p>
          );
        }
        const List = numbered ? "ol" : "ul";
        return (
          <List>
            {lines.map((line) => (
              <li>
                <Inline text={line.replace(BULLET, "")} texts={texts} />
              </li>
            ))}
          </List>
        );
      })}
    </>
  );
}
