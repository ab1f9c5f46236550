// A page with a badge prints it by itself.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
if (document.querySelector("[data-auto=print]")) window.addEventListener("load", () => window.print());
