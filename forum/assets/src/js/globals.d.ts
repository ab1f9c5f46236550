// What the browser or htmx gives and TypeScript's own library does not know.
import type htmx from "htmx.org";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
  interface DocumentEventMap {
    "htmx:configRequest": CustomEvent<{ headers: Record<string, string | undefined> }>;
    "htmx:responseError": CustomEvent<{ xhr: XMLHttpRequest }>;
    "htmx:afterSwap": CustomEvent<{ target: HTMLElement }>;
  }
  interface MediaTrackCapabilities {
    torch?: boolean;
  }
  interface MediaTrackConstraintSet {
    torch?: boolean;
  }
}
