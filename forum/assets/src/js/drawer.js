// The menu of a phone closes with Escape, with a tap outside, and after following a link.
import { closest, find } from "./dom.js";

export function watchDrawer() {
  /** @type {HTMLDetailsElement | null} */
  const drawer = document.querySelector("[data-drawer]");
  if (!drawer) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.open) return;
    drawer.open = false;
    find("summary", drawer).focus();
  });
  document.addEventListener("click", (event) => {
    const within = event.target instanceof Node && drawer.contains(event.target);
    if (drawer.open && (!within || closest(event, "a"))) drawer.open = false;
  });
}
