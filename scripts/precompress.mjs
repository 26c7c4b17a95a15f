// Puts a .br and a .gz beside every file of a built site that gets smaller by it, for hosts that send those as they
// are. The same site gives the same bytes. Usage: node scripts/precompress.mjs FOLDER
import { lstatSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const texts = new Set([".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".csv", ".ics"]);
const packed = new Set([".br", ".gz"]);

/** Every plain file below a folder, sorted; links are left alone. */
function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

const folder = process.argv[2];
const isEdition = folder && lstatSync(join(folder, "edition.json"), { throwIfNoEntry: false })?.isFile();
if (!isEdition) {
  console.error(`precompress：\`${folder ?? ""}\` 不是生成好的网站；先运行 make site。`);
  process.exit(1);
}
const files = filesBelow(folder);
// What an earlier run left.
for (const path of files.filter((path) => packed.has(extname(path)))) rmSync(path);

let count = 0;
let before = 0;
let after = 0;
// The manifest seals all other files, and can't seal a copy of itself: the next build would take that for somebody else's.
const manifest = join(folder, "edition.json");
for (const path of files.filter((path) => texts.has(extname(path)) && path !== manifest)) {
  const bytes = readFileSync(path);
  for (const [extension, pack] of [[".br", brotli], [".gz", (bytes) => gzipSync(bytes, { level: 9 })]]) {
    const small = pack(bytes);
    if (small.length >= bytes.length) continue;
    writeFileSync(path + extension, small);
    if (extension === ".br") [count, before, after] = [count + 1, before + bytes.length, after + small.length];
  }
}
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
console.log(`预压缩完毕：${count} 个文件，${kib(before)} → ${kib(after)}（br）`);
