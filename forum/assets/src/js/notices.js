// Flashed sentences can be closed; the good ones leave by themselves. notify() shows one from the script.
const STAY = 8000;

export function watchNotices() {
  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest("[data-flash]").remove();
  });
  document.querySelectorAll("[data-flash]").forEach(arrive);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.matches?.("[data-flash]")) arrive(node);
  }).observe(document.getElementById("flashes") ?? document.body, { childList: true });
}

function arrive(notice) {
  notice.querySelector("[data-dismiss]").hidden = false;
  if (notice.matches(".alert--success")) setTimeout(() => leave(notice), STAY);
}

function leave(notice) {
  if (notice.matches(":hover, :focus-within")) setTimeout(() => leave(notice), STAY);
  else notice.remove();
}

export function notify(sentence) {
  const notice = document.getElementById("notice").content.cloneNode(true);
  notice.querySelector("p").textContent = sentence;
  document.getElementById("flashes").replaceChildren(notice);
}

export function word(name) {
  return document.getElementById("notice").dataset[name];
}
