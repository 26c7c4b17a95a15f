// Runs before the first paint, so that nothing flashes: says that scripts work, and sets the reader's own display.
// What the reader chose is all that is ever stored: one entry, such as "large dark".

/** @param {string | null} chosen */
function display(chosen) {
  const words = (chosen || "").split(" ");
  const { dataset } = document.documentElement;
  /**
   * @param {string} name
   * @param {string[]} values
   */
  const set = (name, values) => {
    const value = values.find((value) => words.includes(value));
    if (value) dataset[name] = value;
    else delete dataset[name];
  };
  set("size", ["large"]);
  set("scheme", ["light", "dark", "contrast"]);
}
// A page that was opened with a question waits for the answer before it shows the list that stands in for one.
document.documentElement.className = /[?&]q=[^&]/.test(location.search) ? "js asked" : "js";
try {
  display(localStorage.getItem("display"));
} catch {
  // A browser that keeps nothing shows what its system asks for.
}
