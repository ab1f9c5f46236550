// The camera's part of a page: its button, its tools, what it says, and a screen that does not fall asleep.
import { find } from "../dom.js";
import { Camera } from "./camera.js";
import { Sight } from "./sight.js";

/**
 * @typedef {import("./camera.js").Fault | "starting" | "aim" | "crowded" | "start" | "retry"} Word a sentence of the eye
 * @typedef {"message" | "start" | "stop" | "switch" | "torch"} Part an element of the eye, marked data-eye
 */

export class Eye {
  #root;
  /** @type {Record<Word, string>} */
  #words;
  #camera;
  #sight = new Sight();
  /** @type {WakeLockSentinel | null} */
  #awake = null;

  /**
   * @param {HTMLElement} root an `ui.eye`
   * @param {(text: string) => void} onText told each code once, and none while several are in view
   */
  constructor(root, onText) {
    this.#root = root;
    this.#words = JSON.parse(root.dataset.words ?? "{}");
    /** @type {HTMLVideoElement} */
    const video = find("video", root);
    this.#camera = new Camera(video, root.dataset, {
      codes: (texts) => {
        const { code, crowded } = this.#sight.see(texts, Date.now());
        this.#showCrowd(crowded);
        if (code) onText(code);
      },
      state: (state) => this.#showState(state),
      tools: (tools) => this.#showTools(tools),
    });
    this.#part("start").hidden = false;
    this.#part("start").addEventListener("click", () => this.open());
    this.#part("stop").addEventListener("click", () => {
      this.#camera.stop();
      this.#awake?.release();
      this.#awake = null;
    });
    this.#part("switch").addEventListener("click", () => this.#camera.next());
    this.#part("torch").addEventListener("click", () => this.#camera.toggleTorch());
    document.addEventListener("visibilitychange", () => this.#awake && this.#stayAwake());
  }

  /** Open the camera. */
  open() {
    this.#camera.start();
    this.#stayAwake();
  }

  /** @param {Part} name */
  #part(name) {
    return find(`[data-eye=${name}]`, this.#root);
  }

  /** @param {boolean} crowded */
  #showCrowd(crowded) {
    if (crowded === "crowded" in this.#root.dataset) return;
    this.#root.toggleAttribute("data-crowded", crowded);
    this.#part("message").textContent = this.#words[crowded ? "crowded" : "aim"];
  }

  /** @param {import("./camera.js").State} state */
  #showState(state) {
    this.#root.dataset.state = state;
    delete this.#root.dataset.crowded;
    const live = state === "live";
    this.#part("stop").hidden = !live;
    if (!live) this.#showTools({ torch: false, several: false, lit: false });
    this.#part("start").hidden = live || state === "starting";
    find("span", this.#part("start")).textContent = this.#words[state === "off" ? "start" : "retry"];
    this.#part("message").textContent = this.#words[state === "live" || state === "off" ? "aim" : state];
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
