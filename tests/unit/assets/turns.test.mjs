// Whose answer fills the screen: `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../../../forum/assets/src/js/door/turns.js";

const STAY = { yes: 1000, no: 3500 };

/** A screen, and the turns that fill it: answers are "yes", "no", or either with a number. */
function aScreen(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const screen = { shows: "", waiting: 0, pass: (ms) => context.mock.timers.tick(ms) };
  const kind = (answer) => answer.split(" ")[0];
  screen.turns = new Turns({
    show: (answer) => {
      screen.shows = answer;
    },
    hide: () => {
      screen.shows = "";
    },
    stay: (answer) => STAY[kind(answer)],
    holds: (answer) => kind(answer) === "no",
    waits: (waiting) => {
      screen.waiting = waiting;
    },
  });
  return screen;
}

test("a yes gives its place to whatever comes", (context) => {
  const screen = aScreen(context);
  screen.turns.take("1", "yes 1");
  screen.turns.take("2", "yes 2");
  assert.equal(screen.shows, "yes 2");
  screen.turns.take("3", "no");
  assert.equal(screen.shows, "no");
});

test("an answer leaves by itself", (context) => {
  const screen = aScreen(context);
  for (const answer of ["yes", "no"]) {
    screen.turns.take(answer, answer);
    screen.pass(STAY[answer] - 1);
    assert.equal(screen.shows, answer);
    screen.pass(1);
    assert.equal(screen.shows, "");
  }
});

test("a no keeps its place 32 ms later and until its time is over", (context) => {
  const screen = aScreen(context);
  screen.turns.take("1", "no");
  screen.pass(32);
  screen.turns.take("2", "yes");
  assert.deepEqual([screen.shows, screen.waiting], ["no", 1]);
  screen.pass(STAY.no - 32);
  assert.deepEqual([screen.shows, screen.waiting], ["yes", 0]);
  screen.pass(STAY.yes);
  assert.equal(screen.shows, "");
});

test("a touch brings what waits, in its order, each for its time", (context) => {
  const screen = aScreen(context);
  for (const [scan, answer] of [["1", "no 1"], ["2", "yes 2"], ["3", "yes 3"], ["4", "no 4"]]) screen.turns.take(scan, answer);
  assert.deepEqual([screen.shows, screen.waiting], ["no 1", 3]);
  screen.turns.next();
  assert.deepEqual([screen.shows, screen.waiting], ["yes 2", 2]);
  screen.turns.take("5", "yes 5");
  screen.pass(STAY.yes);
  assert.equal(screen.shows, "yes 3");
  screen.pass(STAY.yes);
  assert.equal(screen.shows, "no 4");
  screen.turns.next();
  assert.deepEqual([screen.shows, screen.waiting], ["yes 5", 0]);
  screen.turns.next();
  assert.equal(screen.shows, "");
});

test("what is answered at last takes the place of 'kept' for the same scan", (context) => {
  const screen = aScreen(context);
  screen.turns.take("1", "no");
  screen.turns.take("2", "yes kept");
  screen.turns.take("2", "yes in");
  assert.equal(screen.waiting, 1);
  screen.turns.next();
  assert.equal(screen.shows, "yes in");
});

test("another answer to the scan that is shown takes its place at once", (context) => {
  const screen = aScreen(context);
  screen.turns.take("1", "no");
  screen.turns.take("2", "yes 2");
  screen.turns.take("1", "yes 1");
  assert.deepEqual([screen.shows, screen.waiting], ["yes 1", 1]);
  screen.turns.next();
  assert.equal(screen.shows, "yes 2");
});
