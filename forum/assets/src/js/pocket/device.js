// What of this site a device keeps of one person's own pages: listed, and taken away.
import { find } from "../dom.js";
import { dropKept } from "../kept.js";

const PREFIX = "foro.pocket.";
const PAGES = `${PREFIX}pages`;
const OFFLINE = "/offline";

/** Removes every kept page; one that is on its way is not kept any more. */
export function forgetAll() {
  return dropKept([PREFIX], (scope) => scope === "/");
}

/** The addresses that open without network. */
export async function keptPaths() {
  return (await (await caches.open(PAGES)).keys()).map(({ url }) => new URL(url).pathname);
}

/**
 * Lists the kept pages, the newest first, in a template's copies.
 * @param {HTMLElement} list
 */
export async function listKept(list) {
  const pages = await caches.open(PAGES);
  const kept = await Promise.all(
    (await pages.keys()).map(async (request) => ({ request, copy: await pages.match(request) })),
  );
  for (const { request, copy } of kept.reverse()) {
    const { pathname } = new URL(request.url);
    if (!copy || pathname === OFFLINE) continue;
    list.hidden = false;
    find("ul", list).append(entry(list, pathname, new DOMParser().parseFromString(await copy.text(), "text/html")));
  }
}

/**
 * @param {HTMLElement} list
 * @param {string} pathname
 * @param {Document} page
 */
function entry(list, pathname, page) {
  /** @type {HTMLTemplateElement} */
  const template = find("template", list);
  const item = document.importNode(template.content, true);
  /** @type {HTMLAnchorElement} */ (find("a", item)).href = pathname;
  find("[data-title]", item).textContent = page.title.split(" · ")[0]?.trim() ?? pathname;
  const isOfToday = Date.now() < Number(page.querySelector("[data-pocket]")?.getAttribute("data-day-ends"));
  const updated = page.querySelector(`[data-updated=${isOfToday ? "today" : "later"}]`);
  find("small", item).textContent = updated?.textContent?.trim() ?? "";
  return item;
}
