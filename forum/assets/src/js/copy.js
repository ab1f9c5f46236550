// Buttons that copy a value or show a secret one; they stay hidden where the browser cannot.
export function watchCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const button of document.querySelectorAll("[data-reveal]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    const reveal = event.target.closest("[data-reveal]");
    if (copy) await copied(copy);
    if (reveal) {
      const input = document.getElementById(reveal.dataset.reveal);
      const hidden = input.classList.toggle("copy__value--secret");
      reveal.setAttribute("aria-pressed", String(!hidden));
    }
  });
}

async function copied(button) {
  const label = button.querySelector("span");
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  const before = label.textContent;
  label.textContent = button.dataset.done;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { label.textContent = before; }, 2500);
}
