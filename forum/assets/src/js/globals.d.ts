// What the browser or htmx gives and TypeScript's own library does not know.
import type htmx from "htmx.org";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
  // A service worker's own globals, of which TypeScript's library has none beside those of a page.
  interface WorkerEvent extends Event {
    waitUntil(done: Promise<unknown>): void;
  }
  interface WorkerEvents {
    install: WorkerEvent;
    activate: WorkerEvent;
    message: WorkerEvent & { data: { keep?: string } | null };
    fetch: WorkerEvent & { request: Request; respondWith(response: Promise<Response>): void };
  }
  interface DoorWorker {
    SHELL: { version: string; files: string[] };
    registration: ServiceWorkerRegistration;
    clients: { claim(): Promise<void> };
    skipWaiting(): Promise<void>;
    addEventListener<K extends keyof WorkerEvents>(type: K, listener: (event: WorkerEvents[K]) => void): void;
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
