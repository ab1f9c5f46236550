// The scanner of a gate: a code comes from the camera, a hand-held scanner, a hand or a name, and one answer fills the
// screen. Every scan goes through the outbox, so that none is lost when the network is.
import { showAnswer, watchAnswer } from "./answer.js";
import { watchEye } from "./eye.js";
import { logScan } from "./log.js";
import { Outbox } from "./outbox.js";
import { find, scansAddress, word } from "./page.js";
import { unlockSound } from "./signals.js";
import { watchWedge } from "./wedge.js";

// An answer that comes later than this belongs to somebody who has left: it is listed, not shown.
const STILL_HERE = 5000;

const outbox = new Outbox(scansAddress, {
  answered(scan, answer) {
    logScan(scan, answer);
    showCount(answer.count);
    if (isStillHere(scan)) showAnswer(answer);
  },
  rejected(scan, message) {
    const answer = { outcome: "unknown", title: word("rejected"), detail: message };
    logScan(scan, answer);
    if (isStillHere(scan)) showAnswer(answer);
  },
  delayed(scan) {
    logScan(scan, { outcome: "pending", title: word("unsent"), detail: word("savedDetail") });
    if (isStillHere(scan)) showAnswer({ outcome: "pending", title: word("saved"), detail: word("savedDetail") });
  },
  changed: showQueue,
});

watchAnswer();
watchEye((code) => outbox.add({ code, method: "camera" }));
watchWedge((code) => outbox.add({ code, method: "wedge" }));
document.addEventListener("submit", takeForm, true);
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, unlockSound);
find(".door__bar").addEventListener("htmx:sendError", (event) => event.stopPropagation());

function isStillHere(scan) {
  return Date.now() - scan.at < STILL_HERE;
}

// The count of this gate came with the answer; the total rises with it until the server tells both again.
function showCount(count) {
  const here = find("[data-count-here]");
  const all = find("[data-count-all]");
  const more = Math.max(0, count - numberIn(here));
  here.textContent = count.toLocaleString("es-MX");
  all.textContent = (numberIn(all) + more).toLocaleString("es-MX");
}

function numberIn(element) {
  return Number(element.textContent.replace(/\D/g, ""));
}

function takeForm(event) {
  const form = event.target;
  if (form.matches("[data-typed]")) {
    event.preventDefault();
    outbox.add({ code: form.elements.code.value, method: "typed" });
    form.reset();
  } else if (form.matches("[data-admit]")) {
    event.preventDefault();
    outbox.add({ registration: Number(form.dataset.admit), method: "search" });
    find("#people").replaceChildren();
    find("#name").value = "";
  }
}

function showQueue(state, waiting) {
  const line = find("[data-queue]");
  line.hidden = state === "online";
  line.querySelector("[data-sign-in]").hidden = state !== "signed-out";
  if (state === "offline") line.querySelector("span").textContent = word("waiting", waiting);
  if (state === "signed-out") line.querySelector("span").textContent = word("signedOut", waiting);
}
