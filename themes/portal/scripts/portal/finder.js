// Three questions that lead to what concerns a reader. The answers stand in the pages of the kinds of readers; the
// address says what was asked.
import { currentQuery, load, setQuery } from "../common/address.js";
import { all, fill, one, words } from "../common/dom.js";

/** @typedef {HTMLFormElement & Record<"who" | "want" | "where", HTMLSelectElement>} Finder */

/** @param {Finder} form */
export function findMeasures(form) {
  const [said, actions, place] = [one("#found"), one("#found-actions"), one("#found-answers")];
  const questions = [form.who, form.want, form.where];
  const answer = (/** @type {HTMLSelectElement} */ select) => {
    select.value = currentQuery().get(select.name) || "";
    if (select.selectedIndex < 0) select.value = "";
  };

  /**
   * @param {HTMLSelectElement} select
   * @param {string[]} words
   */
  const offer = (select, words) => {
    select.textContent = "";
    select.append(new Option(form.dataset.any, ""), ...[...new Set(words)].map((word) => new Option(word)));
    answer(select);
    select.disabled = !words.length;
  };
  const placesOf = (/** @type {HTMLElement} */ row) => words(row.dataset.places);

  const filter = () => {
    let n = 0;
    for (const section of all("[data-want]", place)) {
      const rows = all("li[data-places]", section);
      const isWanted = !form.want.value || section.dataset.want === form.want.value;
      for (const row of rows) {
        const places = placesOf(row);
        // What names no place is about all of them.
        row.hidden = !!form.where.value && !!places.length && !places.includes(form.where.value);
        if (isWanted && !row.hidden) n++;
      }
      section.hidden = !isWanted || (!!rows.length && rows.every((row) => row.hidden));
    }
    const who = questions.filter(({ value }) => value).map((answered) => answered.selectedOptions[0].text);
    actions.hidden = false;
    said.textContent = fill(form.dataset.found, { n, who: who.join("，") });
  };

  const keep = () => {
    const asked = currentQuery();
    for (const { value, name } of questions) {
      if (value) asked.set(name, value);
      else asked.delete(name);
    }
    setQuery(asked);
  };

  const pageOf = () => form.who.selectedOptions[0].dataset.page;

  /** Shows what concerns the chosen kind of reader. */
  const show = async () => {
    const page = pageOf();
    place.textContent = said.textContent = "";
    actions.hidden = form.want.disabled = form.where.disabled = true;
    let problem = "";
    /** @type {ParentNode} */
    let answers = new DocumentFragment();
    try {
      if (page) answers = one("#answers", new DOMParser().parseFromString(await (await load(page)).text(), "text/html"));
    } catch {
      problem = form.dataset.failed || "";
    }
    // Who was asked about since then has an answer of their own under way.
    if (page !== pageOf()) return;
    place.textContent = "";
    place.append(...answers.childNodes);
    offer(form.want, all("[data-want]", place).map((section) => section.dataset.want || ""));
    offer(form.where, all("li[data-places]", place).flatMap(placesOf));
    if (page && !problem) filter();
    else said.textContent = problem;
  };

  form.onchange = ({ target }) => {
    const isOther = target === form.who;
    if (isOther) form.want.value = form.where.value = "";
    keep();
    if (isOther) show();
    else filter();
  };
  form.onsubmit = () => false;
  answer(form.who);
  show();
}
