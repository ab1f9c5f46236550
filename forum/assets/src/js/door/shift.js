// The end of a shift: what waits is sent, what is kept goes (js/leaving.js), and the session ends.
import { find } from "../dom.js";
import { keepPin } from "./pin.js";
import { unsent } from "./report.js";

const PATIENCE = 6000;
const STEP = 200;

/** @param {{ tell: () => Promise<boolean> }} on tell: say to the server that the shift is over, whether it heard */
export function watchShift({ tell }) {
  /** @type {HTMLFormElement} */
  const form = find("#shift");
  const note = find("[data-shift-note]", form);
  let isReady = false;
  let isAsked = false;
  form.addEventListener("submit", (event) => {
    if (isReady) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    finish();
  });

  async function finish() {
    for (let waited = 0; unsent() && waited < PATIENCE; waited += STEP) {
      await new Promise((resolve) => setTimeout(resolve, STEP));
    }
    const waiting = unsent();
    if (waiting && !isAsked) {
      isAsked = true;
      note.textContent = (form.dataset.waiting ?? "").replace("{n}", String(waiting));
      return;
    }
    if (!(await tell())) {
      note.textContent = form.dataset.offline ?? "";
      return;
    }
    keepPin(null);
    isReady = true;
    form.requestSubmit();
  }
}
