/**
 * The worker starts this page where there is no network. It needs https, and a browser that lets it be kept.
 * @param {string} workerAddress
 */
export async function startWorker(workerAddress) {
  if (!("serviceWorker" in navigator) || !workerAddress) return;
  try {
    const registration = await navigator.serviceWorker.register(workerAddress);
    const { active, installing, waiting } = registration;
    const worker = active ?? waiting ?? installing;
    worker?.postMessage({ keep: location.pathname });
    await navigator.storage?.persist?.();
  } catch {
    // without it the page works, but a reload needs the network
  }
}
