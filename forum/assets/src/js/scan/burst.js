// Keys that come faster than any hand types are a hand-held scanner's. It may put an AIM identifier (]Q1) before the
// code and anything after it, Enter, Tab, a letter or nothing, and it may spell every character as Alt and its number.

/**
 * @typedef {Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "timeStamp">} Key
 * @typedef {{ begins: boolean, scan: string | null, ours: boolean }} Heard begins: a burst, with this key; ours: the key
 *   is not for the page
 */

// Milliseconds. A code at 70 a character, and jitter, is still a scanner; of text that holds no code only speed tells.
export const LONGEST_GAP = 250;
const SLOWEST_CODE = 100;
const SLOWEST_TEXT = 50;
const SHORTEST_TEXT = 8;
const AIM_IDENTIFIER = /^\][A-Z]\d/i;
const HOLDS_CODE = /[0-9A-Z]{20}/i;
const ENDS = new Set(["Enter", "Tab"]);
/** @type {Partial<Record<string, string>>} */
const CONTROLS = { "\t": "Tab", "\n": "Enter", "\r": "Enter", j: "Enter", m: "Enter" };

export class Burst {
  #text = "";
  #keys = 0;
  #first = 0;
  #last = Number.NEGATIVE_INFINITY;
  #number = "";
  #ended = false;
  #rested = false;

  /**
   * @param {Key} event
   * @returns {Heard}
   */
  press(event) {
    const begins = event.timeStamp - this.#last > LONGEST_GAP;
    if (begins) this.#begin(event.timeStamp);
    this.#last = event.timeStamp;
    this.#keys += 1;
    const digit = event.altKey && /^Numpad(\d)$/.exec(event.code)?.[1];
    if (digit) {
      this.#number += digit;
      return { begins, scan: null, ours: true };
    }
    return { begins, ...this.#hear(spoken(event)) };
  }

  /**
   * Alt is let go: the number typed meanwhile is a character.
   * @param {Key} event
   * @returns {Heard}
   */
  release(event) {
    if (event.key !== "Alt" || !this.#number) return { begins: false, scan: null, ours: false };
    const character = String.fromCharCode(Number(this.#number) % 128);
    this.#number = "";
    this.#last = event.timeStamp;
    return { begins: false, ...this.#hear(CONTROLS[character] ?? character), ours: true };
  }

  /** Nothing came for so long that nothing more will: a code without an end is told, too. */
  rest() {
    if (!this.holdsCode()) return null;
    const text = this.#take();
    this.#rested = true;
    return text;
  }

  /** Whether what came so far would be a scan if it ended here. */
  holdsCode() {
    return HOLDS_CODE.test(this.#text.replace(AIM_IDENTIFIER, "")) && this.#pace() <= SLOWEST_CODE;
  }

  /** @param {number} now */
  #begin(now) {
    this.#text = "";
    this.#keys = 0;
    this.#first = now;
    this.#number = "";
    this.#ended = false;
    this.#rested = false;
  }

  /** @param {string} said a character, or the name of a key */
  #hear(said) {
    // A page too busy to hear the rest of a burst in time hears it afterwards: it was pressed without a pause.
    if (this.#rested) return { scan: null, ours: true };
    if (!ENDS.has(said)) {
      if (said.length === 1) this.#text += said;
      return { scan: null, ours: false };
    }
    const text = this.#text.length >= SHORTEST_TEXT && this.#pace() <= SLOWEST_TEXT;
    if (text || this.holdsCode()) return { scan: this.#take(), ours: true };
    // A second end after the first, such as the line feed of CR LF.
    if (this.#ended && !this.#text) return { scan: null, ours: true };
    this.#begin(this.#last);
    return { scan: null, ours: false };
  }

  #take() {
    const text = this.#text;
    this.#begin(this.#last);
    this.#ended = true;
    return text;
  }

  #pace() {
    return (this.#last - this.#first) / Math.max(1, this.#keys - 1);
  }
}

/**
 * The character a key types, or its name; Ctrl+M and Ctrl+J are Enter, as some scanners send it.
 * @param {Key & { getModifierState?: KeyboardEvent["getModifierState"] }} event
 */
function spoken(event) {
  const typing = event.getModifierState?.("AltGraph") || !(event.ctrlKey || event.altKey || event.metaKey);
  if (typing) return event.key;
  return (event.ctrlKey && CONTROLS[event.key.toLowerCase()]) || "Control";
}
