// The camera's part of the page: its button, its tools, what it says, and a screen that does not fall asleep.
import { Camera } from "./camera.js";
import { find, word } from "./page.js";
import { unlockSound } from "./signals.js";

const FORGOTTEN = 2500;
const eye = find("#eye");
const tool = (name) => eye.querySelector(`[data-eye=${name}]`);
const seen = new Map();
let awake = null;

export function watchEye(onText) {
  const camera = new Camera(eye.querySelector("video"), {
    text: (text) => isNew(text) && onText(text),
    state: showState,
    tools: showTools,
  });
  tool("start").hidden = false;
  tool("start").addEventListener("click", () => {
    unlockSound();
    camera.start();
    stayAwake();
  });
  tool("stop").addEventListener("click", () => {
    camera.stop();
    awake?.release();
    awake = null;
  });
  tool("switch").addEventListener("click", () => camera.next());
  tool("torch").addEventListener("click", () => camera.toggleTorch());
  document.addEventListener("visibilitychange", () => awake && stayAwake());
}

// A badge held before the camera is one scan, until it was away for a while.
function isNew(text) {
  const now = Date.now();
  const last = seen.get(text) ?? 0;
  seen.set(text, now);
  return now - last > FORGOTTEN;
}

function showState(state) {
  eye.dataset.state = state;
  const live = state === "live";
  tool("stop").hidden = !live;
  if (!live) for (const name of ["torch", "switch"]) tool(name).hidden = true;
  tool("start").hidden = live || state === "starting";
  tool("start").querySelector("span").textContent = word(state === "off" ? "start" : "retry");
  tool("message").textContent = word(live || state === "off" ? "aim" : state);
}

function showTools({ torch, several, lit }) {
  tool("torch").hidden = !torch;
  tool("torch").setAttribute("aria-pressed", String(lit));
  tool("switch").hidden = !several;
}

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  awake = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? awake;
}
