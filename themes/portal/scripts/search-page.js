// The search page: the address says what is asked for, and everything shown follows from it.
import { excerpt } from "./search/excerpt.js";
import { focusOnSlash, onTyped, openEngine } from "./search/open.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./search/rank.js").Result} Result */

// Of each kind so many are listed at once, and of all together; the rest at a press of a button.
const OF_KIND = 10;
const OF_ALL = 30;
const FILTERS = ["plan", "kind", "domain", "agency", "deadline"];

const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const form = /** @type {HTMLFormElement} */ (find("#search"));
const input = /** @type {HTMLInputElement} */ (find("#q"));
const results = find("#results");
const more = find("#more");
const nothing = find("#nothing");
const words = find("#words").dataset;
/** @type {NodeListOf<HTMLAnchorElement>} */
const kinds = document.querySelectorAll("#kinds a");
/** @type {NodeListOf<HTMLSelectElement>} */
const selects = form.querySelectorAll("select");
/** @type {Engine} */
let engine;
let isTyping = false;

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words[key] ?? "");
}

/** @returns {Record<string, string>} */
function state() {
  const parameters = new URLSearchParams(location.search);
  return Object.fromEntries(["q", ...FILTERS].map((name) => [name, parameters.get(name)?.trim() ?? ""]));
}

/** @param {Record<string, string>} asked */
function address(asked) {
  const parameters = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  return `${location.pathname}${parameters.size ? "?" : ""}${parameters}`;
}

/**
 * The values of a document by which a filter takes it.
 * @param {number} ref
 * @param {string} filter
 * @returns {string[]}
 */
function values(ref, filter) {
  const { documents, facets } = engine.corpus;
  const { kind, id, url } = documents[ref];
  if (filter === "plan") return [url.split("/")[1]];
  if (filter === "kind") return [kind];
  const [domain, lead, responsible, deadlines] = facets[ref] || [null, [], [], []];
  if (filter === "deadline") return deadlines.map((deadline) => engine.lexicon.deadlines[deadline]);
  const named = filter === "domain" ? [domain ?? -1] : [...lead, ...responsible];
  return [...(kind === filter ? [id] : []), ...named.map((other) => documents[other]?.id)];
}

/**
 * @param {Result[]} found
 * @param {Record<string, string>} asked
 * @param {string} [except] a filter that is left out
 */
function filtered(found, asked, except) {
  const active = FILTERS.filter((filter) => asked[filter] && filter !== except);
  return found.filter(({ ref }) => active.every((filter) => values(ref, filter).includes(asked[filter])));
}

/**
 * How many results each value of a filter would leave.
 * @param {Result[]} found
 * @param {Record<string, string>} asked
 * @param {string} filter
 */
function counts(found, asked, filter) {
  /** @type {Map<string, number>} */
  const counted = new Map();
  for (const { ref } of filtered(found, asked, filter)) {
    for (const value of new Set(values(ref, filter))) counted.set(value, (counted.get(value) ?? 0) + 1);
  }
  return counted;
}

function answer() {
  const asked = state();
  const isFiltered = FILTERS.some((filter) => asked[filter]);
  const { question, results: ranked } = engine.search(asked.q);
  const everything = engine.corpus.documents.map((_, ref) => ({ ref, score: 0, partial: false }));
  const all = asked.q ? ranked : isFiltered ? everything : [];
  const found = filtered(all, asked);
  showFilters(all, asked);
  const hits = question.concepts.flatMap(({ text, options }) => [text, ...options.map((option) => option.text)]);
  show(found, hits, OF_KIND, OF_ALL);
  showStatus(found, question, asked);
  find("#all").hidden = all.length > 0;
  nothing.hidden = !asked.q || found.length > 0;
  results.setAttribute("aria-busy", "false");
}

/**
 * @param {Result[]} found
 * @param {import("./search/understand.js").Question} question
 * @param {Record<string, string>} asked
 */
function showStatus(found, question, asked) {
  const partial = found.filter((result) => result.partial).length;
  const isAsked = asked.q || found.length;
  const sentences = [found.length ? say("found", { n: found.length }) : say("none", { q: asked.q })];
  if (partial) sentences.push(say("partly", { n: partial }));
  find("#status").textContent = isAsked ? sentences.join("") : "";
  const added = question.added.join(words.comma ?? "");
  find("#added").textContent = added && say("added", { words: added });
  document.title = asked.q ? `${asked.q} · ${words.title}` : words.title ?? "";
}

/**
 * @param {Result[]} all
 * @param {Record<string, string>} asked
 */
function showFilters(all, asked) {
  find("#filters").hidden = !all.length;
  const ofKind = counts(all, asked, "kind");
  for (const link of kinds) {
    const kind = link.dataset.kind ?? "";
    const count = kind ? (ofKind.get(kind) ?? 0) : filtered(all, asked, "kind").length;
    link.href = address({ ...asked, kind });
    find(`#kinds a[data-kind="${kind}"] small`).textContent = String(count);
    link.toggleAttribute("data-none", !count);
    if (kind === asked.kind) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const select of selects) fill(select, counts(all, asked, select.name), asked[select.name]);
}

/**
 * @param {HTMLSelectElement} select
 * @param {Map<string, number>} counted
 * @param {string} chosen
 */
function fill(select, counted, chosen) {
  const { documents } = engine.corpus;
  const title = (/** @type {string} */ value) => {
    if (select.name === "deadline") {
      const [year, month] = value.split("-");
      return say("month", { year, month: Number(month) });
    }
    return documents.find(({ kind, id }) => kind === select.name && id === value)?.title ?? value;
  };
  const sorted = [...counted].sort((a, b) => (select.name === "agency" ? b[1] - a[1] : 0) || (a[0] < b[0] ? -1 : 1));
  if (chosen && !counted.has(chosen)) sorted.push([chosen, 0]);
  const options = sorted.map(([value, count]) => new Option(`${title(value)} (${count})`, value, false, value === chosen));
  select.replaceChildren(new Option(say("any"), "", false, !chosen), ...options);
}

/**
 * @param {Result[]} found
 * @param {string[]} hits
 * @param {number} ofKind
 * @param {number} ofAll
 */
function show(found, hits, ofKind, ofAll) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const listed = found.filter(({ ref }, at) => {
    const { kind } = engine.corpus.documents[ref];
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return at < ofAll || (seen.get(kind) ?? 0) <= ofKind;
  });
  const parts = [listed.filter(({ partial }) => !partial), listed.filter(({ partial }) => partial)];
  results.hidden = false;
  results.replaceChildren(
    ...parts.flatMap((part, at) => {
      if (!part.length) return [];
      const heading = element("h2", at ? "" : "vh", say(at ? "partial" : "results"));
      const list = element("ol", "hits");
      list.append(...part.map((result) => item(result, hits)));
      return [heading, list];
    }),
  );
  const rest = found.length - listed.length;
  more.hidden = !rest;
  more.textContent = say("more", { n: rest });
  more.onclick = () => {
    show(found, hits, Infinity, Infinity);
    links()[listed.length]?.focus();
  };
}

/**
 * @param {Result} result
 * @param {string[]} hits
 */
function item({ ref, partial }, hits) {
  const { documents, texts, facets } = engine.corpus;
  const { kind, id, url, title } = documents[ref];
  const [domain, lead, responsible, deadlines] = facets[ref] || [null, [], [], []];
  const entry = element("li");
  entry.dataset.kind = kind;
  if (partial) entry.dataset.partial = "";
  const names = (/** @type {number[]} */ refs) => refs.map((other) => documents[other].title).join(words.comma ?? "");
  const isTask = kind === "task";
  const place = [kindName(kind), isTask ? say("task", { n: id }) : "", domain === null ? "" : documents[domain].title];
  const heading = element("h3");
  const link = element("a");
  /** @type {HTMLAnchorElement} */ (link).href = `${form.dataset.base}${url}`;
  link.append(...marked(title, hits, true));
  heading.append(link);
  const months = deadlines.map((at) => engine.lexicon.deadlines[at].split("-"));
  const meta = [
    isTask && lead.length ? `${say("lead")} ${names(lead)}` : "",
    isTask ? "" : names(responsible),
    ...months.map(([year, month]) => say("month", { year, month: Number(month) })),
  ];
  const text = element("p", "excerpt");
  text.append(...marked(texts[ref], hits));
  const lines = [element("p", "place", place.filter(Boolean).join(" ")), heading, text];
  lines.push(element("p", "meta", meta.filter(Boolean).join("　")));
  entry.append(...lines.filter((line) => line.textContent));
  return entry;
}

/** @param {string} kind */
function kindName(kind) {
  return find(`#kinds a[data-kind="${kind}"]`).firstChild?.textContent?.trim() ?? "";
}

/**
 * @param {string} text
 * @param {string[]} hits
 * @param {boolean} [whole]
 */
function marked(text, hits, whole) {
  return excerpt(text, hits, whole).map((piece) => (piece.hit ? element("mark", "", piece.text) : piece.text));
}

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** @returns {HTMLElement[]} */
function links() {
  return [...results.querySelectorAll("h3 a")].map((link) => /** @type {HTMLElement} */ (link));
}

/**
 * @param {string} url
 * @param {boolean} [replace]
 */
function go(url, replace) {
  if (url !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", url);
  answer();
}

/** What the form says; a kind is chosen beside it. */
function asked() {
  const fields = Object.fromEntries(new FormData(form).entries());
  return { ...state(), .../** @type {Record<string, string>} */ (fields), q: input.value.trim() };
}

function start() {
  input.value = state().q;
  answer();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isTyping = false;
    go(address(asked()));
  });
  form.addEventListener("change", (event) => {
    if (event.target !== input) go(address(asked()));
  });
  // One entry of the history for all that is typed in one go.
  onTyped(input, () => {
    go(address(asked()), isTyping);
    isTyping = true;
  });
  find("#kinds").addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    isTyping = false;
    go(link.pathname + link.search);
  });
  addEventListener("popstate", () => {
    isTyping = false;
    input.value = state().q;
    answer();
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = links().indexOf(/** @type {HTMLElement} */ (event.target));
    const isInResults = at >= 0;
    if (event.isComposing || !(isInResults || event.target === input)) return;
    if (isInResults && event.key === "Escape") input.focus();
    else if (step && (isInResults || step > 0)) (links()[at + step] ?? (step < 0 ? input : null))?.focus();
    else return;
    event.preventDefault();
  });
}

focusOnSlash(input);
openEngine(form).then(
  (opened) => {
    engine = opened;
    start();
  },
  () => {
    find("#status").textContent = say("failed");
    results.setAttribute("aria-busy", "false");
  },
);
