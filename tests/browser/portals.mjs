// Builds the portals that the browser tests need beside public/, with this repository's theme. `node
// tests/browser/portals.mjs PROGRAM`.
// - province: tests/fixtures/portals/province, a plan as unlike the shipped one as the genre allows.
// - twenty: twenty plans that an office begins with `new plan`, from the small documents of tests/fixtures/genre.
// - cut: two of them, with so many clauses more that the search's index is cut.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCUMENTS = [
  "01-clauses-go-on", "03-text-items", "04-text-clauses", "06-text-paragraphs", "07-two-brackets", "09-label-line",
  "13-two-level-categories", "15-title-and-extra-columns", "17-responsible-and-cooperating", "22-agency-phrases",
  "25a-same-names-city-a", "25b-same-names-city-b", "30-labels-after-text", "33-five-levels", "35-other-headers",
  "37-titled-annexes", "39-roles-in-cells", "60-articles-in-chapters", "75-work-points", "99-lists-in-four-annexes",
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

// Begins a plan of each document as an office does, and builds the portal of all.
const buildOf = (name, documents) => {
  const root = begin(name);
  cpSync(inRepository("content/search"), `${root}/content/search`, { recursive: true });
  mkdirSync(`${root}/seeds`);
  writeFileSync(`${root}/seeds/agencies.toml`, "");
  for (const [plan, from] of Object.entries(documents)) {
    execFileSync(program, ["new", "plan", plan, "--from", from, "--root", root], { stdio: "ignore" });
  }
  const plans = Object.keys(documents);
  const settings = { title: "各地方案", description: "各地的方案，逐项可查。", base_url: "https://example.org", plans };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  writeFileSync(`${root}/portal.toml`, lines.join(""));
  build(root);
};
const genre = (name) => inRepository(`tests/fixtures/genre/${name}.txt`);

buildOf("twenty", Object.fromEntries(DOCUMENTS.map((name) => [`plan-${name.split("-")[0]}`, genre(name)])));

// Clauses have no pages of their own, so that the portal is built in a moment.
const SECTIONS = 10;
const CLAUSES = 50;
const han = (number) => {
  const [tens, ones] = [Math.floor(number / 10), number % 10].map((digit) => "零一二三四五六七八九"[digit]);
  return (number > 19 ? tens : "") + (number > 9 ? "十" : "") + (number % 10 ? ones : "");
};
const clause = (_, at) => `（${han(at + 1)}）第${han(at + 1)}处便民窗口公布材料清单。\n\n`;
const section = (_, at) => `${han(at + 2)}、第${han(at + 2)}方面\n\n${Array.from({ length: CLAUSES }, clause).join("")}`;
const clauses = Array.from({ length: SECTIONS }, section).join("");
const enlarged = ["25a-same-names-city-a", "25b-same-names-city-b"].map((name) => {
  const from = inRepository(`target/portals/${name}.txt`);
  writeFileSync(from, readFileSync(genre(name), "utf8").replace("\n附件\n", `\n${clauses}附件\n`));
  return [`plan-${name.split("-")[0]}`, from];
});
buildOf("cut", Object.fromEntries(enlarged));
