// What the frames of a camera amount to: `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Sight } from "../../../forum/assets/src/js/scan/sight.js";

/** The codes taken and whether anybody was told "one at a time", for a frame each 100 ms: "" none, "AB" two codes. */
function told(...frames) {
  const sight = new Sight();
  const seen = frames.map((codes, place) => sight.see([...codes], 10_000 + 100 * place));
  return [seen.flatMap(({ code }) => code ?? []).join(""), seen.some(({ crowded }) => crowded)];
}

const still = (count, codes = "") => Array(count).fill(codes);
const cases = {
  "one code is taken at its second frame, once": [still(9, "A"), ["A", false]],
  "a code seen in one frame alone is not taken": [["A", ""], ["", false]],
  "a frame that misses the code does not part the two": [["A", "", "A"], ["A", false]],
  "two codes are not taken": [still(20, "AB"), ["", true]],
  "nor when each frame finds only one of them": [["A", "B", "A", "B", "A", "B"], ["", true]],
  "nor when each is found twice in a row": [["AB", "A", "A", "B", "B", "A", "A"], ["", true]],
  "what is left of two is taken": [["AB", "AB", ...still(6, "A")], ["A", true]],
  "a second badge beside one that was taken waits until it is alone": [
    ["A", "A", ...still(9, "AB"), ...still(6, "B")],
    ["AB", true],
  ],
  "one after the other, each is taken": [["A", "A", ...still(4), "B", "B"], ["AB", false]],
  "shown again at once, a code is the same scan": [["A", "A", ...still(20), "A", "A"], ["A", false]],
  "shown again later, it is another": [["A", "A", ...still(30), "A", "A"], ["AA", false]],
};
for (const [name, [frames, expected]] of Object.entries(cases))
  test(name, () => assert.deepEqual(told(...frames), expected));
