// The scanner of a gate: a code comes from the camera, a hand-held scanner, a hand or a name, and one answer fills the
// screen. Every scan goes through the outbox, so that none is lost when the network is; then the device answers itself.
import { find } from "../dom.js";
import { Eye } from "../scan/eye.js";
import { Outbox } from "../scan/outbox.js";
import { watchWedge } from "../scan/wedge.js";
import { showAnswer, watchAnswer } from "./answer.js";
import { endIfClosed } from "./device.js";
import { isLocked, noteUse, takePin, watchLock } from "./lock.js";
import { logScan } from "./log.js";
import { watchNames } from "./names.js";
import { Offline } from "./offline.js";
import { area, csrfToken, edition, gate, rosterAddress, scansAddress, sealKey, word, workerAddress } from "./page.js";
import { watchForms } from "./page-forms.js";
import { noteScan, reportOf } from "./report.js";
import { watchShift } from "./shift.js";
import { unlockSound } from "./signals.js";
import { showAlert, showCount, showQueue, showReady, showToSupervisor } from "./state.js";
import { Sync } from "./sync.js";
import { leaves, watchWay } from "./way.js";
import { startWorker } from "./worker-start.js";

/**
 * @typedef {import("../scan/store.js").Scan} Scan
 * @typedef {import("./answer.js").Answer} Answer
 */

// An answer that comes later than this belongs to somebody who has left: it is listed, not shown.
const STILL_HERE = 5000;

let isOver = false;

const sync = new Sync(
  { address: rosterAddress, edition },
  () => {
    offline.start();
    showReady(sync.roster, offline.age());
    showToSupervisor("conflicts", sync.roster?.head.conflicts ?? 0);
    showToSupervisor("alarms", sync.roster?.head.alarms ?? 0);
    if (sync.isHeard) takePin(sync.roster?.head.pin);
  },
  { report, signedOut: (closed) => endIfClosed(end, closed) },
);
const offline = new Offline(sync, { gate, area, edition });

/** @type {Outbox<Answer & { count: number, alert?: string }>} */
const outbox = new Outbox(
  { address: scansAddress, token: csrfToken, key: sealKey },
  {
    answered(scan, answer) {
      logScan(scan, answer);
      if (answer.alert) showAlert(answer.alert, answer.name);
      if (answer.outcome === "admitted" || answer.outcome === "left") offline.learn(scan.body);
      if (!isStillHere(scan)) return;
      showCount(answer.count, answer.outcome);
      // Where the server knows what was told here, it was decided; else its answer is better than ours.
      if (!("alert" in answer) && scan.shown !== answer.outcome) showAnswer(scan.body.id, answer);
    },
    rejected(scan, message) {
      /** @type {Answer} */
      const answer = { outcome: "unknown", title: word("rejected"), detail: message };
      logScan(scan, answer);
      if (isStillHere(scan)) showAnswer(scan.body.id, answer);
    },
    async delayed(scan, state) {
      if (scan.body.told || "sealed" in scan.body) {
        logScan(scan, { outcome: "pending", title: word("saved"), detail: word("savedDetail") }, false);
        return {};
      }
      const { answer, told } = await offline.answer(scan.body);
      if (scan.answered) return {};
      const wait = word(state === "signed-out" ? "signedOutDetail" : "savedDetail");
      if (answer.outcome === "pending") answer.detail = wait;
      else if (state === "signed-out") answer.order = wait;
      scan.shown = answer.outcome;
      logScan(scan, answer, false);
      if (isStillHere(scan)) showAnswer(scan.body.id, answer);
      return told;
    },
    changed(state, waiting, left) {
      showQueue(state, waiting, left);
      showReady(sync.roster, offline.age());
    },
  },
);

watchAnswer();
watchWay();
watchLock({ tell });
watchShift({ tell });
watchNames();
new Eye(find("#eye"), (code) => take({ code, method: "camera", leaves: leaves() }));
watchWedge((code) => take({ code, method: "wedge", leaves: leaves() }));
watchForms(take);
for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, unlockSound);
sync.start();
startWorker(workerAddress);

/** @param {import("../scan/store.js").ScanInput} input */
function take(input) {
  if (isOver || isLocked()) return;
  sync.hasEnded = false;
  noteUse();
  noteScan();
  outbox.add(input);
}

/** Tell the server that the shift is over; whether it heard. */
function tell() {
  return sync.tell(true);
}

/** @param {boolean} hasEnded */
function report(hasEnded) {
  const isOpen = document.visibilityState === "visible" && !isOver;
  return reportOf({ data: sync.roster?.head.now, offset: sync.offset, isOpen, isLocked: isLocked(), hasEnded });
}

// The device was closed from afar: nothing is scanned here any more.
function end() {
  isOver = true;
}

/** @param {Scan} scan */
function isStillHere(scan) {
  return scan.address === scansAddress && Date.now() - scan.at < STILL_HERE;
}
