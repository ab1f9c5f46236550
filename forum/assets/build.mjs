// Builds the front end: src/ → the folder given as first argument (default static/dist).
// Every file gets a name with the hash of its content; manifest.json maps the plain name to it.
// Text and wasm files are also written gzipped beside themselves, ready to be served as they are.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
/** @param {string[]} parts */
const source = (...parts) => path.join(here, "src", ...parts);
const outdir = path.resolve(process.argv[2] ?? path.join(here, "../../static/dist"));
const require = createRequire(import.meta.url);
/** @type {Record<string, string>} */
const manifest = {};

/**
 * @param {string} name
 * @param {string | Buffer} content
 */
function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${hash}${ext}`;
}

/**
 * @param {string} name
 * @param {string | Buffer} content
 */
async function emit(name, content) {
  const file = hashed(name, content);
  manifest[name] = file;
  await writeFile(path.join(outdir, file), content);
}

// Stylesheets and scripts that pages ask for, by the plain name of what is built.
const ENTRIES = {
  app: ["css/app.css", "js/app.js"],
  htmx: ["js/htmx.js"],
  scanner: ["css/scanner.css", "js/door/main.js"],
  walkin: ["css/walkin.css", "js/walkin/walkin.js"],
  label: ["css/label.css", "js/label.js"],
  kiosk: ["css/kiosk.css", "js/kiosk.js"],
  passkeys: ["js/passkeys.js"],
  wall: ["css/wall.css"],
  board: ["css/board.css", "js/board/board.js"],
  floor: ["css/floor.css", "js/floor.js"],
  attendance: ["css/attendance.css", "js/attendance.js"],
  worker: ["js/door/worker.js"],
  keeper: ["js/pocket/keeper.js"],
};

/**
 * Names that differ from the plain file name of the source.
 * @type {Record<string, string>}
 */
const KEYS = {
  "saira-latin-wght-normal.woff2": "font-latin.woff2",
  "saira-latin-ext-wght-normal.woff2": "font-latin-ext.woff2",
  "main.js": "scanner.js",
};

async function bundle() {
  const result = await build({
    entryPoints: Object.entries(ENTRIES).flatMap(([out, files]) => files.map((file) => ({ in: source(file), out }))),
    absWorkingDir: here,
    outdir,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox100", "safari15.4"],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    const name = path.basename(output.entryPoint ?? Object.keys(output.inputs)[0] ?? file);
    manifest[KEYS[name] ?? name] = path.basename(file);
  }
}

// One sprite of <symbol>s: every src/icons/*.svg, named as its file.
async function sprite() {
  const names = (await readdir(source("icons"))).filter((name) => name.endsWith(".svg")).sort();
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(source("icons", name), "utf8");
      const [, attributes, body] = svg.match(/^\s*<svg([^>]*)>([\s\S]*)<\/svg>\s*$/) ?? [];
      if (attributes === undefined || body === undefined) throw new Error(`${name} is not one <svg>`);
      const kept = attributes.replace(/\s(xmlns|width|height)="[^"]*"/g, "");
      return `<symbol id="${path.parse(name).name}"${kept}>${body.replace(/>\s+</g, "><").trim()}</symbol>`;
    }),
  );
  await emit("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

// The QR decoder's WebAssembly, taken through the very version barcode-detector depends on.
async function decoder() {
  const detector = createRequire(require.resolve("barcode-detector"));
  await emit("zxing_reader.wasm", await readFile(detector.resolve("zxing-wasm/reader/zxing_reader.wasm")));
}

// Static faces with fixed names: badge PDFs embed what they use of them (forum/printing/fonts.py looks for these).
// Ideographs come in one weight, as each of their files is larger than all others together.
const TWO_WEIGHTS = {
  badge: "Saira",
  noto: "NotoSans",
  arabic: "NotoSansArabic",
  hebrew: "NotoSansHebrew",
  thai: "NotoSansThai",
};
const ONE_WEIGHT = { japanese: "NotoSansJP", chinese: "NotoSansSC", korean: "NotoSansKR" };

/**
 * @param {string} family
 * @param {string} weight
 * @param {string} name
 */
async function font(family, weight, name) {
  const folder = family.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  const source = require.resolve(`@expo-google-fonts/${folder}/${weight}/${family}_${weight}.ttf`);
  await copyFile(source, path.join(outdir, "fonts", `${name}.ttf`));
}

async function badgeFonts() {
  await mkdir(path.join(outdir, "fonts"), { recursive: true });
  for (const [name, family] of Object.entries(TWO_WEIGHTS)) {
    await font(family, "400Regular", `${name}-regular`);
    await font(family, "700Bold", `${name}-bold`);
  }
  for (const [name, family] of Object.entries(ONE_WEIGHT)) await font(family, "500Medium", name);
}

async function precompress() {
  for (const name of await readdir(outdir)) {
    if (!/\.(css|js|svg|json|wasm)$/.test(name)) continue;
    const content = await readFile(path.join(outdir, name));
    await writeFile(path.join(outdir, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
await bundle();
await sprite();
await decoder();
await badgeFonts();
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path.join(outdir, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
await precompress();
