// The search page: the address says what is asked for, and everything shown follows from it.
import { openAnswers } from "./answers.js";
import { excerpt } from "./excerpt.js";
import { arrowStep, copy, fill, isComposing, onTyped } from "../common/dom.js";
import { currentQuery, queryString, setQuery } from "../common/address.js";
import { FACETS, openFacets } from "./facets.js";

/** @typedef {import("./facets.js").Asked} Asked */
/** @typedef {import("./rank.js").Result} Result */

// Of each kind so many are listed at once.
const OF_KIND = 10;

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {string} id
 * @param {string | undefined} text
 */
const tell = (id, text = "") => {
  byId(id).textContent = text;
};

const showAll = () => document.documentElement.classList.remove("asked");

/**
 * @param {string} href
 * @param {string} title
 */
const linkTo = (href, title) => {
  const link = document.createElement("a");
  link.href = href;
  link.append(title);
  return link;
};

export function showFailure() {
  tell("status", byId("status").dataset.failed);
  byId("results").setAttribute("aria-busy", "false");
  showAll();
}

/**
 * @param {import("../common/dom.js").SearchForm} form
 * @param {import("./engine.js").Engine} engine
 */
export function openPage(form, engine) {
  const { deadlines, search, facets, load, plans, texts, documents } = engine;
  const input = form.q;
  const words = byId("words").dataset;
  const [results, more] = [byId("results"), byId("more")];
  const links = () => /** @type {HTMLElement[]} */ (Array.from(results.querySelectorAll("h3 a")));
  const answerTo = openAnswers(engine, /** @type {Record<string, string>} */ ({ ...words, ...byId("answer").dataset }));
  const readers = /** @type {HTMLCollectionOf<HTMLElement>} */ (byId("readers").children);
  const facetLists = openFacets(engine, words.any);
  // One plan goes without saying.
  const hasPlans = Object.keys(plans).length > 1;
  // Of all kinds together so many, and so many more at a press of a button: all, unless each is to be fetched.
  const [ofAll, step] = load ? [10, 10] : [30, Infinity];
  let isTyping = false;
  let isWaiting = false;

  const state = () => Object.fromEntries(currentQuery());
  const query = (/** @type {Asked} */ asked) => new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  const address = (/** @type {Asked} */ asked) => location.pathname + queryString(query(asked));

  /** @param {import("./answers.js").Line[]} lines */
  function sayAtOnce(lines) {
    const place = byId("answer");
    place.hidden = !lines.length;
    const list = /** @type {Element} */ (place.lastElementChild);
    list.textContent = "";
    for (const [text, url, title = ""] of lines) {
      const item = document.createElement("li");
      item.append(...(url ? [linkTo(`${form.dataset.base}${url}`, title), " "] : []), text);
      list.append(item);
    }
  }

  async function answer() {
    /** @type {Asked} */
    const asked = { q: "", kind: "", ...state() };
    const { question, results: ranked, isSure } = await search(asked.q);
    isWaiting = !!asked.q && !isSure;
    results.setAttribute("aria-busy", `${isWaiting}`);
    if (isWaiting) return;
    const isFiltered = FACETS.some((name) => asked[name]);
    const candidates =
      isFiltered && !asked.q.trim() ? documents.map((_, ref) => /** @type {Result} */ ({ ref, partial: false })) : ranked;
    const found = facetLists.filter(candidates, asked);
    const hits = question.concepts.flatMap(({ text, options }) => [text, ...options.map((option) => option.text)]);
    await list(found, hits);
    facetLists.show(candidates, asked, address);
    const n = found.length;
    const partly = found.filter(({ partial }) => partial).length;
    // Without a filter there would be more, or nobody knows.
    const none = isFiltered && (candidates.length || load) ? words.filtered : words.none;
    const some = partly < n ? words.found : words.only;
    const alsoPartly = partly && partly < n ? fill(words.partly, { n: partly }) : "";
    tell("status", asked.q || isFiltered ? fill(n ? some : none, { n, q: asked.q }) + alsoPartly : "");
    sayAtOnce(asked.q ? answerTo(question, ranked, asked.q) : []);
    // A reader's page is offered where the question may be theirs.
    for (const offer of readers) offer.hidden = !hits.some((hit) => `${offer.textContent}`.includes(hit));
    const { added } = question;
    tell("added", added.length ? fill(words.added, { words: added.join(words.comma) }) : "");
    document.title = (asked.q ? `${asked.q} · ` : "") + words.title;
    byId("filters").hidden = !candidates.length && !isFiltered;
    byId("all").hidden = !!candidates.length;
    showAll();
    byId("nothing").hidden = !asked.q || !!candidates.length;
    const near = candidates.length ? [] : engine.near(question.text);
    byId("near").hidden = !near.length;
    tell("near-words");
    for (const q of near) {
      byId("near-words").append(linkTo(address({ ...asked, q }), q), " ");
    }
  }

  /**
   * @param {Result[]} found
   * @param {string[]} hits
   * @param {number} [further] how many more than at once
   */
  async function list(found, hits, further = 0) {
    let left = further;
    /** @type {Record<string, number>} */
    const seen = {};
    const listed = found.filter(({ ref }, place) => {
      const { kind } = documents[ref];
      seen[kind] = (seen[kind] || 0) + 1;
      return place < ofAll || seen[kind] <= OF_KIND || left-- > 0;
    });
    if (load) await load(listed.map(({ ref }) => ref));
    // The first list is of whole answers, the second of partial ones.
    results.querySelectorAll("ol").forEach((part, index) => {
      const own = listed.filter(({ partial }) => partial === index > 0);
      part.textContent = "";
      part.append(...own.map((result) => item(result, hits)));
      part.hidden = /** @type {HTMLElement} */ (part.previousElementSibling).hidden = !own.length;
    });
    const rest = found.length - listed.length;
    more.hidden = !rest;
    tell("more", fill(words.more, { n: Math.min(rest, step) }));
    more.onclick = async () => {
      await list(found, hits, further + step);
      // Who asked for more reads on at the first that wasn't there.
      links()[found.findIndex((result) => !listed.includes(result))].focus();
    };
  }

  /**
   * @param {Result} result
   * @param {string[]} hits
   */
  function item({ ref, partial }, hits) {
    const { kind, plans: of, id, url, title } = documents[ref];
    const [domain, lead, responsible, due] = facets[ref];
    const names = (/** @type {number[]} */ refs) => refs.map((other) => documents[other].title).join(words.comma);
    const entry = copy(byId("hit"));
    entry.dataset.kind = kind;
    if (partial) entry.dataset.partial = "";
    const [place, heading, text, meta] = entry.children;
    const link = /** @type {HTMLAnchorElement} */ (heading.firstChild);
    const isTask = kind === "task";
    link.href = form.dataset.base + url;
    place.append(
      words[kind] || "",
      isTask ? ` ${fill(words.nth, { n: id })}` : "",
      domain.length ? ` ${names(domain)}` : "",
      hasPlans ? ` ${of.map((plan) => plans[plan]).join(words.comma)}` : "",
    );
    mark(link, title, hits, Infinity);
    mark(text, texts[ref], hits);
    const leaders = lead.length ? `${words.lead} ${names(lead)}` : "";
    const who = isTask ? leaders : names(responsible);
    meta.append([who, ...due.map((at) => deadlines[at][1])].filter(Boolean).join("　"));
    return entry;
  }

  const go = (/** @type {Asked} */ asked, isReplacing = false) => {
    setQuery(query(asked), !isReplacing);
    isTyping = false;
    answer();
  };
  // What the form says; a kind is chosen beside it.
  const asked = () => {
    const fields = /** @type {Iterable<[string, string]>} */ (new FormData(form));
    return { ...state(), ...Object.fromEntries(fields) };
  };
  const read = () => {
    isTyping = false;
    input.value = state().q || "";
    answer();
  };

  form.onsubmit = (event) => {
    event.preventDefault();
    go(asked());
  };
  // What is typed is answered at once, not when the field is left.
  form.onchange = ({ target }) => {
    if (target !== input) go(asked());
  };
  // One entry of the history for all that is typed in one go.
  onTyped(input, () => {
    go(asked(), isTyping);
    isTyping = true;
  });
  byId("kinds").onclick = (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ ...asked(), kind: link.dataset.kind || "" });
  };
  addEventListener("popstate", read);
  document.addEventListener("keydown", (event) => {
    const stops = [input, ...links()];
    const place = stops.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const to = event.key === "Escape" ? 0 : place + arrowStep(event);
    if (isComposing(event) || place < 0 || to === place || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
  });
  // What was typed before this script came counts more than the address.
  if (input.value && input.value !== state().q) go(asked());
  else read();
  return () => {
    if (isWaiting) answer();
  };
}

/**
 * Shows a text, or the piece that shows why it was found.
 * @param {Element} place
 * @param {string} text
 * @param {string[]} hits
 * @param {number} [longest]
 */
function mark(place, text, hits, longest) {
  excerpt(text, hits, longest).forEach((piece, turn) => {
    if (turn % 2) place.appendChild(document.createElement("mark")).append(piece);
    else place.append(piece);
  });
}
