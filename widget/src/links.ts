// Which addresses may become a link.

const SAFE = new Set(["https:", "http:", "mailto:", "tel:"]);

/** The address, when it is a plain web, mail or phone address without anybody's name and password in it. */
export function safeUrl(address: string): string | null {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

/** A path of our own server as an address; null when it leads anywhere else. */
export function ownUrl(base: string, path: string): string | null {
  const url = new URL(path, base);
  return url.href.startsWith(base) ? url.href : null;
}
