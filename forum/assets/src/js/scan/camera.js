// The camera: opens, reads frame after frame, and opens again by itself when the stream ends, freezes or was hidden.
import { prepareDecoder, read } from "./decoder.js";
import { attempt } from "./store.js";

/**
 * @typedef {"denied" | "missing" | "busy" | "insecure" | "broken"} Fault
 * @typedef {"off" | "starting" | "live" | Fault} State
 * @typedef {{ torch: boolean, several: boolean, lit: boolean }} Tools a torch there is, several cameras, the torch lit
 * @typedef {{ codes(texts: string[]): void, state(state: State): void, tools(tools: Tools): void }} Listener codes: of each frame
 */

const KEY = "foro.camera";
const BETWEEN_FRAMES = 70;
const FROZEN = 5000;
const AGAIN = 1500;
const MOST_RETRIES = 5;
/** @type {Partial<Record<string, Fault>>} */
const FAULTS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export class Camera {
  #video;
  #wasm;
  #facing;
  #on;
  /** @type {MediaStream | null} */
  #stream = null;
  #wanted = false;
  #device = attempt(() => localStorage.getItem(KEY)) ?? null;
  #retries = 0;
  #run = 0;
  #lit = false;

  /**
   * @param {HTMLVideoElement} video
   * @param {{ wasm?: string, facing?: string }} of the address of the decoder, and where the camera should look
   * @param {Listener} on
   */
  constructor(video, { wasm = "", facing = "environment" }, on) {
    this.#video = video;
    this.#wasm = wasm;
    this.#facing = facing;
    this.#on = on;
    document.addEventListener("visibilitychange", () => this.#visibility());
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.#stream && this.#tools());
  }

  async start() {
    this.#wanted = true;
    this.#retries = 0;
    await this.#open();
  }

  stop() {
    this.#wanted = false;
    this.#close();
    this.#on.state("off");
  }

  async next() {
    const cameras = await this.#cameras();
    const now = this.#track()?.getSettings().deviceId;
    const place = cameras.findIndex((camera) => camera.deviceId === now);
    this.#choose(cameras[(place + 1) % cameras.length]?.deviceId ?? null);
    this.#close();
    await this.#open();
  }

  async toggleTorch() {
    this.#lit = !this.#lit;
    const changed = this.#track()?.applyConstraints({ advanced: [{ torch: this.#lit }] });
    await changed?.catch(() => {
      this.#lit = false;
    });
    this.#tools();
  }

  async #open() {
    if (!this.#wanted || this.#stream) return;
    this.#on.state("starting");
    const run = ++this.#run;
    try {
      if (!navigator.mediaDevices) return this.#fail(isSecureContext ? "missing" : "insecure");
      const opening = navigator.mediaDevices.getUserMedia(this.#request());
      const [stream] = await Promise.all([opening, prepareDecoder(this.#wasm)]);
      if (run !== this.#run || !this.#wanted) return stopTracks(stream);
      this.#stream = stream;
      this.#track()?.addEventListener("ended", () => run === this.#run && this.#recover());
      this.#video.srcObject = stream;
      await this.#video.play();
      this.#on.state("live");
      this.#tools();
      this.#watch(run);
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      if (run === this.#run) this.#fail(FAULTS[name] ?? "broken");
    }
  }

  #request() {
    const camera = this.#device ? { deviceId: { exact: this.#device } } : { facingMode: { ideal: this.#facing } };
    return { audio: false, video: { ...camera, width: { ideal: 1280 }, height: { ideal: 720 } } };
  }

  /** @param {number} run */
  async #watch(run) {
    let moved = performance.now();
    let time = -1;
    while (run === this.#run && this.#stream) {
      if (this.#video.currentTime !== time) {
        time = this.#video.currentTime;
        moved = performance.now();
        this.#retries = 0;
        const texts = await read(this.#video).catch(() => []);
        if (run === this.#run) this.#on.codes(texts);
      } else if (performance.now() - moved > FROZEN) {
        return this.#recover();
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_FRAMES));
    }
  }

  #recover() {
    this.#close();
    if (document.visibilityState !== "visible") return;
    if (++this.#retries > MOST_RETRIES) return this.#on.state("broken");
    this.#on.state("starting");
    setTimeout(() => this.#open(), AGAIN);
  }

  /** @param {Fault} fault */
  #fail(fault) {
    this.#close();
    const chosen = this.#device;
    this.#choose(null); // the next try takes any
    if (fault === "missing" && chosen) {
      this.#open(); // the one that was chosen is gone
      return;
    }
    if (fault === "busy" && ++this.#retries <= MOST_RETRIES) setTimeout(() => this.#open(), AGAIN);
    this.#on.state(fault);
  }

  /**
   * The camera of now on, also after the page is opened again; null: the one that looks the right way.
   * @param {string | null} device
   */
  #choose(device) {
    this.#device = device;
    attempt(() => (device ? localStorage.setItem(KEY, device) : localStorage.removeItem(KEY)));
  }

  #visibility() {
    if (!this.#wanted) return;
    if (document.visibilityState === "visible") this.#open();
    else this.#close();
  }

  #close() {
    this.#run += 1;
    this.#lit = false;
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }

  async #tools() {
    const torch = Boolean(this.#track()?.getCapabilities?.().torch);
    this.#on.tools({ torch, several: (await this.#cameras()).length > 1, lit: this.#lit });
  }

  #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  async #cameras() {
    return (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  }
}

/** @param {MediaStream} stream */
function stopTracks(stream) {
  for (const track of stream.getTracks()) track.stop();
}
