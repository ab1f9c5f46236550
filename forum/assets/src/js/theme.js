// Changes the look at once and lets the server remember it in the background.
import { closest, find, findAll } from "./dom.js";

export function watchTheme() {
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = closest(event, "[data-theme-to]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const theme = link.dataset.themeTo ?? "auto";
    document.documentElement.dataset.theme = theme;
    find("meta[name=color-scheme]").setAttribute("content", theme === "auto" ? "light dark" : theme);
    for (const other of findAll(".footer__choices [data-theme-to]")) {
      other.toggleAttribute("aria-current", false);
      if (other.dataset.themeTo === theme) other.setAttribute("aria-current", "true");
    }
    fetch(link.href, { redirect: "manual", credentials: "same-origin" }).catch(() => {});
  });
}
