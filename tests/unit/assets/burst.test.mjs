// What a hand-held scanner types, as it leaves the box, and what a hand types: `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Burst, LONGEST_GAP } from "../../../forum/assets/src/js/scan/burst.js";

const CODE = "7K2MQ0T9ACDEFGHJ1356";
const QUIET = { altKey: false, ctrlKey: false, metaKey: false };

/** The scans heard of keys that come so many milliseconds apart, each a character, a name, or [name, what else]. */
function scans(keys, { each = 5 } = {}) {
  const burst = new Burst();
  const heard = [];
  let now = 1000;
  for (const key of keys) {
    const [name, more] = Array.isArray(key) ? key : [key, {}];
    const event = { key: name, code: "", ...QUIET, timeStamp: now, ...more };
    const { scan } = more.up ? burst.release(event) : burst.press(event);
    if (scan !== null) heard.push(scan);
    now += each;
  }
  const last = burst.rest();
  return last === null ? heard : [...heard, last];
}

const alt = (character) => [
  ["Alt", { altKey: true }],
  ...[...String(character.charCodeAt(0)).padStart(4, "0")].map((digit) => ["End", { altKey: true, code: `Numpad${digit}` }]),
  ["Alt", { up: true }],
];
const control = (key) => [key, { ctrlKey: true }];
const shifted = (text) => [...text].flatMap((character) => ["Shift", character]);

const heard = {
  "ended by Enter": [[...CODE, "Enter"], CODE],
  "ended by Tab": [[...CODE, "Tab"], CODE],
  "ended by CR LF": [[...CODE, "Enter", "Enter"], CODE],
  "ended by Tab and Enter": [[...CODE, "Tab", "Enter"], CODE],
  "ended by Ctrl+M and Ctrl+J": [[...CODE, control("m"), control("j")], CODE],
  "ended by a letter": [[...`${CODE}X`], `${CODE}X`],
  "ended by nothing": [[...CODE], CODE],
  "after an AIM identifier": [[..."]Q1", ...CODE, "Enter"], `]Q1${CODE}`],
  "after an AIM identifier whose bracket is a dead key": [["Dead", ..."Q1", ...CODE, "Enter"], `Q1${CODE}`],
  "with the shift key": [[...shifted(CODE), "Enter"], CODE],
  "with the capitals turned round": [[...CODE.toLowerCase(), "Enter"], CODE.toLowerCase()],
  "as an address": [[..."HTTPS://FORO.MX/B/", ...CODE, "Enter"], `HTTPS://FORO.MX/B/${CODE}`],
  "as Alt and numbers": [[...CODE].flatMap(alt), CODE],
  "as Alt and numbers, ended so too": [[...`]Q1${CODE}\r\n`].flatMap(alt), `]Q1${CODE}`],
  "of something else": [[..."https://example.mx", "Enter"], "https://example.mx"],
};
for (const [name, [keys, text]] of Object.entries(heard)) {
  test(`a scan ${name}`, () => assert.deepEqual(scans(keys), [text]));
  if (text.includes(CODE)) test(`a slow scan ${name}`, () => assert.deepEqual(scans(keys, { each: 70 }), [text]));
}

const unheard = {
  "a code typed by hand": [[...CODE, "Enter"], 130],
  "a name typed fast": [[..."Maria Guadalupe", "Enter"], 60],
  "a long word typed fast": [[..."electroencefalografista", "Enter"], 110],
  "a short word": [[..."penaloz", "Enter"], 5],
  "keys with Ctrl": [[...CODE].map(control), 5],
  "nothing but an end": [["Enter", "Enter", "Tab"], 5],
};
for (const [name, [keys, each]] of Object.entries(unheard))
  test(`no scan: ${name}`, () => assert.deepEqual(scans(keys, { each }), []));

test("two scans in a row are two", () => assert.deepEqual(scans([...CODE, "Enter", ...CODE, "Enter"]), [CODE, CODE]));

test("the keys after a pause begin anew, and say so", () => {
  const burst = new Burst();
  const press = (key, timeStamp) => burst.press({ key, code: "", ...QUIET, timeStamp });
  assert.equal(press("p", 1000).begins, true);
  assert.equal(press("e", 1000 + LONGEST_GAP).begins, false);
  const starts = [...CODE].map((key, place) => press(key, 1001 + 2 * LONGEST_GAP + place).begins);
  assert.deepEqual(starts, [true, ...Array(19).fill(false)]);
  assert.equal(burst.rest(), CODE);
  assert.equal(burst.rest(), null);
});

test("the end of a scan is not for the page, an end that a hand types is", () => {
  const burst = new Burst();
  let now = 1000;
  const press = (key) => burst.press({ key, code: "", ...QUIET, timeStamp: (now += 5) }).ours;
  assert.equal(press("Tab"), false);
  for (const key of CODE) assert.equal(press(key), false);
  assert.equal(press("Tab"), true);
  assert.equal(press("Enter"), true);
  now += 2 * LONGEST_GAP;
  assert.equal(press("Enter"), false);
});

test("an AIM identifier is no part of the code it comes before", () => {
  const burst = new Burst();
  let now = 1000;
  for (const key of `]Q1${CODE.slice(0, -1)}`) burst.press({ key, code: "", ...QUIET, timeStamp: (now += 5) });
  assert.equal(burst.holdsCode(), false);
});

test("the keys of a scan that the page hears after it was told are not for the page", () => {
  const burst = new Burst();
  let now = 1000;
  const press = (key) => burst.press({ key, code: "", ...QUIET, timeStamp: (now += 5) });
  for (const key of CODE) press(key);
  assert.equal(burst.rest(), CODE);
  for (const key of ["X", "Tab", "Enter"]) assert.deepEqual(press(key), { begins: false, scan: null, ours: true });
  now += 2 * LONGEST_GAP;
  assert.equal(press("p").ours, false);
});
