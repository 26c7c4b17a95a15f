// The page of the reader's own list: the address says which tasks, the open data what they are.
import { addressWith, numbersIn } from "./address.js";
import { keepRoles } from "./roles.js";

export function showList(view) {
  const { base, month } = view.dataset;
  const state = view.querySelector("[role=status]");
  const say = (key, n) => (state.textContent = state.dataset[key].replace("{n}", n));
  const address = new URLSearchParams(location.search);
  const lists = [...view.querySelectorAll("[data-plan]")]
    .map((section) => ({ section, plan: section.dataset.plan, numbers: numbersIn(address.get(section.dataset.plan)) }))
    .filter(({ numbers }) => numbers.length);
  const get = async (plan, file) => {
    const answer = await fetch(`${base}/${plan}/data/${file}`);
    if (!answer.ok) throw answer;
    return answer;
  };

  const show = async ({ section, plan, numbers }) => {
    const { tasks } = await (await get(plan, "tasks.json")).json();
    const { agencies } = await (await get(plan, "agencies.json")).json();
    const names = (ids) => ids.map((id) => agencies.find((agency) => agency.id === id).name).join("、");
    const found = tasks.filter((task) => numbers.includes(String(task.number)));
    const table = section.querySelector("table");
    for (const task of found) {
      table.append(view.querySelector("template").content.cloneNode(true));
      const row = table.lastElementChild;
      const put = (name, text) => (row.querySelector(`[data-my=${name}]`).textContent = text);
      const link = row.querySelector("a");
      link.href = base + task.url;
      put("number", task.number);
      put("text", task.text);
      put("citation", task.citation);
      put("lead", names(task.lead));
      put("responsible", names(task.responsible));
      put("deadline", (task.deadline || "").replace(/(\d+)-0?(\d+)/, month));
      const drop = row.querySelector("button");
      drop.setAttribute("aria-label", drop.dataset.name.replace("{n}", task.number));
      drop.onclick = () => {
        const rest = numbers.filter((number) => number !== String(task.number));
        if (rest.length) address.set(plan, rest);
        else address.delete(plan);
        location.assign(addressWith(address));
      };
    }
    keepRoles();
    table.hidden = !found.length;
    const unknown = numbers.filter((number) => !found.some((task) => String(task.number) === number));
    const remark = section.querySelector(".notice");
    remark.hidden = !unknown.length;
    remark.textContent = remark.dataset.text.replace("{n}", unknown.join("、"));
    section.hidden = false;
    return found.length;
  };

  // The published rows themselves, taken from the plans' tables: same columns, same care with formulas.
  const save = async () => {
    let rows = [];
    for (const { plan, numbers } of lists) {
      // The BOM is no part of what `text` gives; a quoted cell may hold line ends.
      const [head, ...all] = (await (await get(plan, "tasks.csv")).text()).match(/("[^"]*"|[^"\n])*\n/g);
      if (!rows.length) rows = ["\ufeff", head];
      rows.push(...all.filter((row) => numbers.includes(row.split(",")[1])));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(rows, { type: "text/csv" }));
    link.download = view.dataset.file;
    link.click();
  };

  // On paper the list's own address stands at the end.
  document.querySelector(".print-foot").append(location.search);
  const failed = () => say("failed");
  view.querySelector(".csv").onclick = () => save().catch(failed);
  if (!lists.length) return say("empty");
  Promise.all(lists.map(show)).then((counts) => {
    const n = counts.reduce((sum, one) => sum + one);
    say("found", n);
    view.querySelector(".actions").hidden = !n;
  }, failed);
}
