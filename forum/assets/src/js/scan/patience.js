/**
 * What an action gives; after so many milliseconds it is told to give up.
 * @template T
 * @param {number} milliseconds
 * @param {(signal: AbortSignal) => Promise<T>} action
 */
export async function within(milliseconds, action) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await action(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
