// Starts the scanner of a gate, and the page on which the desk registers people, where there is no network: as they were
// last, and the files they are made of. It keeps nothing else; what is asked for at the door goes past it. The server writes SHELL before this: those files of this
// version, which is also in the name of their cache.

import { within } from "../scan/patience.js";
import { forgetAll, isClosed } from "./closing.js";

const worker = /** @type {DoorWorker} */ (/** @type {unknown} */ (self));
const { version, files } = worker.SHELL;
const scope = new URL(worker.registration.scope).pathname;
const PREFIX = `foro.door ${scope} `;
const FILES = `${PREFIX}${version}`;
const PAGES = `${PREFIX}pages`;
const SCANNER = /^gates\/\d+$/;
const KEPT = /^(gates\/\d+|walk-ins\/new)$/;
const PATIENCE = 3500;

worker.addEventListener("install", (event) => {
  event.waitUntil(install());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

worker.addEventListener("message", (event) => {
  const path = event.data?.keep;
  if (typeof path === "string" && isKept(path)) event.waitUntil(fetched(path).catch(() => undefined));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && isKept(pathname) && !search) event.respondWith(page(request));
  else if (request.mode === "navigate" && pathname === `${scope}gates`) event.respondWith(gates(request));
  else if (files.includes(pathname)) event.respondWith(file(request));
});

async function install() {
  const cache = await caches.open(FILES);
  await cache.addAll(files);
  await worker.skipWaiting();
}

// Pages kept of the version before ask for its files: they are fetched again before those go.
async function activate() {
  await worker.clients.claim();
  const kept = await (await caches.open(PAGES)).keys();
  const renewed = await Promise.allSettled(kept.map((request) => fetched(new URL(request.url).pathname)));
  if (renewed.some(({ status }) => status === "rejected")) return;
  const former = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== FILES && name !== PAGES);
  await Promise.all(former.map((name) => caches.delete(name)));
}

/** @param {string} path */
function isKept(path, pattern = KEPT) {
  return path.startsWith(scope) && pattern.test(path.slice(scope.length));
}

/** @param {Request} request */
async function page(request) {
  const path = new URL(request.url).pathname;
  const kept = await (await caches.open(PAGES)).match(path);
  try {
    const fresh = await (kept ? fetched(path, PATIENCE) : fetch(request));
    if (fresh.type === "opaqueredirect" && (await endIfClosed())) return Response.redirect(`${scope}device/closed`);
    if (!kept) return fresh;
    return fresh.status < 500 ? fresh : kept;
  } catch (fault) {
    if (!kept) throw fault;
    return kept;
  }
}

/**
 * Without network, or where a hub has lost its centre, the list of gates leads back to the scanner kept last.
 * @param {Request} request
 */
async function gates(request) {
  const kept = await (await caches.open(PAGES)).keys();
  const last = kept.filter(({ url }) => isKept(new URL(url).pathname, SCANNER)).at(-1);
  try {
    const fresh = await fetch(request);
    return fresh.status === 503 && last ? Response.redirect(last.url) : fresh;
  } catch (fault) {
    if (!last) throw fault;
    return Response.redirect(last.url);
  }
}

/**
 * The page of the server, kept if it is one; redirects (to sign in) and errors are not.
 * @param {string} path
 * @param {number} [patience] in milliseconds
 */
async function fetched(path, patience) {
  /** @param {AbortSignal} [signal] */
  const asked = (signal) => fetch(path, { credentials: "same-origin", redirect: "manual", signal: signal ?? null });
  const response = await (patience ? within(patience, asked) : asked());
  if (response.status === 200) await (await caches.open(PAGES)).put(path, response.clone());
  return response;
}

/** @param {Request} request */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// Nobody is signed in here any more: where the device was closed from afar, what it keeps goes.
async function endIfClosed() {
  const address = `${scope}device/closing`;
  if (!(await isClosed(address).catch(() => false))) return false;
  await forgetAll(address);
  await worker.registration.unregister();
  return true;
}
