// The camera's part of a page: its button, its tools, what it says, and a screen that does not fall asleep.
import { find } from "../dom.js";
import { Camera } from "./camera.js";

/**
 * @typedef {import("./camera.js").Fault | "starting" | "aim" | "start" | "retry"} Word a sentence the eye needs
 * @typedef {"message" | "start" | "stop" | "switch" | "torch"} Part an element of the eye, marked data-eye
 */

const FORGOTTEN = 2500;

export class Eye {
  #root;
  #word;
  /** @type {Map<string, number>} */
  #seen = new Map();
  /** @type {WakeLockSentinel | null} */
  #awake = null;

  /**
   * @param {HTMLElement} root
   * @param {{ wasm: string, word(name: Word): string }} page the address of the decoder, and the page's sentences
   * @param {(text: string) => void} onText told each code once
   */
  constructor(root, { wasm, word }, onText) {
    this.#root = root;
    this.#word = word;
    /** @type {HTMLVideoElement} */
    const video = find("video", root);
    const camera = new Camera(video, wasm, {
      text: (text) => this.#isNew(text) && onText(text),
      state: (state) => this.#showState(state),
      tools: (tools) => this.#showTools(tools),
    });
    this.#part("start").hidden = false;
    this.#part("start").addEventListener("click", () => {
      camera.start();
      this.#stayAwake();
    });
    this.#part("stop").addEventListener("click", () => {
      camera.stop();
      this.#awake?.release();
      this.#awake = null;
    });
    this.#part("switch").addEventListener("click", () => camera.next());
    this.#part("torch").addEventListener("click", () => camera.toggleTorch());
    document.addEventListener("visibilitychange", () => this.#awake && this.#stayAwake());
  }

  /** @param {Part} name */
  #part(name) {
    return find(`[data-eye=${name}]`, this.#root);
  }

  /**
   * A code held before the camera is one scan, until it was away for a while.
   * @param {string} text
   */
  #isNew(text) {
    const now = Date.now();
    const last = this.#seen.get(text) ?? 0;
    this.#seen.set(text, now);
    return now - last > FORGOTTEN;
  }

  /** @param {import("./camera.js").State} state */
  #showState(state) {
    this.#root.dataset.state = state;
    const live = state === "live";
    this.#part("stop").hidden = !live;
    if (!live) this.#showTools({ torch: false, several: false, lit: false });
    this.#part("start").hidden = live || state === "starting";
    find("span", this.#part("start")).textContent = this.#word(state === "off" ? "start" : "retry");
    this.#part("message").textContent = this.#word(state === "live" || state === "off" ? "aim" : state);
  }

  /** @param {import("./camera.js").Tools} tools */
  #showTools({ torch, several, lit }) {
    this.#part("torch").hidden = !torch;
    this.#part("torch").setAttribute("aria-pressed", String(lit));
    this.#part("switch").hidden = !several;
  }

  async #stayAwake() {
    if (document.visibilityState !== "visible") return;
    this.#awake = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? this.#awake;
  }
}
