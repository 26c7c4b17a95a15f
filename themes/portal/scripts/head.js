// Runs before the first paint, so that nothing flashes: says that scripts work, and sets the reader's own display.
// What the reader chose is all that is ever stored: one entry, such as "large dark".
window.display = (words) => {
  const set = (name, values) => {
    const chosen = values.find((value) => words.includes(value));
    if (chosen) document.documentElement.dataset[name] = chosen;
    else delete document.documentElement.dataset[name];
  };
  set("size", ["large"]);
  set("scheme", ["light", "dark", "contrast"]);
};
document.documentElement.className = "js";
try {
  window.display((localStorage.getItem("display") || "").split(" "));
} catch (error) {
  // A browser that keeps nothing shows what its system asks for.
}
