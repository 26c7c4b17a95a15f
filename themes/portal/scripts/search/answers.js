// What some questions ask can be said at once: who leads and by when, what an agency has to do, who somebody is. Only what
// the documents say; what they don't say is said, too.
import { fill } from "../common/dom.js";
import { normalize } from "./text.js";

/** @typedef {[text: string, url?: string, title?: string]} Line the title leads to the address */

// So many are named where a question fits several.
const MOST = 3;

/**
 * @param {import("./engine.js").Engine} engine
 * @param {Record<string, string>} words what questions ask with, and what is said of it
 */
export function openAnswers({ texts, documents, facets, holds, bodies, plans, deadlines }, words) {
  const asking = (/** @type {string} */ name) => words[name].split(",");
  const is = (/** @type {string} */ kind) => (/** @type {number} */ ref) => documents[ref].kind === kind;
  // Of what comes later nothing is said.
  const all = documents.map((_, ref) => ref);
  const line = (/** @type {number} */ ref, text = "") =>
    /** @type {Line} */ ([text, documents[ref].url, documents[ref].title]);
  const names = (/** @type {string} */ word, /** @type {string[]} */ found, none = "") =>
    found.length ? `${word} ${found.join(words.comma)}　` : none;

  /**
   * Who leads a task, who else has to do with it, by when.
   * @param {number} ref
   */
  function task(ref) {
    const [, lead, others, due] = facets[ref];
    const titles = (/** @type {number[]} */ agencies) => agencies.map((agency) => documents[agency].title);
    const who = names(words.lead, titles(lead)) + names(words.others, titles(others)) || words.nobody;
    return line(ref, who + names(words.due, due.map((at) => deadlines[at][1]), words.undated));
  }

  /**
   * What an agency leads and answers for, and what only a group asks of it.
   * @param {number} agency
   */
  function duties(agency) {
    const of = (/** @type {number} */ one, roles = [1, 2]) =>
      all.filter(is("task")).filter((ref) => roles.some((role) => facets[ref][role].includes(one)));
    const own = of(agency);
    const lead = of(agency, [1]).length;
    const groups = /** @type {[number, number[]][]} */ (bodies).filter(([, members]) => members.includes(agency));
    return [
      line(agency, fill(words.duties, { lead, other: own.length - lead })),
      ...groups.map(([group]) => line(group, fill(words.through, { n: of(group).filter((ref) => !own.includes(ref)).length }))),
    ];
  }

  /**
   * @param {import("./query.js").Question} question
   * @param {import("./rank.js").Result[]} results
   * @param {string} typed
   * @returns {Line[]} nothing where the results alone answer
   */
  return ({ concepts }, results, typed) => {
    const text = normalize(typed);
    const asks = (/** @type {string} */ name) => asking(name).some((word) => text.includes(word));
    const meant = concepts.filter(({ text }) => !asking("contact").concat(asking("progress")).includes(text));
    const named = meant.flatMap(({ text, options }) => options.flatMap((one) => (one.text === text && one.named) || []));
    const agencies = named.filter(is("agency")).slice(0, MOST);
    const tasks = meant.length ? results.filter(({ partial }) => !partial).map(({ ref }) => ref).filter(is("task")).slice(0, MOST).map(task) : [];
    const found = all.filter(is("member")).filter((ref) => text.includes(documents[ref].title));
    if (found.length) return [...found.map((ref) => line(ref, texts[ref])), [words.person]];
    if (asks("contact")) {
      const where = Object.keys(plans).map((plan) => /** @type {Line} */ (["", `/${plan}/agencies/`, words.all]));
      return [[asking("contact").some(holds) ? "" : words.uncontacted], ...(agencies.length ? agencies.map((ref) => line(ref)) : where)];
    }
    if (asks("progress")) return [[words.unfinished, "/cases/", words.cases], ...tasks];
    if (agencies.length && meant.length < 2) return agencies.flatMap(duties);
    return asks("leader") ? tasks : [];
  };
}
