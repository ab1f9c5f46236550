// Names in two thirds of their bytes: the Huffman code of forum/checkin/documents/letters.py, canonical as in RFC 1951.
const LENGTHS =
  "5ddddddddddddddddddddddddddddddd4ddddd9ddddd999d9999999999dddddd" +
  "d5867587868b66667956677dcb7dddddd48664a7959d57548945567db96ddddd" +
  "d8dddddddaddd9dddbd9ddddddbdddddd8ddddddd8ddd7dddad8dddddd9ddddd" +
  "ddd5dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";
const MOST = 13;
const utf8 = new TextDecoder();

/** @type {number[]} bytes, those with the shortest codes first */
const bytes = Array.from(LENGTHS, (_, byte) => byte).sort(
  (one, other) => lengthOf(one) - lengthOf(other) || one - other,
);
const counts = Array.from(
  { length: MOST + 1 },
  (_, length) => bytes.filter((byte) => lengthOf(byte) === length).length,
);

/**
 * So many texts. Of the codes of one length each is the one before plus one, so that the place of a byte among those is
 * its code less the first code of that length.
 * @param {Uint8Array} packed
 * @param {number} howMany
 * @returns {string[]}
 */
export function unpacked(packed, howMany) {
  const texts = [];
  let at = 0;
  const bit = () => {
    if (at >= 8 * packed.length) throw new RangeError("a text that is cut off");
    const byte = packed[at >> 3] ?? 0;
    return (byte >> (7 - (at++ & 7))) & 1;
  };
  for (let text = []; texts.length < howMany; ) {
    const byte = nextByte(bit);
    if (byte) text.push(byte);
    else {
      texts.push(utf8.decode(Uint8Array.from(text)));
      text = [];
    }
  }
  return texts;
}

/** @param {() => number} bit */
function nextByte(bit) {
  let code = 0;
  let first = 0;
  let before = 0;
  for (let length = 1; length <= MOST; length++) {
    code = 2 * code + bit();
    first = 2 * first;
    const count = counts[length] ?? 0;
    if (code - first < count) return bytes[before + code - first];
    first += count;
    before += count;
  }
  throw new RangeError("no code");
}

/** @param {number} byte */
function lengthOf(byte) {
  return Number.parseInt(LENGTHS[byte] ?? "", 16);
}
