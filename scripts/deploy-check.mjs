// Asks a served site for what it has to send: headers, caching, 404, ranges, compression.
// Usage: node scripts/deploy-check.mjs ADDRESS
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const address = (process.argv[2] ?? "").replace(/\/$/, "");
if (!/^https?:\/\/[^/]/.test(address) || !URL.canParse(address)) {
  stop(`地址“${address}”要写全，以 https:// 开头，例如 ADDRESS=https://example.gov.cn`);
}
const basePath = new URL(address).pathname.replace(/\/$/, "");
const policy = readFileSync("public/_headers", "utf8").match(/Content-Security-Policy: (.*)/)[1];
const edition = JSON.parse(readFileSync("public/edition.json", "utf8"));
const plan = edition.plans[0];
// Every style sheet, script and file of the search; their names, or those of their folders, change with what they hold.
const assets = readdirSync("public/assets", { recursive: true }).filter((name) => /\.(css|js|json)$/.test(name));
const style = assets.find((name) => name.endsWith(".css"));

/** Says why nothing can be tested, and ends. */
function stop(/** @type {string} */ why) {
  console.error(`deploy-check：${why}`);
  process.exit(1);
}

/** One request, its body as it came over the line. */
function ask(path, headers = {}, method = "GET") {
  const { request } = address.startsWith("https:") ? https : http;
  return new Promise((done, failed) => {
    const asked = request(address + path, { method, headers, agent: false }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.end();
  });
}

async function ready() {
  for (let tries = 0; ; tries++) {
    try {
      return await ask("/");
    } catch (fault) {
      if (tries > 50) stop(`连不上 ${address}（${fault.code ?? fault.message}）：看看地址对不对，网站开了没有`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

const checks = {
  async "首页、栏目页和内容类型"() {
    for (const [path, type, file] of [
      ["/", "text/html; charset=utf-8", "index.html"],
      [`/${plan}/tasks/`, "text/html; charset=utf-8", `${plan}/tasks/index.html`],
      ["/data/cases.json", "application/json; charset=utf-8", "data/cases.json"],
      [`/${plan}/data/tasks.csv`, "text/csv; charset=utf-8", `${plan}/data/tasks.csv`],
      [`/${plan}/data/tasks.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", `${plan}/data/tasks.xlsx`],
      ["/feed.xml", "application/xml; charset=utf-8", "feed.xml"],
      ["/icon.svg", "image/svg+xml", "icon.svg"],
      [`/assets/${style}`, "text/css; charset=utf-8", `assets/${style}`],
    ]) {
      const { status, headers, body } = await ask(path);
      assert.deepEqual([status, headers["content-type"]], [200, type], path);
      assert.ok(body.equals(readFileSync(`public/${file}`)), `${path} 不是原文件`);
    }
  },
  async "每个文件都和生成时一样"() {
    // No server sends _headers.
    for (const [file, { sha256 }] of Object.entries(edition.files).filter(([file]) => file !== "_headers")) {
      const path = file.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
      const { body } = await ask(`/${path}`);
      assert.equal(createHash("sha256").update(body).digest("hex"), sha256, `/${path} 与生成时不同`);
    }
    assert.ok((await ask("/edition.json")).body.equals(readFileSync("public/edition.json")), "/edition.json 是另一次生成的");
  },
  async "每一种回应都带安全响应头"() {
    for (const path of ["/", `/assets/${style}`, "/data/cases.json", "/no/such/page/"]) {
      const { headers } = await ask(path);
      assert.equal(headers["content-security-policy"], policy, path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.equal(headers["referrer-policy"], "strict-origin-when-cross-origin", path);
      assert.ok(!/\d/.test(headers.server ?? ""), `${path} 说出了服务器的版本`);
    }
  },
  async "带散列的文件一直缓存，其余先问再用"() {
    for (const asset of assets) {
      const { headers } = await ask(`/assets/${asset}`);
      assert.equal(headers["cache-control"], "public, max-age=31536000, immutable", asset);
    }
    for (const path of ["/", "/data/cases.json", "/assets/no-such.0123456789ab.css"]) {
      // The latter, which some hosts send, means the same.
      assert.match((await ask(path)).headers["cache-control"] ?? "", /^no-cache$|^(public, )?max-age=0, must-revalidate$/, path);
    }
    const { etag } = (await ask("/")).headers;
    assert.equal((await ask("/", { "If-None-Match": etag })).status, 304);
  },
  async "数据允许别的网站读取，网页不允许"() {
    for (const path of ["/data/cases.json", "/data/schema/tasks.schema.json", `/${plan}/data/plan.json`]) {
      assert.equal((await ask(path)).headers["access-control-allow-origin"], "*", path);
    }
    assert.equal((await ask(`/${plan}/`)).headers["access-control-allow-origin"], undefined);
  },
  async "没有的网页是 404，内容是本站的 404 页"() {
    const page = readFileSync("public/404.html");
    for (const path of ["/no/such/page/", "/404", "/_headers", "/index.html.gz", "/..%2f..%2fetc/passwd"]) {
      const { status, body } = await ask(path);
      assert.ok(status === 404 || status === 400, `${path}: ${status}`);
      if (status === 404) assert.ok(body.equals(page), path);
    }
    const { status, headers } = await ask(`/${plan}`);
    assert.deepEqual([status, headers.location], [301, `${basePath}/${plan}/`]);
    assert.equal((await ask("/", {}, "POST")).status, 405);
  },
  async "可以只取一段"() {
    const file = readFileSync(`public/${plan}/data/source.txt`);
    const { status, headers, body } = await ask(`/${plan}/data/source.txt`, { Range: "bytes=100-199" });
    assert.deepEqual([status, headers["content-range"]], [206, `bytes 100-199/${file.length}`]);
    assert.ok(body.equals(file.subarray(100, 200)));
    assert.equal((await ask(`/${plan}/data/source.txt`, { Range: `bytes=${file.length}-` })).status, 416);
  },
  async "压缩的副本就是原文件"() {
    const encodings = [["gzip", gunzipSync], ...(brotliIsOn ? [["br", brotliDecompressSync]] : [])];
    for (const [encoding, unpack] of encodings) {
      for (const [path, file] of [["/", "index.html"], [`/${plan}/policy/`, `${plan}/policy/index.html`], [`/assets/${style}`, `assets/${style}`]]) {
        const { headers, body } = await ask(path, { "Accept-Encoding": encoding });
        assert.equal(headers["content-encoding"], encoding, path);
        assert.match(headers.vary ?? "", /Accept-Encoding/i, path);
        const whole = readFileSync(`public/${file}`);
        assert.ok(unpack(body).equals(whole) && body.length < whole.length, path);
      }
    }
    assert.equal((await ask("/", { "Accept-Encoding": "identity" })).headers["content-encoding"], undefined);
  },
};

await ready();
// Whoever checks a live site may not know.
const said = process.env.BROTLI ?? (await ask("/", { "Accept-Encoding": "br" })).headers["content-encoding"];
const brotliIsOn = said === "on" || said === "br";
let faults = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`通过　${name}`);
  } catch (fault) {
    faults++;
    console.error(`不对　${name}：${fault.message}`);
  }
}
if (!brotliIsOn) console.log("没有 brotli 模块，只核对了 gzip。");
process.exit(faults ? 1 : 0);
