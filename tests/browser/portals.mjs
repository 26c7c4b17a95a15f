// Builds the portals that the browser tests need beside public/, with this repository's theme. `node
// tests/browser/portals.mjs PROGRAM`.
// - province: tests/fixtures/portals/province, a plan as unlike the shipped one as the genre allows.
// - twenty: twenty plans that an office begins with `new plan`, from the small documents of tests/fixtures/genre.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCUMENTS = [
  "01-clauses-go-on", "03-text-items", "04-text-clauses", "06-text-paragraphs", "07-two-brackets", "09-label-line",
  "13-two-level-categories", "15-title-and-extra-columns", "17-responsible-and-cooperating", "22-agency-phrases",
  "25a-same-names-city-a", "25b-same-names-city-b", "30-labels-after-text", "33-five-levels", "34-annex-alone",
  "35-other-headers", "37-titled-annexes", "39-roles-in-cells", "60-articles-in-chapters", "75-work-points",
];

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const program = process.argv[2] ?? inRepository("target/release/policy-portal");

// Begins a portal's folder anew.
const begin = (name) => {
  const root = inRepository(`target/portals/${name}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  cpSync(inRepository("themes"), `${root}/themes`, { recursive: true });
  return root;
};
const build = (root) => execFileSync(program, ["build", "--root", root], { stdio: ["ignore", "inherit", "pipe"] });

const province = begin("province");
cpSync(inRepository("tests/fixtures/portals/province"), province, { recursive: true });
build(province);

const twenty = begin("twenty");
cpSync(inRepository("content/search"), `${twenty}/content/search`, { recursive: true });
mkdirSync(`${twenty}/seeds`);
writeFileSync(`${twenty}/seeds/agencies.toml`, "");
const plans = DOCUMENTS.map((name) => `plan-${name.split("-")[0]}`);
DOCUMENTS.forEach((name, at) => {
  const from = inRepository(`tests/fixtures/genre/${name}.txt`);
  execFileSync(program, ["new", "plan", plans[at], "--from", from, "--root", twenty], { stdio: "ignore" });
});
const settings = { title: "各地方案", description: "各地的方案，逐项可查。", base_url: "https://example.org", plans };
const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
writeFileSync(`${twenty}/portal.toml`, lines.join(""));
build(twenty);
