// The door of a session: a code comes from the camera, a hand-held scanner, a hand or a name, and goes through the outbox
// of the doors, so that none is lost when the network is. Without an answer the person comes in, and is sent later.
import { find } from "./dom.js";
import { signal, unlockSound } from "./door/signals.js";
import { Eye } from "./scan/eye.js";
import { Outbox } from "./scan/outbox.js";
import { watchWedge } from "./scan/wedge.js";

/**
 * @typedef {import("./scan/store.js").Scan} Scan
 * @typedef {import("./scan/store.js").ScanInput} ScanInput
 * @typedef {{ outcome: string, tone: string, title: string, detail: string, name: string, organisation: string,
 *   count: number }} Answer
 */

const STILL_HERE = 8000;
/** @type {Partial<Record<string, import("./door/signals.js").Outcome>>} */
const SOUNDS = {
  recorded: "admitted",
  already: "already_inside",
  no_place: "full",
  saved: "pending",
  early: "not_today",
};

const root = find("#scanner");
/** @type {Record<"saved" | "savedDetail" | "signedOut" | "rejected" | "waiting", string>} */
const words = JSON.parse(root.dataset.words ?? "{}");
const address = root.dataset.scans ?? "";
const panel = find("#answer");
const letIn = /** @type {HTMLFormElement} */ (find("[data-let-in]"));
/** @type {ScanInput | null} whom the staff may let in without a place */
let refused = null;

/** @type {Outbox<Answer>} */
const outbox = new Outbox(
  { address, token: find("meta[name=csrf-token]").getAttribute("content") ?? "", key: root.dataset.seal ?? "" },
  {
    answered(scan, answer) {
      if (scan.address !== address) return;
      const count = document.querySelector("[data-count]");
      if (count) count.textContent = new Intl.NumberFormat(document.documentElement.lang).format(answer.count);
      if (answer.outcome === "recorded") list(scan, answer);
      if (isStillHere(scan)) show(answer, inputOf(scan));
    },
    rejected(scan, message) {
      if (isStillHere(scan)) show(said("rejected", message, "danger"), null);
    },
    async delayed(scan, state) {
      if (scan.address !== address || scan.body.told || "sealed" in scan.body) return {};
      show(said("saved", state === "signed-out" ? words.signedOut : words.savedDetail, "info"), null);
      return { told: "let_in" };
    },
    changed(_state, waiting) {
      const line = find("[data-waiting]");
      line.hidden = waiting === 0;
      line.textContent = words.waiting.replace("{n}", String(waiting));
    },
  },
);

new Eye(find("#eye"), (code) => take({ code, method: "camera", leaves: false }));
watchWedge((code) => take({ code, method: "wedge", leaves: false }));
document.addEventListener("submit", takeForm, true);
for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, unlockSound);

/** @param {ScanInput & import("./scan/store.js").Told} input */
function take(input) {
  panel.hidden = true;
  outbox.add(input);
}

/** @param {SubmitEvent} event */
function takeForm(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form === letIn && refused) {
    event.preventDefault();
    take({ ...refused, told: "let_in" });
  } else if (form.matches("[data-typed]")) {
    event.preventDefault();
    const code = /** @type {HTMLInputElement} */ (find("[name=code]", form));
    take({ code: code.value, method: "typed", leaves: false });
    code.value = "";
  } else if (form.matches("[data-admit]")) {
    event.preventDefault();
    take({ registration: Number(form.dataset.admit), method: "search", leaves: false });
    find("#people").replaceChildren();
    /** @type {HTMLInputElement} */ (find("#name")).value = "";
  }
}

/**
 * @param {Answer} answer
 * @param {ScanInput | null} input
 */
function show(answer, input) {
  refused = answer.outcome === "no_place" ? input : null;
  panel.dataset.tone = answer.tone;
  for (const part of /** @type {("title" | "name" | "organisation" | "detail")[]} */ ([
    "title",
    "name",
    "organisation",
    "detail",
  ]))
    find(`[data-answer=${part}]`, panel).textContent = answer[part];
  letIn.hidden = !refused;
  panel.hidden = false;
  signal(SOUNDS[answer.outcome] ?? "unknown");
}

/**
 * @param {"saved" | "rejected"} outcome
 * @param {string} detail
 * @param {string} tone
 * @returns {Answer}
 */
function said(outcome, detail, tone) {
  return { outcome, tone, title: words[outcome], detail, name: "", organisation: "", count: 0 };
}

/**
 * What was read, to be sent again; null where only the server can open it.
 * @param {Scan} scan
 * @returns {ScanInput | null}
 */
function inputOf({ body }) {
  if ("sealed" in body) return null;
  if ("code" in body) return { code: body.code, method: body.method, leaves: false };
  return { registration: body.registration, method: body.method, leaves: false };
}

/**
 * @param {Scan} scan
 * @param {Answer} answer
 */
function list(scan, answer) {
  const line = document.createElement("li");
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const name = document.createElement("b");
  name.textContent = answer.name;
  const who = document.createElement("span");
  who.append(name, answer.organisation ? `, ${answer.organisation}` : "");
  const when = document.createElement("span");
  when.textContent = time.format(scan.at);
  line.append(when, who);
  find("#log").prepend(line);
  document.querySelector("[data-log-empty]")?.remove();
}

/** @param {Scan} scan */
function isStillHere(scan) {
  return scan.address === address && Date.now() - scan.at < STILL_HERE;
}
