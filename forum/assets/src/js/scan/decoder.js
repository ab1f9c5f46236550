// Reads QR codes with our own copy of the decoder: one behaviour in every browser, nothing fetched from elsewhere.
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

/** @type {BarcodeDetector | null} */
let detector = null;

/** @param {string} wasm the address of the decoder */
export function prepareDecoder(wasm) {
  /** @type {(path: string, folder: string) => string} */
  const locateFile = (path, folder) => (path.endsWith(".wasm") ? wasm : folder + path);
  // First the decoder, then the detector: a detector made before would fetch a decoder from a public server.
  const ready = prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  detector ??= new BarcodeDetector({ formats: ["qr_code"] });
  return ready;
}

/**
 * The texts of the codes in view, possibly none.
 * @param {HTMLVideoElement} video
 */
export async function read(video) {
  const codes = (await detector?.detect(video)) ?? [];
  return codes.map((code) => code.rawValue).filter(Boolean);
}
