// The Nu checker finds every page valid. It runs on Java, which scripts/install-test-tools installs where it may.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const site = fileURLToPath(new URL("../../public", import.meta.url));

test("every page is valid HTML", async () => {
  const options = ["--stdout", "--format", "json", "--exit-zero-always", "--skip-non-html", site];
  const { stdout } = await promisify(execFile)("java", ["-jar", jar, ...options], { maxBuffer: 2 ** 28 });
  const messages = JSON.parse(stdout).messages.filter(({ type }) => type !== "info");
  const told = messages.map(({ url, lastLine, message }) => `${url.split("/public/")[1]}:${lastLine}: ${message}`);
  assert.deepEqual(told.slice(0, 20), []);
});

test("the checker sees what is wrong", async () => {
  const broken = new URL("./fixtures/broken.html", import.meta.url);
  const options = ["--stdout", "--format", "json", "--exit-zero-always", fileURLToPath(broken)];
  const { stdout } = await promisify(execFile)("java", ["-jar", jar, ...options]);
  assert.ok(JSON.parse(stdout).messages.some(({ type }) => type === "error"));
});
