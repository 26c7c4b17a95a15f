// The box on every page: suggestions under it. Without this script it is a form that leads to the search page.
import { arrowStep, closest, copy, fill, isComposing, one, onTyped } from "../common/dom.js";

// How many suggestions of each kind are shown, in this order.
const MOST = { agency: 2, domain: 2, topic: 2, task: 6, case: 2 };

/**
 * @param {import("../common/dom.js").SearchForm} form
 * @param {import("../search/engine.js").Engine} engine
 */
export function openSearchBox(form, { load, documents, search }) {
  const input = form.q;
  const list = one("ul", form);
  const template = list.firstElementChild;
  // The position of the active suggestion; -1 where the input itself is active.
  let active = -1;

  const activate = (/** @type {number} */ to) => {
    active = to;
    Array.from(list.children, (option, at) => option.setAttribute("aria-selected", `${at === active}`));
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option ? option.id : "");
    if (option) option.scrollIntoView({ block: "nearest" });
  };
  const toggle = (/** @type {boolean} */ isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", `${isOpen}`);
    activate(-1);
  };
  const show = async () => {
    const { results } = await search(input.value);
    const refs = Object.entries(MOST).flatMap(([kind, most]) =>
      results.map(({ ref }) => ref).filter((ref) => documents[ref].kind === kind).slice(0, most),
    );
    if (load) await load(refs);
    // Who has gone on meanwhile wants no list.
    if (document.activeElement !== input) return;
    const suggestions = refs.map((ref) => documents[ref]);
    list.textContent = "";
    for (const { id, title, url, kind } of suggestions) {
      const option = copy(template);
      option.id = `suggestion-${list.children.length}`;
      option.dataset.href = form.dataset.base + url;
      option.append(title);
      one("small", option).textContent = fill(form.dataset[kind], { n: id });
      list.append(option);
    }
    const n = suggestions.length;
    one("[role=status]", form).textContent = n ? fill(form.dataset.found, { n }) : "";
    toggle(n > 0);
  };
  // By a link, so that the reader's selection goes along.
  const follow = (/** @type {HTMLElement | null} */ option) => {
    if (!option) return;
    const link = document.createElement("a");
    link.href = option.dataset.href || "";
    form.append(link);
    link.click();
  };

  onTyped(input, show);
  input.onblur = () => toggle(false);
  // Pressing the mouse would take the focus away, and the list with it.
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = (event) => follow(closest(event, "li"));
  input.onkeydown = (event) => {
    if (isComposing(event)) return;
    const step = arrowStep(event);
    if (step && list.hidden) show();
    else if (step) {
      // Around through the suggestions and the input.
      const stops = list.children.length + 1;
      activate(((active + 1 + step + stops) % stops) - 1);
    } else if (event.key === "Escape" && !list.hidden) toggle(false);
    else if (event.key === "Enter" && active >= 0) follow(/** @type {HTMLElement} */ (list.children[active]));
    else return;
    event.preventDefault();
  };
  // What was typed before this script came.
  if (document.activeElement === input) show();
}
