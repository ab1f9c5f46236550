// Keeps a person's own pages on their device, so that they open where there is no network. The server says with each
// answer what may be kept, until when, and whose it is (forum/core/pocket.py); whatever is not marked goes past. A page
// is kept with the files it is made of, so that it looks the same after the server has newer ones.
import { addressesIn, kept, marked, picturesIn, selfContained } from "./copies.js";

const worker = /** @type {KeeperWorker} */ (/** @type {unknown} */ (self));
const PAGES = "foro.pocket.pages";
const FILES = "foro.pocket.files";
const OFFLINE = "/offline";
const SIGN_IN = "/sign-in";
const BUILT = "/static/dist/";
// Signing out, and a phone that becomes the scanner of a steward.
const ANOTHER_PERSON = /\/sign-out$|\/phone\/[^/]+$/;
const BEHIND_A_LINK = /^\/r\/[^/]+/;
const GONE = new Set([401, 403, 404, 410]);
const PATIENCE = 2500;
const INSISTENCE = 30_000;
const FRESH_FOR = 600_000;
const A_DAY = 86_400_000;
const AFTER_A_CHANGE = 30_000;
const MOST = 16;

let wiped = 0;
/** @type {Promise<void>} */
let turn = Promise.resolve();
let freshFor = FRESH_FOR;
/** @type {Set<string>} pages that are about to be loaded again because the server answers, however slowly */
const awaited = new Set();
/** @type {Map<string, Promise<void>>} */
const underWay = new Map();

worker.addEventListener("install", (event) => {
  event.waitUntil(renewed(OFFLINE).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([worker.clients.claim(), worker.registration.navigationPreload?.enable()]));
});

worker.addEventListener("message", (event) => {
  const { keep, look, await: path, wipe } = event.data ?? {};
  if (path) awaited.add(path);
  if (wipe) event.waitUntil(wipeAll());
  else if (keep) event.waitUntil(keepAll(keep, event.data?.language).then(() => answer(event.ports[0], keep[0] ?? "")));
  else if (look) event.waitUntil(refresh());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "GET" && request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && pathname.startsWith(BUILT)) event.respondWith(file(request));
  else if (request.mode === "navigate" && ANOTHER_PERSON.test(pathname)) event.waitUntil(wipeAll());
  else if (request.mode === "navigate") noteChange(pathname);
});

/**
 * What a form changes may be on what is kept, and a link that is renewed opens nothing any more.
 * @param {string} pathname
 */
function noteChange(pathname) {
  freshFor = BEHIND_A_LINK.test(pathname) ? 0 : Math.min(freshFor, AFTER_A_CHANGE);
}

/**
 * The server's page; the kept one where it does not answer, or not soon.
 * @param {FetchEventOfWorker} event
 */
async function page(event) {
  const { pathname, search } = new URL(event.request.url);
  const answer = answered(event);
  event.waitUntil(answer.then(() => underWay.get(pathname)).catch(() => {}));
  const copy = search ? undefined : await keptPage(pathname);
  if (!copy) return answer.catch(notKept);
  const patience = awaited.delete(pathname) ? INSISTENCE : PATIENCE;
  try {
    const response = await soon(answer, patience);
    return response && response.status < 500 ? response : marked(copy, "slow");
  } catch {
    return marked(copy, "offline");
  }
}

/**
 * What is shown of a page that is not kept.
 * @param {unknown} fault
 */
async function notKept(fault) {
  const copy = await keptPage(OFFLINE);
  if (!copy) throw fault;
  return marked(copy, "offline");
}

/** @param {FetchEventOfWorker} event */
async function answered(event) {
  const { pathname, search } = new URL(event.request.url);
  const before = wiped;
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  const isKept = !search && response.headers.has("X-Foro-Keep");
  const noted = noteAnswer(search ? "" : pathname, isKept ? response.clone() : response, before);
  const ended = noted.catch(() => {}).finally(() => underWay.delete(pathname));
  underWay.set(pathname, ended);
  return response;
}

/**
 * @param {Promise<Response>} answer
 * @param {number} patience in milliseconds
 */
function soon(answer, patience) {
  /** @type {Promise<undefined>} */
  const enough = new Promise((resolve) => setTimeout(() => resolve(undefined), patience));
  return Promise.race([answer, enough]);
}

/**
 * Keeps what may be kept; forgets what the server does not show any more, and what was somebody else's.
 * @param {string} pathname empty: an address that is never kept
 * @param {Response} response
 * @param {number} before how often this device had been wiped when it was asked for
 */
async function noteAnswer(pathname, response, before) {
  const reader = response.headers.get("X-Foro-Reader");
  if (reader) await forget((_path, copy) => (copy.headers.get("X-Foro-Reader") ?? reader) !== reader);
  if (pathname.startsWith(SIGN_IN)) await forget((path) => isSignedIn(path, pathname)); // nobody is, or somebody else
  if (!pathname) return;
  const leadsAway = response.type === "opaqueredirect" && (await keptPage(pathname));
  if (leadsAway) await forget((path) => path === pathname || isSignedIn(path, pathname));
  else if (GONE.has(response.status)) await forget((path) => path === pathname || path.startsWith(`${pathname}/`));
  else if (response.status === 200 && response.headers.get("X-Foro-Keep")) await keepInTurn(pathname, response, before);
}

/**
 * Whether both are pages of who is signed in: where one leads to the sign-in, all do.
 * @param {string} path
 * @param {string} other
 */
function isSignedIn(path, other) {
  return path !== OFFLINE && !BEHIND_A_LINK.test(path) && !BEHIND_A_LINK.test(other);
}

/**
 * One page after the other: the files of a page that is not kept yet are named by none, and would be swept away.
 * @param {string} pathname
 * @param {Response} response
 * @param {number} before
 */
function keepInTurn(pathname, response, before) {
  const done = turn.then(() => store(pathname, response, before));
  turn = done.catch(() => {});
  return done;
}

/**
 * @param {string} pathname
 * @param {Response} response
 * @param {number} before
 */
async function store(pathname, response, before) {
  const { headers } = response;
  const html = await response.text();
  const addresses = addressesIn(html).filter((address) => address.startsWith(BUILT));
  const [pictures] = await Promise.all([picturesOf(html), Promise.all(addresses.map(keepFile))]);
  if (before !== wiped) return;
  const pages = await caches.open(PAGES);
  await pages.put(pathname, kept(selfContained(html, pictures), headers));
  for (const { url } of (await pages.keys()).slice(0, -MOST)) {
    if (new URL(url).pathname !== OFFLINE) await pages.delete(url);
  }
  await sweepFiles();
}

/**
 * The pictures of a page that may be kept, each as a data address.
 * @param {string} html
 */
async function picturesOf(html) {
  /** @type {Map<string, string>} */
  const pictures = new Map();
  for (const address of picturesIn(html).filter((each) => !each.startsWith("/static/"))) {
    const response = await fetch(address, { credentials: "same-origin" });
    if (response.status !== 200 || !response.headers.get("X-Foro-Keep")) continue;
    const drawing = await response.text();
    pictures.set(address, `data:image/svg+xml,${encodeURIComponent(drawing)}`);
  }
  return pictures;
}

/**
 * A built file and those it names; its name says its content, so it is asked for once.
 * @param {string} address
 * @returns {Promise<void>}
 */
async function keepFile(address) {
  const files = await caches.open(FILES);
  if (await files.match(address)) return;
  const response = await fetch(address);
  if (response.status !== 200) throw new Error(`${address}: ${response.status}`);
  if (address.endsWith(".css")) await Promise.all(addressesIn(await response.clone().text(), address).map(keepFile));
  await files.put(address, response);
}

async function sweepFiles() {
  const [pages, files] = await Promise.all([caches.open(PAGES), caches.open(FILES)]);
  const used = new Set();
  for (const request of await pages.keys()) {
    for (const address of addressesIn((await (await pages.match(request))?.text()) ?? "")) used.add(address);
  }
  for (const address of [...used].filter((each) => each.endsWith(".css"))) {
    for (const named of addressesIn((await (await files.match(address))?.text()) ?? "", address)) used.add(named);
  }
  const left = (await files.keys()).filter(({ url }) => !used.has(new URL(url).pathname));
  await Promise.all(left.map((request) => files.delete(request)));
}

/** @param {Request} request */
async function file(request) {
  return (await (await caches.open(FILES)).match(new URL(request.url).pathname)) ?? fetch(request);
}

/** @param {string} pathname */
async function keptPage(pathname) {
  const pages = await caches.open(PAGES);
  const copy = await pages.match(pathname);
  if (!copy || Number(copy.headers.get("X-Foro-Keep")) > Date.now()) return copy;
  await pages.delete(pathname);
}

/**
 * A page asks to be kept, with those that belong to it: what is there and says it in the same language stays for a while.
 * @param {string[]} paths
 * @param {string} [language]
 */
async function keepAll(paths, language) {
  await Promise.allSettled(underWay.values());
  const limit = freshFor;
  freshFor = FRESH_FOR;
  const others = paths.slice(1).map((path) => keep(path, limit, language));
  await Promise.all([keep(OFFLINE, A_DAY, language), keep(paths[0] ?? OFFLINE, FRESH_FOR, language), ...others]);
}

/** Elsewhere on the site: what is kept is asked for again from time to time. */
async function refresh() {
  const limit = freshFor;
  freshFor = FRESH_FOR;
  const paths = (await (await caches.open(PAGES)).keys()).map(({ url }) => new URL(url).pathname);
  await Promise.all(paths.filter((path) => path !== OFFLINE).map((path) => keep(path, limit)));
}

/**
 * @param {string} path
 * @param {number} limit how old it may be, in milliseconds
 * @param {string} [language]
 */
async function keep(path, limit, language) {
  const copy = await keptPage(path);
  const age = Date.now() - Number(copy?.headers.get("X-Foro-Kept-At"));
  if (copy && age < limit && (!language || copy.headers.get("X-Foro-Language") === language)) return;
  await renewed(path).catch(() => {});
}

/** @param {string} path */
async function renewed(path) {
  const before = wiped;
  await noteAnswer(path, await fetch(path, { credentials: "same-origin", redirect: "manual" }), before);
}

/**
 * @param {MessagePort | undefined} port
 * @param {string} path
 */
async function answer(port, path) {
  port?.postMessage({ kept: Boolean(await keptPage(path)) });
}

/** @param {(path: string, copy: Response) => boolean} isLeft */
async function forget(isLeft) {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const copy = await pages.match(request);
    const { pathname } = new URL(request.url);
    if (copy && pathname !== OFFLINE && isLeft(pathname, copy)) await pages.delete(request);
  }
}

async function wipeAll() {
  wiped += 1;
  await forget(() => true);
}
