// The display settings: what is chosen shows at once and is kept; to follow the system keeps nothing.
import { all, one } from "../common/dom.js";

/** @type {("size" | "scheme")[]} */
const SETTINGS = ["size", "scheme"];

/** @param {HTMLFormElement & Record<"size" | "scheme", RadioNodeList>} form */
export function chooseDisplay(form) {
  const { dataset } = document.documentElement;
  for (const name of SETTINGS) form[name].value = dataset[name] || "";
  form.onchange = () => {
    for (const name of SETTINGS) {
      if (form[name].value) dataset[name] = form[name].value;
      else delete dataset[name];
    }
    const chosen = SETTINGS.map((name) => form[name].value).join(" ").trim();
    try {
      // `head.js` reads it before the next page shows.
      if (chosen) localStorage.display = chosen;
      else delete localStorage.display;
    } catch {
      // Not kept, but shown.
    }
  };
  // A page that the browser kept as it was knows nothing of what the reader set or selected since.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  // What opens over the page closes as a reader expects: by Escape, and by going elsewhere.
  for (const panel of /** @type {HTMLDetailsElement[]} */ (all(".display, .menu"))) {
    const leave = (/** @type {EventTarget | null} */ to) => {
      if (to && !panel.contains(/** @type {Node} */ (to))) panel.open = false;
    };
    document.addEventListener("click", ({ target }) => leave(target));
    panel.addEventListener("focusout", ({ relatedTarget }) => leave(relatedTarget));
    panel.onkeydown = ({ key }) => {
      if (key !== "Escape") return;
      panel.open = false;
      one("summary", panel).focus();
    };
  }
}
