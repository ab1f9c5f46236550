// The desk registers who comes without being registered: the badge is there at once, with a code that this device holds,
// and who it is for is sent as soon as there is a network. The page starts without one too (js/door/worker.js).
import { find } from "../dom.js";
import { startWorker } from "../door/worker-start.js";
import { fromBase64 } from "../scan/seal.js";
import { deviceName } from "../scan/store.js";
import { fewest, handOut, takeCodes } from "./codes.js";
import { keepWalkIn, Sender, waiting } from "./queue.js";

const PAUSE = 8000;
const SIDE = 21;
const QUIET = 4;
const MOST_LISTED = 8;

const root = find("#walkin");
/** @type {HTMLFormElement} */
const form = find("#walkin-form");
const badge = find("#walkin-badge");
const state = find("[data-state]");
const list = find("#walkin-list");
/** @type {Record<string, string>} */
const words = JSON.parse(root.dataset.words ?? "{}");
/** @type {Record<string, { name: string, colour: string }>} */
const categories = JSON.parse(root.dataset.categories ?? "{}");
const edition = root.dataset.edition ?? "";
const key = root.dataset.seal ?? "";
const token = root.dataset.token ?? "";
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
/** @type {Set<string>} those whom the server did not take; they wait here */
const refused = new Set();
let busy = false;
let asking = false;

const sender = new Sender({ address: root.dataset.address ?? "", edition, token }, (id, answer) => {
  if (answer.status === 200) refused.delete(id);
  else refused.add(id);
  const line = list.querySelector(`[data-id="${id}"]`);
  if (line instanceof HTMLElement) note(line, answer.message, answer.registered ? "done" : "open");
});

form.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !globalThis.crypto?.subtle) return; // it goes to the desk's own form
  event.preventDefault();
  event.stopPropagation();
  register();
});
find("[data-print]").addEventListener("click", () => window.print());
find("[data-next]").addEventListener("click", again);
window.addEventListener("online", () => refresh());
setInterval(() => document.visibilityState === "visible" && refresh(), PAUSE);
refresh();
startWorker(root.dataset.worker ?? "");

async function register() {
  if (busy) return;
  busy = true;
  try {
    const typed = new FormData(form);
    const category = String(typed.get("category_id"));
    const code = await handOut(edition, category);
    if (!code) return say(words.noCodes ?? "", "bad");
    const text = (/** @type {string} */ name) => String(typed.get(name) ?? "").trim();
    const person = {
      given_names: text("given_names"),
      first_surname: text("first_surname"),
      organisation: text("organisation"),
      email: text("email"),
    };
    const walkIn = await keepWalkIn({ code: code.code, category_id: Number(category), ...person }, { key, edition });
    if (!walkIn) return say(words.notKept ?? "", "bad");
    const name = `${person.given_names} ${person.first_surname}`.trim();
    addLine(walkIn.id, name);
    show(name, person.organisation, category, code);
    refresh();
  } finally {
    busy = false;
  }
}

/**
 * @param {string} name
 * @param {string} organisation
 * @param {string} category
 * @param {import("./codes.js").Code} code
 */
function show(name, organisation, category, { code, modules }) {
  find("[data-name]", badge).textContent = name;
  find("[data-organisation]", badge).textContent = organisation;
  find("[data-category]", badge).textContent = categories[category]?.name ?? "";
  find("[data-code]", badge).textContent = code.replace(/(.{4})(?=.)/g, "$1 ");
  badge.style.setProperty("--category", categories[category]?.colour ?? "#14191d");
  find("path", badge).setAttribute("d", symbol(modules));
  form.hidden = true;
  badge.hidden = false;
  find("[data-next]").focus();
}

function again() {
  form.reset();
  form.hidden = false;
  badge.hidden = true;
  find("input:not([type=hidden])", form).focus();
}

/** @param {string} modules */
function symbol(modules) {
  const bytes = fromBase64(modules);
  let path = "";
  for (let place = 0; place < SIDE * SIDE; place++) {
    if (!((bytes[place >> 3] ?? 0) & (0x80 >> (place & 7)))) continue;
    path += `M${(place % SIDE) + QUIET} ${Math.floor(place / SIDE) + QUIET}h1v1h-1z`;
  }
  return path;
}

/**
 * @param {string} id
 * @param {string} name
 */
function addLine(id, name) {
  const line = document.createElement("li");
  line.dataset.id = id;
  const who = document.createElement("span");
  who.textContent = [clock.format(new Date()), name].join(" ");
  line.append(who, document.createElement("span"));
  list.prepend(line);
  while (list.children.length > MOST_LISTED) list.lastElementChild?.remove();
  find("#walkin-latest").hidden = false;
  note(line, words.unsent ?? "", "wait");
}

/**
 * @param {HTMLElement} line
 * @param {string} text
 * @param {string} kind
 */
function note(line, text, kind) {
  line.dataset.kind = kind;
  if (line.lastElementChild) line.lastElementChild.textContent = text;
}

/** Send who waits, fill up the codes, say how things are. */
async function refresh() {
  if (asking || !globalThis.crypto?.subtle) return;
  asking = true;
  const sent = await sender.send();
  const filled = sent === "sent" ? await fill() : sent;
  asking = false;
  const wait = waiting(edition).length;
  if (filled === "signed-out") return say(filledIn(words.signedOut, wait), "bad", true);
  const left = fewest(edition, Object.keys(categories));
  if (left === null) return say(words.noCodes ?? "", "bad");
  if (filled === "offline") return say(filledIn(words.offline, wait), "wait");
  if (refused.size) return say(filledIn(words.refused, refused.size), "bad");
  say(filledIn(words.ready, left), "ready");
}

async function fill() {
  const response = await sender.post(root.dataset.codes ?? "", { device: deviceName() });
  if (response === null) return "offline";
  if (response.status === 401 || response.status === 403 || response.type === "opaqueredirect") return "signed-out";
  if (!response.ok) return "offline";
  const told = await response.json().catch(() => null);
  if (told) await takeCodes(edition, told.codes);
  return "sent";
}

/**
 * @param {string | undefined} sentence
 * @param {number} n
 */
function filledIn(sentence = "", n = 0) {
  return sentence.replace("{n}", String(n));
}

/**
 * @param {string} text
 * @param {"ready" | "wait" | "bad"} kind
 * @param {boolean} [isOut] nobody is signed in any more
 */
function say(text, kind, isOut = false) {
  state.dataset.state = kind;
  find("span", state).textContent = text;
  find("[data-sign-in]", state).hidden = !isOut;
}
