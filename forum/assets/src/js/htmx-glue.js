// htmx and the rest of the page: the CSRF header, failures said in words, the page marked busy.
import { notify, word } from "./notices.js";

export function connectHtmx() {
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:sendError", () => notify(word("offline")));
  document.addEventListener("htmx:responseError", () => notify(word("failed")));
  document.addEventListener("htmx:afterSwap", (event) => {
    event.detail.target.querySelector("[data-focus]")?.focus();
  });
}
