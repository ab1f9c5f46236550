// Taking away what a browser keeps of this site, and the workers that keep it. Part of pages and of workers.

/**
 * Delete the caches whose names begin so; in a page, end these workers too.
 * @param {string[]} prefixes
 * @param {(scope: string) => boolean} isTheirs whether a worker is one of them, by the path it works for
 */
export async function dropKept(prefixes, isTheirs) {
  if (!("caches" in self)) return;
  const workers = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  workers?.controller?.postMessage({ wipe: true }); // what is on its way is not kept any more
  for (const name of await caches.keys()) {
    if (prefixes.some((prefix) => name.startsWith(prefix))) await caches.delete(name);
  }
  for (const registration of (await workers?.getRegistrations()) ?? []) {
    if (isTheirs(new URL(registration.scope).pathname)) await registration.unregister();
  }
}
