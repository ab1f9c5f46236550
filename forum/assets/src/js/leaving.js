// Signing out ends the shift: what the scanner keeps on this device to work without network goes with it, and so do the
// codes held for the desk and the pages of one's own. What waits to be sent stays: it is sealed, and none may be lost.
import { closest } from "./dom.js";
import { dropKept } from "./kept.js";
import { wipeVault } from "./scan/vault.js";
import { dropCodes } from "./walkin/codes.js";

const PREFIXES = ["foro.door ", "foro.pocket."];
const PATIENCE = 1500;

export function watchLeaving() {
  document.addEventListener("submit", (event) => {
    const form = closest(event, "form[action$='/sign-out']");
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    event.preventDefault();
    const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    Promise.race([wipe().catch(() => {}), enough]).then(() => form.submit());
  });
}

/** Forget what the scanner keeps; in a page, its worker goes too. */
export async function wipe() {
  dropCodes();
  await wipeVault();
  await dropKept(PREFIXES, () => true);
}
