// Badge codes as people, cameras and hand-held scanners send them: what forum/badges/rules.py does, for want of network.

const LENGTH = 20;
const CODE = /^[0-9ACDEFGHJKMNPQRTUVWXY]{20}$/;
/** @type {Record<string, string>} */
const LOOK_ALIKES = { O: "0", I: "1", L: "1", Z: "2", S: "5", B: "8" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: what Python counts as space, and a scanner sends as separator
const SEPARATORS = /[\s\x1c-\x1f\x85\-_.·'’/]+/g;
const TOKEN = /(?:^|[^0-9A-Z])((?:[0-9A-Z][ \-']?){19}[0-9A-Z])(?![0-9A-Z])/g;
const AIM = /^\s*\][A-Z][0-9A-Z]/;
const LONG_RUN = /[0-9A-Z]{21,40}/g;
const READ_LIMIT = 256;

/** @param {string} text */
export function isCode(text) {
  return CODE.test(text);
}

/**
 * The one badge code inside a scanned text; null for none, or for two.
 * @param {string} scanned
 */
export function findCode(scanned) {
  const plain = plainly(scanned);
  const whole = asCode(plain);
  if (whole) return whole;
  const found = new Set();
  for (const [, token = ""] of plain.matchAll(TOKEN)) {
    const code = asCode(token);
    if (code) found.add(code);
  }
  return found.size === 1 ? /** @type {string} */ ([...found][0]) : null;
}

/**
 * What could be the code where letters are joined to it; which of them is a badge only the badges can tell.
 * @param {string} scanned
 */
export function possibleCodes(scanned) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const [run] of plainly(scanned.slice(0, READ_LIMIT)).matchAll(LONG_RUN)) {
    const clear = withoutLookAlikes(run);
    for (let start = 0; start + LENGTH <= clear.length; start++) {
      const code = clear.slice(start, start + LENGTH);
      if (isCode(code)) found.add(code);
    }
  }
  return [...found];
}

/** @param {string} text */
function plainly(text) {
  return text.normalize("NFKC").toUpperCase().replace(AIM, "");
}

/** @param {string} upper */
function asCode(upper) {
  const code = withoutLookAlikes(upper.replace(SEPARATORS, ""));
  return isCode(code) ? code : null;
}

/** @param {string} text */
function withoutLookAlikes(text) {
  return text.replace(/[OILZSB]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}
