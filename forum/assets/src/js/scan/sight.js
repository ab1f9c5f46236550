// What the frames of a camera amount to. A code counts as shown when it is alone in view for two frames; while two are
// in view neither counts, and a decoder that finds now one, now the other of them does not change that.

/** @typedef {{ code: string | null, crowded: boolean }} Seen code: shown just now, told once */

// How long a code that a frame misses still counts as in view, and how long until showing it again is another scan.
const IN_VIEW = 300;
const FORGOTTEN = 2500;
const FRAMES = 2;

export class Sight {
  /** @type {Map<string, { last: number, alone: number, told: boolean }>} */
  #codes = new Map();

  /**
   * @param {string[]} texts the codes found in one frame, possibly none
   * @param {number} now in milliseconds
   * @returns {Seen}
   */
  see(texts, now) {
    for (const [text, code] of this.#codes) if (now - code.last > FORGOTTEN) this.#codes.delete(text);
    for (const text of texts) {
      const code = this.#codes.get(text) ?? { alone: 0, told: false };
      this.#codes.set(text, { ...code, last: now });
    }
    const inView = [...this.#codes].filter(([, code]) => now - code.last <= IN_VIEW);
    const [only] = inView;
    if (inView.length > 1) for (const [, code] of inView) code.alone = 0;
    if (inView.length !== 1 || !only || !texts.length) return { code: null, crowded: inView.length > 1 };
    const [text, code] = only;
    code.alone += 1;
    if (code.told || code.alone < FRAMES) return { code: null, crowded: false };
    code.told = true;
    return { code: text, crowded: false };
  }
}
