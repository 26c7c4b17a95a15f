// Questions by the thousand, real ones with faults put in: none makes the engine throw, or think for a second. `make fuzz`
// asks as many as FUZZ says, and prints what they took.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openAnswers } from "../../themes/portal/scripts/search/answers.js";
import { excerpt } from "../../themes/portal/scripts/search/excerpt.js";
import { openEngine } from "./published.mjs";

const FEW = 500;
const MOST = Number(process.env.FUZZ) || FEW;
const LONGEST_MS = 1000;
const MOST_MEMORY = 300 * 1024 * 1024;
// Longer ones are nobody's questions, but an address can hold them.
const LONGEST = 400;

const ODD = [
  " ", "　", "\n", "\t", "\0", "\u200b", "\u202e", "\ufeff", "\ud842", "\udfb7", "𠮷", "e\u0301", "ü", "👩‍👩‍👧", "⾦", "０", "①", "㈱", "ﬁ", "İ", "ß",
  "\\", "\"", "'", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "/", "<b>", "&amp;", "$&", "__proto__", "constructor",
  "toString", "第", "项", "任务", "年", "月", "季度", "底", "号", "2024", "2024-12", "2024年12月", "第六十二项", "零", "十百千万亿", "99999999999999999999",
  "0", "-1", "1e309", "NaN", "task ", "No. ", "tasks 62 and 63", "quarter", "December 2024", "的", "和", "吗", "谁", "shuju", "lvyou", "zzzz",
];

const list = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const lists = ["queries", "fresh", "later", "blind-1", "blind-2", "blind-3", "blind-4"].map((name) => list(`${name}.json`));
const texts = (/** @type {any} */ value) => Object.values(value).flatMap((/** @type {any} */ one) => one.q || texts(one));
/** @type {string[]} */
const seeds = lists.flatMap(texts);

/**
 * Returns numbers without a pattern, the same for the same beginning (SplitMix32).
 * @param {number} begin
 */
const random = (begin) => (/** @type {number} */ end) => {
  begin = (begin + 0x9e3779b9) | 0;
  let mixed = Math.imul(begin ^ (begin >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % end;
};

/**
 * Returns the question of a number.
 * @param {number} number
 */
function question(number) {
  const below = random(number);
  const one = (/** @type {string[]} */ of) => of[below(of.length)];
  let text = one(seeds);
  for (let changes = 1 + below(6); changes; changes--) {
    const at = below(text.length + 1);
    const end = at + below(6);
    const put = (/** @type {string} */ piece, to = at) => text.slice(0, at) + piece + text.slice(to);
    text = [
      () => put(one(ODD)),
      () => put(one(ODD).repeat(1 + below(20))),
      () => put("", end),
      () => put(text.slice(at, end), at),
      () => put(one(seeds)),
      () => put(String.fromCharCode(below(0x10000)), end),
      () => put(String.fromCharCode(0x4e00 + below(0x5000))),
      () => [...text].reverse().join(""),
      () => text.toUpperCase().normalize(one(["NFD", "NFKD", "NFC"])),
    ][below(9)]();
  }
  return text.slice(0, LONGEST);
}

test("the lists hold questions", () => assert.ok(seeds.length > 300 && seeds.every((q) => typeof q === "string"), `${seeds.length}`));

test(`${MOST} questions do no harm`, () => {
  const engine = openEngine();
  // Which words ask matters to none of them.
  const words = new Proxy({}, { get: () => "谁,多少" });
  const answers = openAnswers(engine, /** @type {Record<string, string>} */ (words));
  let slowest = { ms: 0, text: "" };
  for (let number = 0; number < MOST; number++) {
    const text = question(number);
    const begun = performance.now();
    try {
      const { question, results } = engine.search(text);
      answers(question, results, text);
      const hits = question.concepts.flatMap(({ text, options }) => [text, ...options.map((option) => option.text)]);
      for (const { ref } of results.slice(0, 3)) excerpt(engine.texts[ref], hits);
      if (!results.length) engine.near(question.text);
    } catch (error) {
      throw new Error(`question ${number}, ${JSON.stringify(text)}`, { cause: error });
    }
    const ms = performance.now() - begun;
    if (ms > slowest.ms) slowest = { ms, text };
  }
  if (MOST > FEW) {
    const peak = process.resourceUsage().maxRSS * 1024;
    console.log(`questions: ${MOST}, the slowest in ${slowest.ms.toFixed(1)} ms (${JSON.stringify(slowest.text)}), peak ${peak >> 20} MB`);
    assert.ok(slowest.ms < LONGEST_MS && peak < MOST_MEMORY);
  }
});
