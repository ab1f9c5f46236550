// What this device keeps to work without network, in IndexedDB: the roster of each edition, the entries it made, and the
// names of who is registered, where a supervisor asked for them.
// Where the browser gives no database, or it is full, nothing is kept and the page works with what it has in memory.

/** @typedef {{ file: Uint8Array, offset: number | null }} Kept a roster, and how far this clock was behind the server's */
/** @typedef {[registration: number, person: string, name: string, organisation: string, category: number,
 *   valid: boolean]} Named somebody registered; person: their number, as in the roster */
/** @typedef {{ people: Named[], at: number }} KeptNames at: milliseconds */
/** @typedef {{ edition: string, person: string, at: number, gate: number, area: number, leaves: boolean }} OwnEntry who
 * came in or went out here, at: milliseconds */

const NAME = "foro.door";
const ROSTERS = "rosters";
const ENTRIES = "entries";
const NAMES = "names";
const VERSION = 2;
const LONGEST_KEPT = 3 * 24 * 3600 * 1000;

/**
 * The roster kept of an edition, null where there is none.
 * @param {string} edition
 * @returns {Promise<Kept | null>}
 */
export async function keptRoster(edition) {
  const kept = await attempt(ROSTERS, "readonly", (store) => store.get(edition));
  return kept?.file instanceof Uint8Array ? kept : null;
}

/**
 * @param {string} edition
 * @param {Kept} kept
 */
export function keepRoster(edition, kept) {
  return attempt(ROSTERS, "readwrite", (store) => store.put(kept, edition));
}

/**
 * Who came in or went out, of which this device decided or was told, at an edition, in the last days.
 * @param {string} edition
 * @returns {Promise<OwnEntry[]>}
 */
export async function keptEntries(edition) {
  /** @type {OwnEntry[]} */
  const all = (await attempt(ENTRIES, "readonly", (store) => store.getAll())) ?? [];
  const isOfUse = (/** @type {OwnEntry} */ entry) => entry.edition === edition && typeof entry.area === "number";
  return all.filter((entry) => isOfUse(entry) && entry.at > Date.now() - LONGEST_KEPT);
}

/** @param {OwnEntry} entry */
export function keepEntry(entry) {
  return attempt(ENTRIES, "readwrite", (store) => store.add(entry));
}

/**
 * The names kept of an edition, null where there are none.
 * @param {string} edition
 * @returns {Promise<KeptNames | null>}
 */
export async function keptNames(edition) {
  return (await attempt(NAMES, "readonly", (store) => store.get(edition))) ?? null;
}

/**
 * @param {string} edition
 * @param {KeptNames} kept
 */
export function keepNames(edition, kept) {
  return attempt(NAMES, "readwrite", (store) => store.put(kept, edition));
}

/** Forget everything: at the end of a shift, or where somebody may not scan here any more. */
export async function wipeVault() {
  const stores = [ROSTERS, ENTRIES, NAMES];
  await Promise.all(stores.map((name) => attempt(name, "readwrite", (store) => store.clear())));
}

/**
 * @template T
 * @param {string} name of a store
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T | undefined>}
 */
async function attempt(name, mode, ask) {
  try {
    const database = await opened();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = ask(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return undefined;
  }
}

/** @type {Promise<IDBDatabase> | null} */
let database = null;

function opened() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        request.result.createObjectStore(ROSTERS);
        request.result.createObjectStore(ENTRIES, { autoIncrement: true });
      }
      request.result.createObjectStore(NAMES);
    };
    request.onblocked = () => reject(new Error("blocked")); // by a page of before, for which nobody waits
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // another page has a newer version
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  database.catch(() => {
    database = null; // it is tried again
  });
  return database;
}
