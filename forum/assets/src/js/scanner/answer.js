// The answer over the whole screen: it leaves by itself, with a touch, or when the next one comes.
import { find } from "./page.js";
import { signal } from "./signals.js";

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

export function showAnswer(answer) {
  clearTimeout(timer);
  panel.dataset.outcome = answer.outcome;
  panel.dataset.size = answer.title.length > LONG_WORD ? "long" : "short";
  for (const part of panel.querySelectorAll("[data-answer]")) part.textContent = answer[part.dataset.answer] ?? "";
  find("[data-answer-colour]").setAttribute("fill", answer.colour || "none");
  find("[data-answer=category]").parentElement.hidden = !answer.category;
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

// An answer the server wrote into the page, for a form sent before the script was there.
function readAnswer() {
  const parts = [...panel.querySelectorAll("[data-answer]")].map((part) => [part.dataset.answer, part.textContent]);
  const colour = find("[data-answer-colour]").getAttribute("fill");
  return { ...Object.fromEntries(parts), colour, outcome: panel.dataset.outcome };
}
