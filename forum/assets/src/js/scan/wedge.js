// A hand-held scanner types like a keyboard, only faster than any hand, and ends with Enter: no field needs the focus.
const LONGEST_GAP = 120;
const FASTEST_HAND = 50;
const SHORTEST = 8;

/** @param {(text: string) => void} onText */
export function watchWedge(onText) {
  let typed = "";
  let first = 0;
  let last = 0;
  /** @type {HTMLInputElement | null} */
  let field = null;
  let before = "";
  document.addEventListener(
    "keydown",
    (event) => {
      const pause = event.timeStamp - last;
      last = event.timeStamp;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (pause > LONGEST_GAP) {
        typed = "";
        first = last;
        field = event.target instanceof HTMLInputElement ? event.target : null;
        before = field?.value ?? "";
      }
      if (event.key.length === 1) typed += event.key;
      if (event.key !== "Enter" || typed.length < SHORTEST || (last - first) / typed.length > FASTEST_HAND) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // The keys also went into the field that had the focus: what a person typed there before stays.
      if (field) {
        field.value = before;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      onText(typed);
      typed = "";
    },
    true,
  );
}
