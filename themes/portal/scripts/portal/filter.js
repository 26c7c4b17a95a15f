// The filters of the task list. The form is the state, and the address holds all of it.
import { currentQuery, setQuery } from "../common/address.js";
import { all, copy, fill, one, onTyped, words } from "../common/dom.js";

const FACETS = ["domain", "deadline", "agency"];

/**
 * Returns the words of a text in the form in which they are compared: without what nobody sees.
 * @param {string} text
 */
const plain = (text) => words(text.normalize("NFKC").toLowerCase().replace(/\p{DI}/gu, ""));

/** @param {HTMLFormElement & { q: HTMLInputElement, role: HTMLSelectElement }} form */
export function filterTasks(form) {
  const chips = one("#chips");
  const found = one("#found");
  const agency = /** @type {HTMLInputElement} */ (one("#agency"));
  const drawer = /** @type {HTMLDetailsElement} */ (one("details", form));
  const options = /** @type {HTMLInputElement[]} */ (all("[type=checkbox]", form));

  const tasks = all("#tasks [data-task]").map((element) => {
    const official = /** @type {HTMLElement} */ (element.cloneNode(true));
    all("[data-ours], label", official).forEach((part) => part.remove());
    // Words run over a correction as it is read, and as it is printed.
    const texts = ["ins", "del"].map((other) => {
      const reading = /** @type {HTMLElement} */ (official.cloneNode(true));
      all(other, reading).forEach((part) => part.remove());
      return plain(reading.textContent).join("");
    });
    /** @type {Record<string, string[]>} */
    const ids = {};
    for (const name of ["domain", "deadline", "lead", "responsible", "supporting"]) ids[name] = words(element.dataset[name]);
    ids.agency = [...ids.lead, ...ids.responsible, ...ids.supporting];
    /** @type {string[]} */
    const missed = [];
    return { element, text: texts.join(" "), ids, missed };
  });

  // A domain's heading counts what is left under it, and goes with the last of it.
  const countGroups = () => {
    let n = 0;
    for (const body of all("#tasks tbody").reverse()) {
      if (body.dataset.task) n += +!body.hidden;
      else {
        for (const count of all("small", body)) count.textContent = fill(count.dataset.n, { n });
        body.hidden = !n;
        n = 0;
      }
    }
  };

  const show = () => {
    const chosen = new FormData(form);
    const terms = plain(form.q.value);
    /**
     * @param {typeof tasks[0]} task
     * @param {string} name
     */
    const ids = (task, name) => task.ids[(name === "agency" && form.role.value) || name];
    for (const task of tasks) {
      task.missed = FACETS.filter((name) => {
        const values = chosen.getAll(name);
        return values.length && !ids(task, name).some((id) => values.includes(id));
      });
      if (!terms.every((term) => task.text.includes(term))) task.missed.push("q");
      task.element.hidden = !!task.missed.length;
    }
    countGroups();
    const shown = tasks.filter((task) => !task.missed.length).length;
    for (const place of all("[data-some]")) {
      place.textContent = fill(place.dataset[shown < tasks.length ? "some" : "all"], { n: shown });
    }
    one("#nothing").hidden = !!shown;

    all("li", chips).forEach((item) => item.remove());
    if (form.q.value) chip(form.q.value, () => (form.q.value = ""));
    for (const option of options) {
      const { value, name, checked } = option;
      // What its own facet shuts out counts: what would be there if this were chosen as well?
      const isOpen = tasks.filter((task) => task.missed.every((missed) => missed === name));
      const n = isOpen.filter((task) => ids(task, name).includes(value)).length;
      const row = /** @type {HTMLElement} */ (option.closest("li"));
      one("small", row).textContent = `${n}`;
      const unchecked = n ? "" : "zero";
      row.className = checked ? "is-chosen" : unchecked;
      if (checked) chip(one("span", row).textContent, () => (option.checked = false));
    }
    if (form.role.value) chip(form.role.selectedOptions[0].text, () => (form.role.value = ""));
    chips.hidden = !one("li", chips);
  };

  /**
   * @param {string} label
   * @param {() => void} clear
   */
  const chip = (label, clear) => {
    const item = copy(one("template", chips));
    const button = one("button", item);
    button.prepend(label);
    button.setAttribute("aria-label", fill(chips.dataset.remove, { n: label }));
    button.onclick = () => {
      clear();
      changed();
      // The button is gone; the reader stays at the result.
      found.focus();
    };
    chips.append(item);
  };

  // The part of the address that isn't ours stays as it is. Typing makes no history.
  const changed = (typing = false) => {
    const address = currentQuery();
    for (const name of [...FACETS, "q", "role"]) address.delete(name);
    for (const [name, value] of new FormData(form)) if (value) address.append(name, `${value}`);
    show();
    setQuery(address, !typing);
  };

  const read = () => {
    const address = currentQuery();
    form.q.value = address.get("q") || "";
    form.role.value = address.get("role") || "";
    for (const option of options) option.checked = address.getAll(option.name).includes(option.value);
    show();
  };

  // One agency of fifty: by a part of its name, or in the whole list.
  const list = one("ul", /** @type {HTMLElement} */ (agency.parentNode));
  const findAgency = () => {
    for (const row of all("li", list)) row.hidden = !plain(row.textContent).join("").includes(plain(agency.value).join(""));
    list.className = "";
  };
  // Open where it stands beside the list.
  const isBeside = () => getComputedStyle(/** @type {HTMLElement} */ (form.parentElement)).display === "grid";
  let wasBeside = false;
  // A phone's keyboard changes the window's size, too: what the reader opened stays open.
  const follow = () => {
    if (isBeside() !== wasBeside) fold();
  };
  const fold = () => {
    wasBeside = isBeside();
    drawer.open = wasBeside;
  };

  onTyped(agency, findAgency);
  onTyped(form.q, () => changed(true));
  for (const choice of [form.role, ...options]) choice.onchange = () => changed();
  all(".filter__more", form).forEach((button) => {
    button.onclick = () => {
      // The button goes; who pressed it reads on where the list was cut.
      findAgency();
      one("li:nth-child(9) input", /** @type {HTMLElement} */ (button.previousElementSibling)).focus();
    };
  });
  form.onsubmit = (event) => {
    event.preventDefault();
    fold();
    found.focus();
  };
  // The button beside the chips goes with the last of them.
  one("#chips + button").onclick = () => found.focus();
  form.onreset = () => {
    setTimeout(() => {
      if (!list.className) findAgency();
      changed();
    });
  };
  addEventListener("popstate", read);
  addEventListener("resize", follow);
  one("#display").addEventListener("change", follow);
  fold();
  read();
}
