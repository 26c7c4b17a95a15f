// The page of what the reader selected: the address says which tasks, the open data what they are.
import { currentSearch, load, select, selectedTasks } from "../common/address.js";
import { all, copy, fill, one } from "../common/dom.js";
import { keepTableRoles } from "./table-roles.js";

/** @typedef {{ number: number, title: string, text: string, lead: string[], responsible: string[], supporting: string[], deadline: string | null, parts: { printed: { deadline: string } }[], citation: string, url: string }} Task */
/** @typedef {{ id: string, name: string }} Agency */

/** @param {HTMLElement} view */
export function showSelection(view) {
  const { base = "", file = "" } = view.dataset;
  const state = one("[role=status]", view);
  /**
   * @param {string} key
   * @param {number} [n]
   */
  const say = (key, n = 0) => (state.textContent = fill(state.dataset[key], { n }));
  const lists = all("[data-plan]", view)
    .map((section) => ({ section, plan: section.dataset.plan || "" }))
    .filter(({ plan }) => selectedTasks(plan).length);

  /** @param {typeof lists[0]} list */
  const show = async ({ section, plan }) => {
    /** @type {{ tasks: Task[] }} */
    const { tasks } = await (await load(section.dataset.tasks)).json();
    /** @type {{ agencies: Agency[] }} */
    const { agencies } = await (await load(section.dataset.agencies)).json();
    const names = new Map(agencies.map(({ id, name }) => [id, name]));
    /** @param {string[]} ids */
    const named = (ids) => ids.map((id) => names.get(id)).join("、");
    const deadlines = JSON.parse(`${section.dataset.deadlines}`);
    const unknown = new Set(selectedTasks(plan));
    const table = one("table", section);
    for (const task of tasks) {
      const number = `${task.number}`;
      if (!unknown.delete(number)) continue;
      const row = copy(one("template", view));
      table.append(row);
      const cells = {
        ...task,
        lead: named(task.lead),
        responsible: named(task.responsible),
        supporting: named(task.supporting),
        deadline: deadlines[task.deadline || ""] || [...new Set(task.parts.map(({ printed }) => printed.deadline))].filter(Boolean).join("；"),
      };
      for (const cell of all("[data-my]", row)) cell.textContent = `${cells[/** @type {keyof Task} */ (cell.dataset.my)]}`;
      const link = /** @type {HTMLAnchorElement} */ (one("a", row));
      link.href = base + task.url;
      // The title is a run of the task's words, where it has no column of its own.
      const [before, ...after] = task.text.split(task.title);
      const words = one("[data-my=text]", row);
      if (after.length) {
        words.textContent = before;
        words.append(link, after.join(task.title));
      }
      const drop = one("button", row);
      drop.setAttribute("aria-label", fill(drop.dataset.name, { n: number }));
      drop.onclick = () => {
        // A step that the browser's own button takes back.
        select([plan], () => selectedTasks(plan).filter((other) => other !== number), true);
        // The focus goes on to the next row's button, from the last one's back; with no row left, to what is said.
        const drops = all("tbody button", view);
        const at = drops.indexOf(drop);
        (drops[at + 1] || drops[at - 1] || state).focus();
        row.remove();
        table.hidden = !table.querySelector("tbody");
        section.hidden = table.hidden && remark.hidden;
        count();
      };
      table.hidden = false;
    }
    keepTableRoles();
    const remark = one(".notice", section);
    remark.hidden = !unknown.size;
    remark.textContent = fill(remark.dataset.text, { n: [...unknown].join("、") });
    section.hidden = false;
  };

  // The published rows themselves, taken from the plans' tables: same columns, same care with formulas.
  const save = async () => {
    /** @type {string[]} */
    const saved = ["\ufeff"];
    for (const { section, plan } of lists) {
      const table = await (await load(section.dataset.taskTable)).text();
      // The BOM is no part of what `text` gives; a quoted cell may hold line ends.
      const rows = table.match(/("[^"]*"|[^"\n])*\n/g) || [];
      // The first table's head is everyone's.
      const isHeadSaved = saved.length > 1;
      saved.push(...rows.filter((row, at) => (at ? selectedTasks(plan).includes(row.split(",")[1]) : !isHeadSaved)));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(saved, { type: "text/csv" }));
    link.download = file;
    link.click();
  };

  // On paper the list's own address stands at the end.
  const address = one(".print-foot").appendChild(new Text(currentSearch()));
  const count = () => {
    const n = all("tbody", view).length;
    say(n ? "found" : "empty", n);
    one(".actions", view).hidden = !n;
    address.data = currentSearch();
  };
  // Back and forward lead to another list, or only to another place of the page.
  addEventListener("popstate", () => {
    if (currentSearch() !== address.data) location.reload();
  });
  const failed = () => say("failed");
  one(".csv", view).onclick = () => save().catch(failed);
  if (!lists.length) return say("empty");
  Promise.all(lists.map(show)).then(count, failed);
}
