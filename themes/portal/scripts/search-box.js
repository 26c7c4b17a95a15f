// The box on every page: suggestions under it. Without this script it is a form that leads to the search page.
import { focusOnSlash, onTyped, openEngine } from "./search/open.js";

/** @typedef {import("./engine.js").Engine} Engine */

// How many of each kind are suggested, in this order.
const SHOWN = { agency: 2, domain: 2, task: 6 };

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-suggest]"));
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
/** @type {Promise<Engine> | undefined} */
let opening;

async function suggest() {
  const typed = input.value.trim();
  const engine = await (opening ??= openEngine(form));
  // A later keystroke asks again.
  if (typed === input.value.trim()) show(typed ? choose(engine, typed) : []);
}

/**
 * @param {Engine} engine
 * @param {string} typed
 */
function choose(engine, typed) {
  const found = engine.search(typed).results.map(({ ref }) => engine.corpus.documents[ref]);
  return Object.entries(SHOWN).flatMap(([kind, most]) => found.filter((document) => document.kind === kind).slice(0, most));
}

/** @param {import("./search/corpus.js").Doc[]} documents */
function show(documents) {
  list.replaceChildren(
    ...documents.map(({ kind, id, url, title }, at) => {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.id = `suggestion-${at}`;
      option.dataset.href = `${form.dataset.base}${url}`;
      const label = document.createElement("small");
      label.textContent = (form.dataset[kind] ?? "").replace("{n}", id);
      option.append(label, ` ${title}`);
      return option;
    }),
  );
  status.textContent = documents.length ? (form.dataset.found ?? "").replace("{n}", String(documents.length)) : "";
  open(documents.length > 0);
}

/** @param {boolean} isOpen */
function open(isOpen) {
  list.hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  activate(null);
}

/** @param {Element | null} option */
function activate(option) {
  for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

/** @param {Element | null} option */
function follow(option) {
  const { href } = /** @type {HTMLElement} */ (option)?.dataset ?? {};
  if (href) location.assign(href);
  return !!href;
}

focusOnSlash(input);
onTyped(input, suggest);
input.addEventListener("focus", () => (opening ??= openEngine(form)), { once: true });
input.addEventListener("blur", () => open(false));
// Pressing the mouse would take the focus away, and the list with it.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => follow(/** @type {Element} */ (event.target).closest("[role=option]")));
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const active = list.querySelector("[aria-selected=true]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !list.hidden) open(false);
  else if (event.key === "Enter" && !list.hidden && follow(active)) list.hidden = true;
  else if (step && list.hidden && input.value) suggest();
  else if (step && !list.hidden) {
    const options = [...list.children];
    const at = active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1;
    activate(options[at] ?? null);
  } else return;
  event.preventDefault();
});
