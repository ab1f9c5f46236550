// The scanner of a gate: a code comes from the camera, a hand-held scanner, a hand or a name, and one answer fills the
// screen. Every scan goes through the outbox, so that none is lost when the network is.
import { find } from "../dom.js";
import { Eye } from "../scan/eye.js";
import { Outbox } from "../scan/outbox.js";
import { watchWedge } from "../scan/wedge.js";
import { showAnswer, watchAnswer } from "./answer.js";
import { logScan } from "./log.js";
import { csrfToken, scansAddress, wasmAddress, word } from "./page.js";
import { unlockSound } from "./signals.js";

/**
 * @typedef {import("../scan/store.js").Scan} Scan
 * @typedef {import("./answer.js").Answer} Answer
 */

// An answer that comes later than this belongs to somebody who has left: it is listed, not shown.
const STILL_HERE = 5000;

/** @type {Outbox<Answer & { count: number }>} */
const outbox = new Outbox(
  { address: scansAddress, token: csrfToken },
  {
    answered(scan, answer) {
      logScan(scan, answer);
      if (!isStillHere(scan)) return;
      showCount(answer.count);
      showAnswer(scan.body.id, answer);
    },
    rejected(scan, message) {
      /** @type {Answer} */
      const answer = { outcome: "unknown", title: word("rejected"), detail: message };
      logScan(scan, answer);
      if (isStillHere(scan)) showAnswer(scan.body.id, answer);
    },
    delayed(scan, state) {
      const detail = word(state === "offline" ? "savedDetail" : "signedOutDetail");
      logScan(scan, { outcome: "pending", title: word("unsent"), detail });
      if (isStillHere(scan))
        showAnswer(scan.body.id, { outcome: "pending", title: word("saved"), order: word("offline"), detail });
    },
    changed: showQueue,
  },
);

watchAnswer();
new Eye(find("#eye"), { wasm: wasmAddress, word }, (code) => outbox.add({ code, method: "camera" }));
watchWedge((code) => outbox.add({ code, method: "wedge" }));
document.addEventListener("submit", takeForm, true);
for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, unlockSound);
find(".door__bar").addEventListener("htmx:sendError", (event) => event.stopPropagation());

/** @param {Scan} scan */
function isStillHere(scan) {
  return scan.address === scansAddress && Date.now() - scan.at < STILL_HERE;
}

/**
 * The count of this gate came with the answer; the total rises with it until the server tells both again.
 * @param {number} count
 */
function showCount(count) {
  const here = find("[data-count-here]");
  const all = find("[data-count-all]");
  const more = Math.max(0, count - numberIn(here));
  here.textContent = count.toLocaleString("es-MX");
  all.textContent = (numberIn(all) + more).toLocaleString("es-MX");
}

/** @param {HTMLElement} element */
function numberIn(element) {
  return Number(element.textContent.replace(/\D/g, ""));
}

/** @param {SubmitEvent} event */
function takeForm(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.matches("[data-typed]")) {
    event.preventDefault();
    outbox.add({ code: input("[name=code]", form).value, method: "typed" });
    form.reset();
  } else if (form.matches("[data-admit]")) {
    event.preventDefault();
    outbox.add({ registration: Number(form.dataset.admit), method: "search" });
    find("#people").replaceChildren();
    input("#name").value = "";
  }
}

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLInputElement}
 */
function input(selector, root) {
  return find(selector, root);
}

/**
 * @param {import("../scan/outbox.js").State} state
 * @param {number} waiting
 * @param {number} left what this person may not send
 */
function showQueue(state, waiting, left) {
  const line = find("[data-queue]");
  line.hidden = state === "online" && !left;
  find("[data-sign-in]", line).hidden = state !== "signed-out";
  if (state === "online") find("span", line).textContent = word("left", left);
  if (state === "offline") find("span", line).textContent = word("waiting", waiting);
  if (state === "signed-out") find("span", line).textContent = word("signedOut", waiting);
}
