// The search: its page fetches it at once, other pages when somebody goes to the box.
import { openBox } from "./search/box.js";
import { openEngine } from "./search/engine.js";
import { openPage, showFailure } from "./search/page.js";

const form = /** @type {import("./search/dom.js").Form} */ (document.getElementById("search"));
const isBox = "suggest" in form.dataset;

fetch(form.dataset.corpus || "")
  .then((response) => response.json())
  .then((published) => (isBox ? openBox : openPage)(form, openEngine(published)))
  .catch(() => isBox || showFailure());
