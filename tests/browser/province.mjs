// Builds the second portal, tests/fixtures/portals/province, with this repository's theme: a plan as unlike the shipped
// one as the genre allows. `node tests/browser/province.mjs PROGRAM`; the browser tests need it beside public/.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const root = inRepository("target/portals/province");

rmSync(root, { recursive: true, force: true });
cpSync(inRepository("tests/fixtures/portals/province"), root, { recursive: true });
cpSync(inRepository("themes"), `${root}/themes`, { recursive: true });
execFileSync(process.argv[2] ?? inRepository("target/release/policy-portal"), ["build", "--root", root], { stdio: "inherit" });
