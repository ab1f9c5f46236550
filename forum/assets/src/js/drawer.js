// The menu of a phone closes with Escape, with a tap outside, and after following a link.
export function watchDrawer() {
  const drawer = document.querySelector("[data-drawer]");
  if (!drawer) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.open) return;
    drawer.open = false;
    drawer.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (drawer.open && (!drawer.contains(event.target) || event.target.closest("a"))) drawer.open = false;
  });
}
