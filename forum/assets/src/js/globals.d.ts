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
    fetch: FetchEventOfWorker;
  }
  interface FetchEventOfWorker extends WorkerEvent {
    request: Request;
    preloadResponse: Promise<Response | undefined>;
    respondWith(response: Promise<Response>): void;
  }
  // What a page may ask of the worker that keeps pages: one thing at a time.
  interface Wish {
    keep?: string[];
    language?: string;
    look?: boolean;
    wipe?: boolean;
    await?: string;
  }
  interface KeeperEvents extends Omit<WorkerEvents, "message"> {
    message: WorkerEvent & { data: Wish | null; ports: readonly MessagePort[] };
  }
  interface KeeperWorker {
    registration: ServiceWorkerRegistration;
    clients: { claim(): Promise<void> };
    skipWaiting(): Promise<void>;
    addEventListener<K extends keyof KeeperEvents>(type: K, listener: (event: KeeperEvents[K]) => void): void;
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
