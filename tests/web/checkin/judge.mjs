// What a scanner without network answers: reads questions as JSON, writes answers as JSON. Run by test_same_rules.py.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const scripts = process.argv[2];
const { findBadge, judge } = await import(`${scripts}/scan/judge.js`);
const { decide } = await import(`${scripts}/scan/rules.js`);
const { unpacked } = await import(`${scripts}/scan/letters.js`);
const { Roster } = await import(`${scripts}/scan/roster.js`);
const { sealed } = await import(`${scripts}/scan/seal.js`);

const asked = JSON.parse(readFileSync(0, "utf8"));
const first = new Roster(new Uint8Array(Buffer.from(asked.roster, "base64")));
const roster = new Roster(first.write()); // as it is kept, and read again after a reload
const cases = [];
const began = performance.now();
for (const { read, area, leaves, at } of asked.cases) {
  const found = await findBadge(roster, read);
  const presence = found.badge && roster.entryOf(found.badge.person, area);
  const scan = { frame: roster.head, area: roster.head.areas[area], leaves, presence, inside: 0, moment: Date.parse(at) };
  const { outcome, reason } = judge(found, scan);
  cases.push([outcome, reason, found.badge?.name ?? ""]);
}
const milliseconds = (performance.now() - began) / asked.cases.length;
const facts = asked.facts.map((each) => Object.values(decide(each)));
const names = asked.packed.map((each) => unpacked(new Uint8Array(Buffer.from(each, "base64")), 2));
const secret = await sealed(asked.secret, { key: asked.key, label: asked.label });
process.stdout.write(JSON.stringify({ cases, facts, names, secret, milliseconds, size: roster.size }));
