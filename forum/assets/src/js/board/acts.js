// What the board asks of the server: its values, the free places of a meeting, and acts, each answered in words.
import { within } from "../scan/patience.js";

/**
 * @typedef {import("./values.js").Values} Values
 * @typedef {{ url: string, values: Record<string, number> }} Undo
 * @typedef {{ ok: boolean, said: string, undo: Undo | null }} Answer
 * @typedef {{ slot_id: number, at: number, when: string, beyond: string }} Free
 * @typedef {{ table_id: number, people: string[], places: Free[] }} Places
 */

const PATIENCE = 15_000;

/**
 * What stands at an address; nothing where it cannot be had.
 * @template T
 * @param {string} address
 * @returns {Promise<T | undefined>}
 */
export async function read(address) {
  try {
    return await within(PATIENCE, async (signal) => {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      return answer.ok && !answer.redirected ? await answer.json() : undefined;
    });
  } catch {
    return undefined;
  }
}

/**
 * Does something; a refusal comes with its sentence, `failed` stands for one that has none.
 * @param {string} address
 * @param {Record<string, unknown>} values
 * @param {{ token: string, failed: string }} of
 * @returns {Promise<Answer>}
 */
export async function act(address, values, { token, failed }) {
  try {
    return await within(PATIENCE, async (signal) => {
      const answer = await fetch(address, {
        method: "POST",
        signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(values),
      });
      /** @type {{ said?: string, message?: string, undo?: Undo | null }} */
      const { said, message, undo = null } = await answer.json();
      return { ok: answer.ok, said: said ?? message ?? failed, undo };
    });
  } catch {
    return { ok: false, said: failed, undo: null };
  }
}
