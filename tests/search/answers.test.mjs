// What the search says at once, on what the build published.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openAnswers } from "../../themes/portal/scripts/search/answers.js";
import { openEngine } from "./published.mjs";

const page = readFileSync(new URL("../../public/search/index.html", import.meta.url), "utf8");
/** @type {Record<string, string>} */
const words = {};
for (const tag of page.matchAll(/<(?:template id="words"|section id="answer")[^>]*>/g)) {
  for (const [, name, value] of tag[0].matchAll(/data-([a-z]+)="([^"]*)"/g)) words[name] = value;
}
const engine = openEngine();
const answers = openAnswers(engine, words);
const say = (/** @type {string} */ q) => {
  const { question, results } = engine.search(q);
  return answers(question, results, q).map(([text, url = ""]) => ({ text, url }));
};
const urls = (/** @type {string} */ q) => say(q).map(({ url }) => url);

test("who leads and by when is said of the tasks that are asked for", () => {
  const [first] = say("中欧班列谁牵头？");
  assert.equal(first.url, "/wuhan-2023/tasks/52/");
  assert.match(first.text, /^牵头单位 市交通运输局/);
  assert.match(say("第52项什么时候完成")[0].text, /时限 2023年12月/);
  assert.deepEqual(say("医院"), []);
});

test("an agency's own tasks and those of its groups are counted apart", () => {
  const lines = say("江岸区要做什么");
  assert.deepEqual(lines.map(({ url }) => url), ["/wuhan-2023/agencies/jiangan/", "/wuhan-2023/agencies/all-districts/"]);
  assert.match(lines[0].text, /^牵头0项，列入“责任单位”1项/);
  assert.match(lines[1].text, /另有9项/);
  assert.deepEqual(urls("市经信局牵头哪些任务"), ["/wuhan-2023/agencies/economy-information/"]);
});

test("a name is answered with the post, as of the document", () => {
  const [person, note] = say("余力军是谁");
  assert.match(person.text, /市商务局局长/);
  assert.equal(note.text, words.person);
});

test("what the document doesn't say is said so, with where to look", () => {
  assert.deepEqual(say("市商务局联系方式").map(({ text, url }) => [text, url]), [[words.uncontacted, ""], ["", "/wuhan-2023/agencies/commerce/"]]);
  assert.deepEqual(urls("联系电话"), ["", "/wuhan-2023/agencies/"]);
  assert.deepEqual(urls("进展"), ["/cases/"]);
  assert.deepEqual(urls("中欧班列完成了吗"), ["/cases/", "/wuhan-2023/tasks/52/"]);
});
