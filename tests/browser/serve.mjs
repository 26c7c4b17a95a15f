// The finished site as a server gives it out, with the content security policy of a deployment, so that what it forbids
// fails here, too.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const site = fileURLToPath(new URL("../../public", import.meta.url));
export const POLICY = /^\s*Content-Security-Policy: (.+)$/m.exec(readFileSync(join(site, "_headers"), "utf8"))?.[1] ?? "";
const TYPES = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv",
  ".xml": "application/xml",
  ".ics": "text/calendar",
};

/** @type {Map<string, Buffer>} */
const compressed = new Map();

/** @param {string} file */
function compress(file) {
  const made = compressed.get(file) ?? brotliCompressSync(readFileSync(file));
  compressed.set(file, made);
  return made;
}

/**
 * @param {boolean} [brotli] whether files are sent compressed; what was sent so, and when, in milliseconds, is kept
 * @param {string} [root] the site's folder
 * @param {string} [policy] the content security policy
 */
export async function serve(brotli = false, root = site, policy = POLICY) {
  /** @type {{ path: string, bytes: number, at: number }[]} */
  const sent = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    let file = join(root, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = existsSync(file);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "text/plain";
    response.writeHead(found ? 200 : 404, {
      "content-type": `${type}; charset=utf-8`,
      ...(policy ? { "content-security-policy": policy } : {}),
      ...(brotli && found ? { "content-encoding": "br", "cache-control": "public, max-age=31536000" } : {}),
    });
    if (!found) response.end();
    else if (brotli) {
      const content = compress(file);
      sent.push({ path, bytes: content.length, at: Date.now() });
      response.end(content);
    } else createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, sent, close: () => server.close() };
}
