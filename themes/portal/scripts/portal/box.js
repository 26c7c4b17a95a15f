// The box on every page: suggestions under it. Without this script it is a form that leads to the search page.
import { copy, isComposing, onTyped, step } from "../search/dom.js";
import { closest, fill, one } from "./page.js";

/**
 * @param {import("../search/dom.js").Form} form
 * @param {import("../search/engine.js").Engine} engine
 */
export function openBox(form, { documents, search }) {
  const input = form.q;
  const list = one("ul", form);
  const template = list.firstElementChild;
  let active = -1;

  const activate = (/** @type {number} */ to) => {
    active = to;
    Array.from(list.children, (option, at) => option.setAttribute("aria-selected", `${at === active}`));
    input.setAttribute("aria-activedescendant", active < 0 ? "" : list.children[active].id);
  };
  const open = (/** @type {boolean} */ isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", `${isOpen}`);
    activate(-1);
  };
  const show = () => {
    const found = search(input.value).results.map(({ ref }) => documents[ref]);
    const some = (/** @type {string} */ kind, /** @type {number} */ most) => found.filter((document) => document.kind === kind).slice(0, most);
    list.textContent = "";
    for (const { kind, id, url, title } of [...some("agency", 2), ...some("domain", 2), ...some("task", 6)]) {
      const option = copy(template);
      option.id = `suggestion-${list.children.length}`;
      option.dataset.href = form.dataset.base + url;
      option.append(title);
      one("small", option).textContent = fill(form.dataset[kind], id);
      list.append(option);
    }
    const n = list.children.length;
    one("[role=status]", form).textContent = n ? fill(form.dataset.found, n) : "";
    open(!!n);
  };
  // As a link, so that the reader's own list goes along.
  const follow = (/** @type {HTMLElement | null} */ option) => {
    if (!option) return;
    const link = document.createElement("a");
    link.href = option.dataset.href || "";
    form.append(link);
    link.click();
  };

  onTyped(input, show);
  input.onblur = () => open(false);
  // Pressing the mouse would take the focus away, and the list with it.
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = (event) => follow(closest(event, "li"));
  input.onkeydown = (event) => {
    const by = step(event);
    const count = list.children.length + 1;
    if (isComposing(event)) return;
    if (by && list.hidden) show();
    else if (by) activate(((active + 1 + by + count) % count) - 1);
    else if (event.key === "Escape" && !list.hidden) open(false);
    else if (event.key === "Enter" && active >= 0) follow(/** @type {HTMLElement} */ (list.children[active]));
    else return;
    event.preventDefault();
  };
  // What was typed before this script came.
  if (document.activeElement === input) show();
}
