// Changes the look at once and lets the server remember it in the background.
export function watchTheme() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-theme-to]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const theme = link.dataset.themeTo;
    document.documentElement.dataset.theme = theme;
    const scheme = theme === "auto" ? "light dark" : theme;
    document.querySelector("meta[name=color-scheme]").content = scheme;
    for (const other of document.querySelectorAll(".footer [data-theme-to]")) {
      other.toggleAttribute("aria-current", false);
      if (other.dataset.themeTo === theme) other.setAttribute("aria-current", "true");
    }
    fetch(link.href, { redirect: "manual", credentials: "same-origin" }).catch(() => {});
  });
}
