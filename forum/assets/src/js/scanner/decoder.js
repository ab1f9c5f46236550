// Reads QR codes with our own copy of the decoder: one behaviour in every browser, nothing fetched from elsewhere.
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import { wasmAddress } from "./page.js";

let detector = null;

export function prepareDecoder() {
  const locateFile = (path, folder) => (path.endsWith(".wasm") ? wasmAddress : folder + path);
  // First the decoder, then the detector: a detector made before would fetch a decoder from a public server.
  const ready = prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  detector ??= new BarcodeDetector({ formats: ["qr_code"] });
  return ready;
}

// The texts of the codes in view, possibly none.
export async function read(video) {
  const codes = await detector.detect(video);
  return codes.map((code) => code.rawValue).filter(Boolean);
}
