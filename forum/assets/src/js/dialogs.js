// Opens and closes <dialog>s, and asks before a form marked data-confirm is sent.
export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const closer = event.target.closest("[data-dialog-close]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialog)?.showModal();
    } else if (closer?.closest("dialog").open) { // one shown by its #id alone is closed by the link itself
      event.preventDefault();
      closer.closest("dialog").close();
    } else if (event.target.matches?.("dialog[open]") && outside(event.target, event)) {
      event.target.close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches?.("[role=button][data-dialog], [role=button][data-dialog-close]")) {
      event.preventDefault();
      event.target.click();
    }
  });
  for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

let answer = () => {};

// Resolves to whether the person agreed. A question asked before the last one is closed takes its place.
export function ask(question, yes) {
  answer(false);
  const dialog = document.getElementById("confirm");
  dialog.querySelector("#confirm-question").textContent = question;
  if (yes) dialog.querySelector("[data-confirm-yes] span").textContent = yes;
  dialog.returnValue = "";
  dialog.onclose = () => { if (!dialog.open) answer(dialog.returnValue === "yes"); };
  dialog.showModal();
  return new Promise((resolve) => { answer = resolve; });
}
