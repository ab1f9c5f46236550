// The scanner of a gate: a code comes from the camera, a hand-held scanner, a hand or a name, and one answer fills the
// screen. Every scan goes through the outbox, so that none is lost when the network is; then the device answers itself.
import { find } from "../dom.js";
import { Eye } from "../scan/eye.js";
import { Outbox } from "../scan/outbox.js";
import { watchWedge } from "../scan/wedge.js";
import { showAnswer, watchAnswer } from "./answer.js";
import { logScan } from "./log.js";
import { Offline } from "./offline.js";
import { area, csrfToken, edition, gate, rosterAddress, scansAddress, sealKey, wasmAddress, word } from "./page.js";
import { watchForms } from "./page-forms.js";
import { unlockSound } from "./signals.js";
import { showAlert, showConflicts, showCount, showQueue, showReady } from "./state.js";
import { Sync } from "./sync.js";
import { leaves, watchWay } from "./way.js";
import { startWorker } from "./worker-start.js";

/**
 * @typedef {import("../scan/store.js").Scan} Scan
 * @typedef {import("./answer.js").Answer} Answer
 */

// An answer that comes later than this belongs to somebody who has left: it is listed, not shown.
const STILL_HERE = 5000;

const sync = new Sync({ address: rosterAddress, edition }, () => {
  offline.start();
  showReady(sync.roster, offline.age());
  showConflicts(sync.roster?.head.conflicts ?? 0);
});
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
new Eye(find("#eye"), { wasm: wasmAddress, word }, (code) => outbox.add({ code, method: "camera", leaves: leaves() }));
watchWedge((code) => outbox.add({ code, method: "wedge", leaves: leaves() }));
watchForms((input) => outbox.add(input));
for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, unlockSound);
sync.start();
startWorker();

/** @param {Scan} scan */
function isStillHere(scan) {
  return scan.address === scansAddress && Date.now() - scan.at < STILL_HERE;
}
