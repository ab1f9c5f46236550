// A kiosk: the code is read by its camera or typed, and after a badge it is ready for the next person.
import { find } from "./dom.js";
import { Eye } from "./scan/eye.js";
import { attempt } from "./scan/store.js";

const PATIENCE = 12_000;
const AFTER_PRINT = 2500;
const CAMERA = "foro.kiosk.camera";
const kiosk = find(".kiosk");
const { kiosk: start = "", return: returns } = kiosk.dataset;
const back = () => location.replace(start);

if (returns === "yes") setTimeout(back, PATIENCE);
if (kiosk.querySelector("[data-auto=print]"))
  window.addEventListener("afterprint", () => setTimeout(back, AFTER_PRINT));

const field = document.querySelector("#code");
if (field instanceof HTMLInputElement) {
  // A hand-held scanner types wherever the page is: into the field, whatever was touched.
  document.addEventListener("keydown", ({ key }) => key.length === 1 && key !== " " && field.focus());
  const eye = new Eye(find("#eye"), (code) => {
    field.value = code;
    field.form?.requestSubmit();
  });
  // Who opened the camera once has it open for everybody after; a code that was refused is not read again at once.
  if (returns !== "yes" && attempt(() => sessionStorage.getItem(CAMERA))) eye.open();
  find("[data-eye=start]").addEventListener("click", () => attempt(() => sessionStorage.setItem(CAMERA, "open")));
  find("[data-eye=stop]").addEventListener("click", () => attempt(() => sessionStorage.removeItem(CAMERA)));
}
