// Runs before the first paint, so that nothing flashes: says that scripts work, and sets the reader's own display.
// What the reader chose is all that is ever stored: one entry, such as "large dark".
const root = document.documentElement;

/** @param {string | null} chosen */
function display(chosen) {
  const words = (chosen || "").split(" ");
  /**
   * @param {string} name
   * @param {string[]} values
   */
  const set = (name, values) => {
    const value = values.find((value) => words.includes(value));
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  set("size", ["large"]);
  set("scheme", ["light", "dark", "contrast"]);
}
try {
  display(localStorage.getItem("display"));
} catch {
  // A browser that keeps nothing shows what its system asks for.
}

root.className = "js";
const { later, latin } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
// The search page: opened with a question, it waits for the answer before it shows the list that stands in for one. It
// has the pages' script after its own, and at once what questions in Latin letters take.
if (later && latin) {
  const asked = new URLSearchParams(location.search).get("q") || "";
  if (asked) root.classList.add("asked");
  document.addEventListener("DOMContentLoaded", () => import(later));
  if (/[a-z]/i.test(asked)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "", href: latin }));
  }
}
