// The display settings: what is chosen shows at once and is kept; to follow the system keeps nothing.
import { all, one } from "./page.js";

/** @param {HTMLFormElement & Record<"size" | "scheme", RadioNodeList>} form */
export function chooseDisplay(form) {
  const { size, scheme } = document.documentElement.dataset;
  form.size.value = size || "";
  form.scheme.value = scheme || "";
  form.onchange = () => {
    const chosen = [form.size.value, form.scheme.value].filter(Boolean).join(" ");
    display(chosen);
    try {
      if (chosen) localStorage.setItem("display", chosen);
      else localStorage.removeItem("display");
    } catch {
      // Not kept, but shown.
    }
  };
  // What opens over the page closes as a reader expects: by Escape, and by a click elsewhere.
  for (const panel of /** @type {HTMLDetailsElement[]} */ (all(".display, .menu"))) {
    document.addEventListener("click", ({ target }) => {
      if (!panel.contains(/** @type {Node} */ (target))) panel.open = false;
    });
    panel.onkeydown = ({ key }) => {
      if (key !== "Escape") return;
      panel.open = false;
      one("summary", panel).focus();
    };
  }
}
