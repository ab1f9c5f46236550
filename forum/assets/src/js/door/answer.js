// The answer over the whole screen: it leaves by itself, with a touch, or when the next one comes.
import { find, findAll } from "../dom.js";
import { signal } from "./signals.js";

/**
 * @typedef {import("./signals.js").Outcome} Outcome
 * @typedef {"title" | "detail" | "name" | "organisation" | "category"} Part a text of the answer, marked data-answer
 * @typedef {{ outcome: Outcome, title: string, colour?: string | null } & Partial<Record<Part, string | null>>} Answer
 */

/** @type {Partial<Record<Outcome, number>>} */
const STAY = { admitted: 1200, pending: 1200 };
const STAY_OF_A_NO = 3500;
const LONG_WORD = 9;
const panel = find("#answer");
let timer = 0;

export function watchAnswer() {
  panel.addEventListener("click", (event) => {
    event.preventDefault();
    hideAnswer();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideAnswer();
  });
  if (!panel.hidden) showAnswer(readAnswer());
}

/** @param {Answer} answer */
export function showAnswer(answer) {
  clearTimeout(timer);
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
  timer = setTimeout(hideAnswer, STAY[answer.outcome] ?? STAY_OF_A_NO);
}

export function hideAnswer() {
  clearTimeout(timer);
  panel.hidden = true;
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
