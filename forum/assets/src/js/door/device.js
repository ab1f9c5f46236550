// This device among those of the door: its end.
import { find } from "../dom.js";
import { deviceName, forgetDevice } from "../scan/store.js";
import { forgetAll, isClosed } from "./closing.js";
import { keepPin } from "./pin.js";

const PAUSE = 10_000;
const panel = find("#closed");
let asked = 0;

/**
 * Nobody is signed in here any more: was it closed from afar? Asked for now and then, as a session may end otherwise.
 * @param {() => void} ended what stops then
 * @param {boolean} isSure the server said so
 */
export async function endIfClosed(ended, isSure) {
  const address = panel.dataset.closing ?? "";
  if (!panel.hidden || Date.now() - asked < PAUSE) return;
  asked = Date.now();
  if (!isSure && !(await isClosed(address).catch(() => false))) return;
  const device = deviceName();
  forgetDevice();
  find("#log").replaceChildren();
  panel.hidden = false;
  panel.focus();
  ended();
  keepPin(null);
  await forgetAll(address, device);
  // Somebody is signed in, under the name of a device that was closed: with a name of its own it is another one.
  if (isSure) location.reload();
}
