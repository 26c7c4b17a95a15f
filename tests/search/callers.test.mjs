// What callers of the published index are told to do, done with stock elasticlunr.js.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import elasticlunr from "elasticlunr";
import { normalize, terms } from "../../themes/portal/scripts/search/text.js";
import { example } from "./example.mjs";
import { published } from "./published.mjs";

test("a question that is cut as the documentation says finds what it asks for", () => {
  const { ask, cut } = example();
  const [index, documents] = [published("index"), published("documents")];
  assert.equal(ask("中欧班列开到哪里", index, documents)[0].url, "/wuhan-2023/tasks/52/");
  assert.equal(ask("揭榜挂帅", index, documents)[0].id, "1");
  assert.deepEqual(new Set(ask("5Ｇ", index, documents).map(({ id }) => id)), new Set(["66", "83"]));
  // Not cut, it finds nothing.
  assert.deepEqual(elasticlunr.Index.load(index).search("中欧班列", {}), []);
  for (const question of ["中欧班列", "5G网络，人才。", "ＡＩ", "字", "𬬭合金", "", "2024年12月 市 商务局"]) {
    assert.equal(cut(question), terms(normalize(question), true).join(" "), question);
  }
});

test("the page of the open data says the same", () => {
  const page = readFileSync(new URL("../../public/data/index.html", import.meta.url), "utf8");
  const [, code] = page.match(/<pre><code[^>]*>([^]*?)<\/code><\/pre>/) ?? [];
  const plain = `${code}`.replace(/&gt;/g, ">").replace(/&lt;/g, "<").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  assert.ok(example().code.startsWith(plain.trim()), plain);
});
