// htmx and the rest of the page: the CSRF header, failures said in words, the page marked busy.
import { notify, word } from "./notices.js";

/** @type {Map<number, "signedOut" | "busy">} */
const FAILURES = new Map([
  [401, "signedOut"],
  [503, "busy"],
]);

export function connectHtmx() {
  /** @type {HTMLMetaElement | null} */
  const token = document.querySelector("meta[name=csrf-token]");
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token?.content;
  });
  document.addEventListener("htmx:sendError", () => notify(word("offline")));
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    const fresh = xhr.getResponseHeader("X-CSRFToken");
    if (token && fresh) token.content = fresh;
    notify(word(fresh ? "stale" : (FAILURES.get(xhr.status) ?? "failed")));
  });
  // A search has answered while one typed: leaving its box (to tick what it found) must not ask again and swap that away.
  document.addEventListener(
    "change",
    (event) => {
      const { target } = event;
      if (target instanceof Element && target.matches("form[hx-get] input[type=search]")) event.stopPropagation();
    },
    true,
  );
  document.addEventListener("htmx:afterSwap", (event) => {
    /** @type {HTMLElement | null} */
    const first = event.detail.target.querySelector("[data-focus]");
    first?.focus();
  });
}
