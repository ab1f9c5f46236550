// What a kept page is made of: its addresses, and the page itself without what is of no use later.

/** @typedef {"offline" | "slow"} Why why the kept page is shown */

/** @type {readonly string[]} */
const OF_THE_WIRE = ["content-encoding", "content-length", "vary", "set-cookie"];

/**
 * The addresses of this site that a page or a stylesheet names.
 * @param {string} text
 * @param {string} [base] of a stylesheet, which names others beside it
 */
export function addressesIn(text, base = "/") {
  const found = base.endsWith(".css")
    ? [...text.matchAll(/url\(["']?([^"')]+)/g)]
    : [...text.matchAll(/\b(?:src|href)="(\/[^"]*)"/g)];
  const addresses = found.map(([, address]) => new URL(address ?? "", new URL(base, location.origin)));
  return [...new Set(addresses.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname))];
}

/**
 * The addresses of the pictures of a page.
 * @param {string} html
 */
export function picturesIn(html) {
  return [...html.matchAll(/<img[^>]*\bsrc="(\/[^"]*)"/g)].map(([, address]) => address ?? "");
}

/**
 * The page with its pictures in it, and without the tokens of its forms, which nothing can be sent with later.
 * @param {string} html
 * @param {Map<string, string>} pictures
 */
export function selfContained(html, pictures) {
  let text = html.replace(/(name="csrf[-_]token" (?:value|content)=")[^"]*/g, "$1");
  for (const [address, picture] of pictures) text = text.replaceAll(`src="${address}"`, `src="${picture}"`);
  return text;
}

/**
 * @param {string} html
 * @param {Headers} sent
 */
export function kept(html, sent) {
  const headers = new Headers(sent);
  for (const name of OF_THE_WIRE) headers.delete(name);
  headers.set("X-Foro-Kept-At", String(Date.now()));
  headers.set("X-Foro-Language", /<html lang="([^"]*)/.exec(html)?.[1] ?? "");
  return new Response(html, { headers });
}

/**
 * The page as it was kept, which says so of itself.
 * @param {Response} copy
 * @param {Why} why
 */
export async function marked(copy, why) {
  const html = await copy.text();
  const attribute = `data-kept="${why}"`;
  return new Response(html.replace("<html", `<html\n${attribute}`), { headers: copy.headers });
}
