// The answer over the whole screen: it leaves by itself, with a touch, or, if it is a yes, when the next one comes.
import { find, findAll } from "../dom.js";
import { word } from "./page.js";
import { signal } from "./signals.js";
import { Turns } from "./turns.js";

/**
 * @typedef {import("./signals.js").Outcome} Outcome
 * @typedef {"title" | "order" | "detail" | "age" | "name" | "organisation" | "category"} Part a text of the answer, marked data-answer
 * @typedef {{ outcome: Outcome, title: string, colour?: string | null } & Partial<Record<Part, string | null>>} Answer
 */

/** @type {Partial<Record<Outcome, number>>} */
const STAY = { admitted: 1200, left: 1200, pending: 2500 };
const STAY_OF_A_NO = 3500;
const LONG_WORD = 9;
const panel = find("#answer");

/** @type {Turns<Answer>} */
const turns = new Turns({
  show: drawAnswer,
  hide: () => {
    panel.hidden = true;
  },
  stay: ({ outcome }) => STAY[outcome] ?? STAY_OF_A_NO,
  holds: ({ outcome }) => !(outcome in STAY),
  waits: showWaiting,
});

export function watchAnswer() {
  panel.addEventListener("click", (event) => {
    event.preventDefault();
    turns.next();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) turns.next();
  });
  if (!panel.hidden) showAnswer("", readAnswer());
}

/**
 * @param {string} scan its id
 * @param {Answer} answer
 */
export function showAnswer(scan, answer) {
  turns.take(scan, answer);
}

/** @param {Answer} answer */
function drawAnswer(answer) {
  panel.dataset.outcome = answer.outcome;
  panel.dataset.size = answer.title.length > LONG_WORD ? "long" : "short";
  for (const part of findAll("[data-answer]", panel)) part.textContent = answer[partOf(part)] ?? "";
  find("[data-answer-colour]").setAttribute("fill", answer.colour || "none");
  find(".answer__category", panel).hidden = !answer.category;
  panel.hidden = false;
  // The same answer twice in a row must be seen as two.
  panel.classList.remove("answer--fresh");
  void panel.offsetWidth;
  panel.classList.add("answer--fresh");
  signal(answer.outcome);
}

/**
 * Who scans meanwhile hears that the scan was taken, and sees that its answer comes after this one.
 * @param {number} waiting
 */
function showWaiting(waiting) {
  const line = find("[data-answer-waiting]", panel);
  if (waiting > Number(line.dataset.answerWaiting)) signal("pending");
  line.dataset.answerWaiting = String(waiting);
  line.textContent = waiting ? word("after", waiting) : "";
}

/**
 * An answer the server wrote into the page, for a form sent before the script was there.
 * @returns {Answer}
 */
function readAnswer() {
  const texts = [...findAll("[data-answer]", panel)].map((part) => [partOf(part), part.textContent]);
  const colour = find("[data-answer-colour]").getAttribute("fill");
  return { ...Object.fromEntries(texts), colour, outcome: panel.dataset.outcome };
}

/** @param {HTMLElement} element */
function partOf(element) {
  return /** @type {Part} */ (element.dataset.answer);
}
