// What `make deploy-check` says of an address, and of a host with its own words for the same.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string} address @returns {Promise<{ status: number, said: string }>} */
const check = (address) =>
  new Promise((done) => {
    execFile("node", ["scripts/deploy-check.mjs", address], { cwd: root }, (fault, out, err) =>
      done({ status: fault ? Number(fault.code) : 0, said: out + err }),
    );
  });

test("an address that isn't whole or can't be reached is told in words", async () => {
  for (const [address, words] of [
    ["example.gov.cn", "以 https:// 开头"],
    ["", "以 https:// 开头"],
    ["http://127.0.0.1:1", "连不上 http://127.0.0.1:1"],
  ]) {
    const { status, said } = await check(address);
    assert.equal(status, 1);
    assert.ok(said.startsWith("deploy-check：") && said.includes(words) && said.trim().split("\n").length === 1, said);
  }
});

test("a host that says max-age=0, must-revalidate for no-cache is right", async () => {
  const server = createServer((request, response) => {
    const path = `${root}public${decodeURIComponent(`${request.url}`.replace(/\/$/, "/index.html"))}`;
    const isThere = existsSync(path) && statSync(path).isFile();
    const body = readFileSync(isThere ? path : `${root}public/404.html`);
    const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
    const isKept = isThere && `${request.url}`.startsWith("/assets/");
    response.setHeader("Cache-Control", isKept ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate");
    response.setHeader("ETag", etag);
    response.statusCode = request.headers["if-none-match"] === etag ? 304 : isThere ? 200 : 404;
    response.end(response.statusCode === 304 ? undefined : body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  try {
    const { said } = await check(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`);
    assert.match(said, /^通过　带散列的文件一直缓存，其余先问再用$/m);
    assert.match(said, /^通过　每个文件都和生成时一样$/m);
  } finally {
    server.close();
  }
});
