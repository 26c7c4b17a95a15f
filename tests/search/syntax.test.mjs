// The theme's scripts run in Chrome 80 and Safari 13: nothing in them is newer than ES2019, neither in the sources nor
// as they are served. Methods newer than ES2020 are refused by tsc already.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";
import { scripts } from "./published.mjs";

const source = new URL("../../themes/portal/scripts/", import.meta.url);

/**
 * Returns what a script is in a language of those years; where it is the same in both, nothing in it is newer.
 * @param {string} text
 * @param {ts.ScriptTarget} target
 */
const inLanguageOf = (text, target) =>
  ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;

/** @param {string} text */
function isOld(text) {
  const isOldSyntax = inLanguageOf(text, ts.ScriptTarget.ES2019) === inLanguageOf(text, ts.ScriptTarget.ESNext);
  // What the compiler passes on as it is: expressions that look behind, and functions of pages.
  return isOldSyntax && !/\(\?<[=!]|structuredClone|replaceChildren/.test(text);
}

test("what is newer is found", () => {
  for (const text of ["a?.b;", "a ?? b;", "a ||= b;", "class A { static { a(); } }", "/(?<=a)b/;", "a.replaceChildren();"]) {
    assert.ok(!isOld(text), text);
  }
  assert.ok(isOld("try { a(); } catch {}\nconst { b, ...c } = d;\nexport const e = [...f];\n"));
});

test("no script is newer than ES2019", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  assert.ok(files.length > 10);
  const texts = files.map((file) => [file, readFileSync(new URL(file, source), "utf8")]);
  const served = ["head.js", "portal.js", "search.js"].map((file) => [`served ${file}`, readFileSync(scripts(file), "utf8")]);
  assert.deepEqual([...texts, ...served].filter(([, text]) => !isOld(text)).map(([file]) => file), []);
});
