// A person's own pages and the worker that keeps them: it is asked to keep what may be kept, and a page that comes from
// what was kept says so, sends nothing, and gives way to the server's as soon as that answers.

import { closest, findAll } from "../dom.js";
import { notify, word } from "../notices.js";
import { within } from "../scan/patience.js";
import { followClock } from "./clock.js";
import { forgetAll, keptPaths, listKept } from "./device.js";

const KEEPER = "/keeper.js";
const FIRST_TRY = 1000;
const SLOWEST = 30_000;
const TOO_LONG = 25_000;

export function watchPocket() {
  if (!("serviceWorker" in navigator)) return;
  /** @type {HTMLElement | null} */
  const pocket = document.querySelector("[data-pocket]");
  /** @type {HTMLElement | null} where one's pages are not, but are wanted soon */
  const errand = document.querySelector("[data-pocket-errand]");
  const isCopy = Boolean(document.documentElement.dataset.kept);
  if (isCopy) beCopy(pocket);
  else if (pocket ?? errand) keep(/** @type {HTMLElement} */ (pocket ?? errand)).catch(() => {});
  else ask({ look: true });
  /** @type {HTMLElement | null} */
  const list = document.querySelector("[data-kept-pages]");
  if (list) listKept(list).catch(() => {});
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-pocket-forget]");
    if (button instanceof HTMLElement) forgetAll().then(() => sayForgotten(button));
  });
}

/** @param {Wish} wish */
function ask(wish) {
  navigator.serviceWorker.controller?.postMessage(wish);
}

/** @param {HTMLElement} pocket */
async function keep(pocket) {
  await navigator.serviceWorker.register(KEEPER);
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    for (const line of findAll("[data-pocket-line]")) /** @type {HTMLElement} */ (line).hidden = !data.kept;
  };
  const pages = (pocket.dataset.pages ?? "").split(" ");
  const here = pages.filter((path) => path === location.pathname);
  const others = pages.filter((path) => path !== location.pathname);
  active?.postMessage({ keep: [...here, ...others], language: document.documentElement.lang }, [port2]);
}

/** @param {HTMLElement | null} pocket none: the page that says what is not kept */
function beCopy(pocket) {
  for (const said of findAll("[data-flash]")) said.remove();
  const isOfToday = Date.now() < Number(pocket?.dataset.dayEnds);
  for (const time of findAll("[data-updated]")) {
    /** @type {HTMLElement} */ (time).hidden = (time.getAttribute("data-updated") === "today") !== isOfToday;
  }
  for (const line of findAll("[data-pocket-line]")) /** @type {HTMLElement} */ (line).hidden = false;
  for (const button of findAll("form[method=post] button")) button.setAttribute("aria-disabled", "true");
  dimLinks().catch(() => {});
  document.addEventListener("submit", refuse, true);
  if (pocket) followClock(pocket);
  giveWay(FIRST_TRY);
  window.addEventListener("online", () => look().catch(() => {}));
}

/** What needs the network looks like it; who presses it all the same reads that. */
async function dimLinks() {
  const kept = await keptPaths();
  for (const link of findAll("a.button[href^='/']")) {
    if (!kept.includes(/** @type {HTMLAnchorElement} */ (link).pathname)) link.setAttribute("aria-disabled", "true");
  }
}

/** @param {SubmitEvent} event */
function refuse(event) {
  if (!(event.target instanceof HTMLFormElement) || event.target.getAttribute("method") !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  notify(word("offline"));
}

/** @param {number} pause in milliseconds; longer each time */
function giveWay(pause) {
  setTimeout(async () => {
    if (document.visibilityState === "visible") await look().catch(() => {});
    giveWay(Math.min(2 * pause, SLOWEST));
  }, pause);
}

async function look() {
  const answer = await within(TOO_LONG, (signal) => fetch(location.href, { redirect: "manual", signal }));
  if (answer.status >= 500) return;
  ask({ await: location.pathname });
  location.reload();
}

/** @param {HTMLElement} button */
function sayForgotten(button) {
  notify(button.dataset.done ?? "");
  for (const line of findAll("[data-pocket-line], [data-kept-pages]")) /** @type {HTMLElement} */ (line).hidden = true;
}
