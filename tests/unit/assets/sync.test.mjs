import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = new EventTarget();
globalThis.document = { visibilityState: "visible", addEventListener() {} };
globalThis.setInterval = () => 0;
const { Sync } = await import("../../../forum/assets/src/js/door/sync.js");

const LISTS = { days: [], categories: {}, areas: {}, gates: {} };
const HEAD = { format: 3, edition: "x", salt: "00", zone: "UTC", ...LISTS, until: Infinity };
/** A record without contents: its hash, one number; its nonce, another. */
const record = (hash, nonce) => [...Array(8).fill(hash), 0, ...Array(8).fill(nonce), ...Array(12).fill(0)];

function file(head, ...records) {
  const told = new TextEncoder().encode(JSON.stringify({ ...HEAD, until: 9e15, entries: 0, ...head }));
  return new Uint8Array([0, 0, told.length >> 8, told.length & 255, ...told, ...records.flat()]);
}

/** A scanner that starts, and then asks again for each further answer; what it asked, and how many badges it has. */
async function asking(...answers) {
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(address);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    if (typeof answer === "number") return { ok: false, status: answer };
    return { ok: true, status: 200, arrayBuffer: async () => answer.buffer };
  };
  const left = [];
  const device = { report: () => "", signedOut: (closed) => left.push(closed) };
  const sync = new Sync({ address: "/roster", edition: "x" }, () => {}, device);
  await sync.start();
  while (answers.length) {
    await settled();
    window.dispatchEvent(new Event("online"));
  }
  await settled();
  window = new EventTarget();
  return { sync, asked, left, size: sync.roster?.size ?? null };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("asks for all once, then for what changed since", async () => {
  const { sync, asked, size } = await asking(
    file({ full: true, now: 5, badges: 1 }, record(1, 1)),
    file({ full: false, now: 7, badges: 2 }, record(2, 1)),
    file({ full: false, now: 9, badges: 2 }, record(2, 2)),
  );
  assert.deepEqual(asked, ["/roster", "/roster?since=5", "/roster?since=7"]);
  assert.equal(size, 2);
  assert.ok(sync.offset < -1e12);
});

test("keeps what it has without network, or signed out, and gives it up where it may not scan", async () => {
  const all = file({ full: true, now: 5, badges: 1 }, record(1, 1));
  const signedOut = await asking(all, new Error("offline"), 0, 503);
  assert.deepEqual([signedOut.size, signedOut.left], [1, [false]]);
  assert.deepEqual((await asking(all, 410)).left, [true]);
  assert.equal((await asking(all, 403)).size, null);
});

test("asks for all again where a badge stays missing, the salt is another, or the file is broken", async () => {
  const all = () => file({ full: true, now: 5, badges: 1 }, record(1, 1));
  const short = () => file({ full: false, now: 6, badges: 0 });
  const missing = await asking(all(), short(), short(), short(), all());
  assert.equal(missing.asked.at(-1), "/roster");
  const salted = await asking(all(), file({ full: false, now: 6, badges: 1, salt: "01" }), all());
  assert.deepEqual(salted.asked, ["/roster", "/roster?since=5", "/roster"]);
  const broken = await asking(new Uint8Array([0, 0, 9, 9]), all());
  assert.deepEqual([broken.asked, broken.size], [["/roster", "/roster"], 1]);
});
