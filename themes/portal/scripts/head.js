// Runs before the first paint, so that nothing flashes: says that scripts work, and sets the reader's own display.

// What each setting may be. What the reader chose is kept as one entry of the browser's storage, such as `large dark`.
const SETTINGS = { size: /large/, scheme: /light|dark|contrast/ };

const root = document.documentElement;
try {
  for (const [name, values] of Object.entries(SETTINGS)) {
    const chosen = values.exec(localStorage.display);
    if (chosen) root.dataset[name] = chosen[0];
  }
} catch {
  // A browser that keeps nothing shows what its system asks for.
}
root.className = "js";

const { later, latin } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
if (later && latin) prepareSearchPage(later, latin);

/**
 * The search page, opened with a question, waits for the answer before it shows the list that stands in for one. It has
 * the pages' script after its own, and at once what questions in Latin letters take.
 * @param {string} later the address of the pages' script
 * @param {string} latin the address of what questions in Latin letters take
 */
function prepareSearchPage(later, latin) {
  const question = new URLSearchParams(location.search).get("q") || "";
  if (question) root.classList.add("asked");
  document.addEventListener("DOMContentLoaded", () => import(later));
  if (/[a-z]/i.test(question)) {
    const preload = { rel: "preload", as: "fetch", crossOrigin: "", href: latin };
    document.head.append(Object.assign(document.createElement("link"), preload));
  }
}

// Its names are its own: a script without imports and exports would show them to all others.
export {};
