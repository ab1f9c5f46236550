// People registered on this device who are not sent yet, one entry each in the browser's store, sealed for the server: who
// finds the device reads no name and no code. Sent again after a lost answer, nobody is registered twice: each has an id.
import { within } from "../scan/patience.js";
import { sealed } from "../scan/seal.js";
import { attempt, deviceName } from "../scan/store.js";

/**
 * @typedef {{ code: string, category_id: number, given_names: string, first_surname: string, organisation: string,
 *   email: string }} Typed
 * @typedef {{ id: string, registered_at: string, sealed?: string, open?: Typed }} WalkIn
 * @typedef {{ status: number, registered?: boolean, message: string }} Answer
 * @typedef {"sent" | "offline" | "signed-out"} State
 */

const PREFIX = "foro.walkin.";
const MOST_AT_ONCE = 50;
const PATIENCE = 8000;
const SIGNED_OUT = new Set([400, 401, 403]);

/**
 * Keep somebody until the server has them; null where the browser keeps nothing.
 * @param {Typed} typed
 * @param {{ key: string, edition: string }} of the server's public key
 */
export async function keepWalkIn(typed, { key, edition }) {
  const id = crypto.randomUUID();
  const seal = await sealed(JSON.stringify(typed), { key, label: id });
  /** @type {WalkIn} */
  const walkIn = { id, registered_at: new Date().toISOString(), sealed: seal };
  const done = attempt(() => {
    localStorage.setItem(`${PREFIX}${edition}.${id}`, JSON.stringify(walkIn));
    return true;
  });
  return done ? walkIn : null;
}

/**
 * Those of an edition who wait here to be sent, the earliest first.
 * @param {string} edition
 */
export function waiting(edition) {
  /** @type {WalkIn[]} */
  const kept =
    attempt(() =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith(`${PREFIX}${edition}.`))
        .map(([, walkIn]) => JSON.parse(walkIn)),
    ) ?? [];
  return kept.sort((a, b) => a.registered_at.localeCompare(b.registered_at));
}

export class Sender {
  #address;
  #edition;
  #token;
  #answered;

  /**
   * @param {{ address: string, edition: string, token: string }} to where they are sent, and the token against forgery
   * @param {(id: string, answer: Answer) => void} answered
   */
  constructor({ address, edition, token }, answered) {
    this.#address = address;
    this.#edition = edition;
    this.#token = token;
    this.#answered = answered;
  }

  /** Send all who wait. @returns {Promise<State>} */
  async send() {
    const sent_at = new Date().toISOString();
    const device = deviceName();
    const some = waiting(this.#edition).slice(0, MOST_AT_ONCE);
    if (!some.length) return "sent";
    const response = await this.post(this.#address, { walk_ins: some.map((each) => ({ ...each, device, sent_at })) });
    if (response === null) return "offline";
    if (SIGNED_OUT.has(response.status) || response.type === "opaqueredirect") return "signed-out";
    if (!response.ok) return "offline";
    /** @type {{ answers: Answer[] }} */
    const { answers } = await response.json();
    let left = false;
    for (const [place, walkIn] of some.entries()) {
      const answer = answers[place] ?? { status: 0, message: "" };
      if (answer.status === 200) attempt(() => localStorage.removeItem(`${PREFIX}${this.#edition}.${walkIn.id}`));
      else left = true;
      this.#answered(walkIn.id, answer);
    }
    return left || some.length < MOST_AT_ONCE ? "sent" : this.send();
  }

  /**
   * Ask the server; null without network. Where somebody signed in again elsewhere the answer brings the new token.
   * @param {string} address
   * @param {object} body
   * @returns {Promise<Response | null>}
   */
  async post(address, body) {
    for (let tries = 0; tries < 2; tries++) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.#token };
      /** @type {RequestInit} */
      const asked = { method: "POST", credentials: "same-origin", redirect: "manual", headers };
      try {
        const response = await within(PATIENCE, (signal) =>
          fetch(address, { ...asked, body: JSON.stringify(body), signal }),
        );
        const token = response.headers.get("X-CSRFToken");
        if (!token) return response;
        this.#token = token;
      } catch {
        return null;
      }
    }
    return null;
  }
}
