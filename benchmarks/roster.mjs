// How long a scanner takes to read a roster and to decide on it. Run by benchmarks/roster.py.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const [scripts, file] = process.argv.slice(2);
const { findBadge, judge } = await import(`${scripts}/scan/judge.js`);
const { Roster } = await import(`${scripts}/scan/roster.js`);
const { sealed } = await import(`${scripts}/scan/seal.js`);

const { codes, key, roster: bytes } = JSON.parse(readFileSync(file, "utf8"));
const body = new Uint8Array(Buffer.from(bytes, "base64"));

async function measured(times, action) {
  const began = performance.now();
  for (let n = 0; n < times; n++) await action(n);
  return (performance.now() - began) / times;
}

const read = await measured(5, () => new Roster(body));
const roster = new Roster(body);
const write = await measured(5, () => roster.write());
await measured(50, (n) => findBadge(roster, codes[n]));
const decide = await measured(500, async (n) => {
  const found = await findBadge(roster, codes[n % codes.length]);
  const presence = found.badge && roster.entryOf(found.badge.person, 1);
  const { head } = roster;
  judge(found, { frame: head, area: head.areas[1], leaves: false, presence, inside: 0, moment: head.now });
});
const joined = await measured(20, (n) => findBadge(roster, `Q1${codes[n]}X`));
const seal = await measured(100, (n) => sealed(codes[n], { key, label: "x" }));
process.stdout.write(JSON.stringify({ read, write, decide, joined, seal }));
