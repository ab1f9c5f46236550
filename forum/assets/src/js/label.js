// A page with a badge prints it by itself; a kiosk goes back to its start, ready for the next person.
const PATIENCE = 12_000;
const AFTER_PRINT = 2500;
const label = document.querySelector("[data-auto=print]");
const kiosk = document.querySelector("[data-kiosk]");

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
if (label) window.addEventListener("load", () => window.print());

if (kiosk instanceof HTMLElement) {
  const { kiosk: start = "", return: returns } = kiosk.dataset;
  const back = () => location.replace(start);
  if (returns === "yes") setTimeout(back, PATIENCE);
  if (label) window.addEventListener("afterprint", () => setTimeout(back, AFTER_PRINT));
  // A hand-held scanner types wherever the page is: into the field, whatever was touched.
  const field = document.querySelector("#code");
  if (field instanceof HTMLInputElement) {
    document.addEventListener(
      "keydown",
      ({ key }) => key.length === 1 && document.activeElement !== field && field.focus(),
    );
  }
}
