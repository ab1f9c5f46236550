// Whose answer fills the screen. The next answer takes the place of a yes at once; a no keeps its place until somebody
// touches it or its time is over, and what is answered meanwhile waits behind it.

/**
 * @template Answer
 * @typedef {object} Stage
 * @property {(answer: Answer) => void} show
 * @property {() => void} hide
 * @property {(answer: Answer) => number} stay for how long an answer is shown, in milliseconds
 * @property {(answer: Answer) => boolean} holds whether it keeps its place
 * @property {(waiting: number) => void} waits told how many answers wait
 */

/** @template Answer */
export class Turns {
  #stage;
  /** @type {Answer | null} */
  #shown = null;
  #scan = "";
  /** @type {Map<string, Answer>} by scan: a later answer to the same scan takes the place of the earlier one */
  #waiting = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Stage<Answer>} stage */
  constructor(stage) {
    this.#stage = stage;
  }

  /**
   * @param {string} scan
   * @param {Answer} answer
   */
  take(scan, answer) {
    const again = this.#shown && this.#scan === scan;
    if (this.#shown && !again && (this.#waiting.size || this.#stage.holds(this.#shown))) {
      this.#waiting.set(scan, answer);
      this.#stage.waits(this.#waiting.size);
    } else {
      this.#show(scan, answer);
    }
  }

  /** The answer shown was seen: the next one, if any. */
  next() {
    const [first] = this.#waiting;
    if (first) {
      this.#waiting.delete(first[0]);
      this.#show(...first);
    } else {
      clearTimeout(this.#timer);
      this.#shown = null;
      this.#stage.hide();
    }
  }

  /**
   * @param {string} scan
   * @param {Answer} answer
   */
  #show(scan, answer) {
    clearTimeout(this.#timer);
    this.#shown = answer;
    this.#scan = scan;
    this.#stage.show(answer);
    this.#stage.waits(this.#waiting.size);
    this.#timer = setTimeout(() => this.next(), this.#stage.stay(answer));
  }
}
