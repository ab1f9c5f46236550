// Scans not sent yet, one entry each in the browser's store, so that a reload or a dead battery loses none.
// Where the browser gives no store, they live in memory alone.
const PREFIX = "foro.scan.";
const DEVICE = "foro.device";

export function keep(scan) {
  attempt(() => localStorage.setItem(PREFIX + scan.body.id, JSON.stringify(scan)));
}

export function forget(scan) {
  attempt(() => localStorage.removeItem(PREFIX + scan.body.id));
}

export function kept(address) {
  const scans = attempt(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(localStorage.getItem(key))),
  );
  return (scans ?? []).filter((scan) => scan.address === address).sort((a, b) => a.at - b.at);
}

// A name of this device's own, so that the record can tell two phones of one steward apart.
export function deviceName() {
  const fresh = `web-${crypto.randomUUID().slice(0, 8)}`;
  return attempt(() => {
    if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, fresh);
    return localStorage.getItem(DEVICE);
  }) ?? fresh;
}

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
