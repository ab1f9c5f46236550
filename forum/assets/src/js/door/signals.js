// Yes and no for the ear and the hand: a rising pair of clear tones, or low buzzes, each outcome with its own rhythm.

/**
 * @typedef {"admitted" | "already_inside" | "only_once" | "left" | "full" | "not_here" | "not_today" | "revoked" | "unknown" | "supervisor" | "referred"
 *   | "pending"} Outcome
 * @typedef {"sine" | "triangle" | "square" | "sawtooth"} Wave
 * @typedef {[pitch: number, start: number, length: number, wave: Wave]} Tone
 */

/** @type {AudioContext | null} */
let audio = null;

/** @type {Record<Outcome, Tone[]>} */
// biome-ignore format: one line a tune
const TUNES = {
  admitted: [[880, 0, 0.12, "sine"], [1320, 0.12, 0.22, "sine"]],
  already_inside: [[440, 0, 0.14, "triangle"], [440, 0.22, 0.14, "triangle"]],
  only_once: [[440, 0, 0.14, "square"], [330, 0.2, 0.14, "square"], [330, 0.4, 0.3, "square"]],
  left: [[1320, 0, 0.12, "sine"], [880, 0.12, 0.22, "sine"]],
  full: [[220, 0, 0.2, "square"], [220, 0.28, 0.2, "square"], [220, 0.56, 0.2, "square"]],
  not_here: [[392, 0, 0.14, "square"], [294, 0.16, 0.3, "square"]],
  not_today: [[330, 0, 0.18, "square"], [262, 0.2, 0.3, "square"]],
  revoked: [[196, 0, 0.16, "sawtooth"], [196, 0.22, 0.16, "sawtooth"], [196, 0.44, 0.3, "sawtooth"]],
  unknown: [[150, 0, 0.5, "square"]],
  supervisor: [[523, 0, 0.16, "triangle"], [392, 0.18, 0.16, "triangle"], [523, 0.36, 0.3, "triangle"]],
  referred: [[262, 0, 0.3, "square"]],
  pending: [[660, 0, 0.08, "sine"]],
};
/** @type {Record<Outcome, number[]>} */
const PULSES = {
  admitted: [80],
  already_inside: [120, 90, 120],
  only_once: [250, 80, 120, 80, 120],
  left: [40, 60, 40],
  full: [200, 100, 200, 100, 200],
  not_here: [300, 100, 150],
  not_today: [250, 100, 250],
  revoked: [200, 80, 200, 80, 400],
  unknown: [500],
  supervisor: [300, 80, 100, 80, 300],
  referred: [250],
  pending: [40],
};
/** @type {Record<Wave, number>} */
const LOUDNESS = { sine: 0.6, triangle: 0.7, square: 0.22, sawtooth: 0.28 };

// Browsers give sound only after a touch or a key: called from every one of them until it works.
export function unlockSound() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
}

/** @param {Outcome} outcome */
export function signal(outcome) {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(PULSES[outcome]);
  if (audio?.state !== "running") return;
  for (const tone of TUNES[outcome]) play(audio, tone);
}

/**
 * @param {AudioContext} context
 * @param {Tone} tone
 */
function play(context, [pitch, delay, length, wave]) {
  const start = context.currentTime + delay;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = wave;
  oscillator.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS[wave], start + 0.01);
  volume.gain.setValueAtTime(LOUDNESS[wave], start + length - 0.03);
  volume.gain.linearRampToValueAtTime(0, start + length);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}
