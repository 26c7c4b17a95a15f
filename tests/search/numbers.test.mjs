// How questions name tasks and dates: the cases that the two expressions of `search/numbers.js` are made for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DATE, TASK, readDate, readNumber } from "../../themes/portal/scripts/search/numbers.js";
import { normalize } from "../../themes/portal/scripts/search/text.js";

/** @type {[question: string, numbers: string, rest: string][]} what is found, and what is left, a space for each */
const TASKS = [
  ["任务62", "62", " "],
  ["任务 62", "62", " "],
  ["任务第62项", "62", " 项"],
  ["任务六十二", "62", " "],
  ["任务一览", "", "任务一览"],
  ["任务六十二完成了吗", "62", " 完成了吗"],
  ["任务九 进展如何", "9", "  进展如何"],
  ["#62", "62", " "],
  ["task 62", "62", " "],
  ["tasks 62 and 63", "62", "  and 63"],
  ["No. 62", "62", " "],
  ["no 62", "62", " "],
  ["no 5g", "", "no 5g"],
  ["t62", "62", " "],
  ["chat 62", "", "chat 62"],
  ["第62项", "62", " "],
  ["第 62 项任务", "62", " "],
  ["第六十二项", "62", " "],
  ["第一百零二条措施", "102", " "],
  ["第一百二十条措施", "120", " "],
  ["第62条", "62", " "],
  ["第62号", "62", " "],
  ["第62项和第63项", "62 63", " 和 "],
  ["第三产业", "", "第三产业"],
  ["62号任务", "62", " "],
  ["62", "62 bare", " "],
  ["62项", "62 bare", " "],
  ["第62", "62 bare", " "],
  ["６２", "62 bare", " "],
  ["62 完成了吗", "62 bare", " 完成了吗"],
  ["62项谁负责", "62 bare", " 谁负责"],
  ["62小时", "", "62小时"],
  ["19 进展", "19 bare", " 进展"],
  ["1234", "", "1234"],
  ["62和63", "", "62和63"],
  ["5g", "", "5g"],
];

test("numbers of tasks", () => {
  for (const [question, numbers, rest] of TASKS) {
    const text = normalize(question);
    const found = Array.from(text.matchAll(TASK), ([, marked, ordinal, numbered, bare]) =>
      bare ? `${readNumber(bare)} bare` : readNumber(marked || ordinal || numbered),
    );
    assert.deepEqual([question, found.join(" "), text.replace(TASK, " ")], [question, numbers, rest]);
  }
});

/** @type {[question: string, dates: string, rest: string][]} */
const DATES = [
  ["2024", "2024", " "],
  ["2024年", "2024", " "],
  ["2024年12月", "2024-12", " "],
  ["2024年3月份", "2024-03", " "],
  ["2024 年 3 月", "2024-03", " "],
  ["2024-12", "2024-12", " "],
  ["2024-12-31", "2024-12", " "],
  ["2024.12", "2024-12", " "],
  ["2024/1", "2024-01", " "],
  ["2024年12月31日前", "2024-12", " "],
  ["2024年12月底前", "2024-12", " "],
  ["2024年底", "2024(-12|-36|$)", " "],
  ["2024年末前", "2024(-12|-36|$)", " "],
  ["2024年第四季度", "2024-(36|1[0-2])", " "],
  ["2024年4季度末前", "2024-(36|1[0-2])", " "],
  ["2024 年 一季度", "2024-(33|0[1-3])", " "],
  ["2024年第四批", "2024", " 第四批"],
  ["2024年前", "2024", " "],
  ["2024-13", "2024", " -13"],
  ["December 2024", "2024-12", " "],
  ["Dec. 2024", "2024-12", " "],
  ["Sept. 2024", "2024-09", " "],
  ["sep 2024", "2024-09", " "],
  ["may, 2024", "2024-05", " "],
  ["2024年12月到期的任务", "2024-12", " 到期的任务"],
  ["2023年至2025年", "2023 2025", " 至 "],
  ["1999年", "", "1999年"],
];

test("dates", () => {
  for (const [question, dates, rest] of DATES) {
    const text = normalize(question);
    const found = Array.from(text.matchAll(DATE), ([match, name, year, quarter, number]) => readDate(match, name, year, quarter, number));
    assert.deepEqual([question, found.join(" "), text.replace(DATE, " ")], [question, dates, rest]);
  }
});

test("numbers in words", () => {
  const numbers = { 62: 62, 六: 6, 十: 10, 十二: 12, 六十: 60, 六十二: 62, 一百: 100, 一百二十三: 123, 百二十: 120 };
  for (const [text, number] of Object.entries(numbers)) assert.equal(readNumber(text), number, text);
});
