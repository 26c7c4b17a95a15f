// Numbers of tasks, and dates, as questions write them. `tests/search/numbers.test.mjs` holds a table of cases.

const DIGITS = "零一二三四五六七八九";

// Each quarter as deadlines have it, and its months.
const QUARTERS = ["33|0[1-3]", "34|0[4-6]", "35|0[7-9]", "36|1[0-2]"];

// Four ways to name a task: 任务62, task 62, #62, or 任务六十二 at the end; 第62项, 第六十二条措施; 62号任务; 62 or 62项 alone.
// Each has its number as a group. What begins with 完, 进 or 谁 (完成, 进展, 谁负责) may follow the end.
export const TASK =
  /(?:任务|#|\b(?:tasks?|no\.?|t))\s*第?(\d{1,3}(?![\da-z])|[零一二三四五六七八九十百]{1,6}(?=\s*[完进谁]|$))|第\s*(\d{1,3}|[零一二三四五六七八九十百]{1,6})\s*(?:[项号条]?(?:任务|措施)|[项号条])|(\d{1,3})号任务|^第?(\d{1,3})\s*[项号]?(?=\s*[完进谁]|$)/g;
// A month's name, whole or not, before a year; or a year with a month and a day, or a quarter, and 底前 behind it, as far
// as they are there.
export const DATE =
  /(?:\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*(?:ary|ch|il|e|y|t|ber))?\.?,? )?(20\d\d)(?:\s*年?\s*第?([1-4一二三四])季度?[底末]?前?|\s*[-年./]\s*(1[0-2]|0?[1-9])(?!\d)(?:\s*月份?)?(?:\s*[-./]?\s*\d{1,2}日?)?[底末]?前?|(?:\s*年)*[底末]?前?)/g;

/**
 * Reads a number below a thousand.
 * @param {string} text `62` or `六十二`
 */
export function readNumber(text) {
  let sum = 0;
  let digit = 0;
  for (const character of text) {
    const power = { 十: 10, 百: 100 }[character];
    if (power) sum += (digit || 1) * power;
    digit = power ? 0 : DIGITS.indexOf(character);
  }
  return Number(text) || sum + digit;
}

/**
 * Reads a match of `DATE`, as a pattern of the deadlines that it asks for: `2024-12`, `2024`; all that end with the year
 * for 2024年底, and the months of a quarter, too.
 * @param {string} match
 * @param {string | undefined} name of a month
 * @param {string} year
 * @param {string | undefined} quarter
 * @param {string | undefined} number of a month
 */
export function readDate(match, name, year, quarter, number) {
  // Without a name it is no date, and no number.
  const named = new Date(`${name} 1 2000`).getMonth() + 1;
  const month = number || named;
  if (month) return `${year}-${`${month}`.padStart(2, "0")}`;
  if (quarter) return `${year}-(${QUARTERS[readNumber(quarter) - 1]})`;
  return /[底末]/.test(match) ? `${year}(-12|-36|$)` : year;
}
