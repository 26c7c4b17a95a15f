// The search: its page fetches it at once, other pages when somebody goes to the box.
import { openBox } from "./search/box.js";
import { openEngine } from "./search/engine.js";
import { openPage, showFailure } from "./search/page.js";

const form = /** @type {import("./search/dom.js").Form} */ (document.getElementById("search"));
const isBox = "suggest" in form.dataset;

const get = (url = "") => fetch(url).then((response) => response.json());
const { corpus, further } = form.dataset;
// What few questions take comes after the first answer, unless Latin letters ask for it.
const early = (isBox || /[a-z]/i.test(new URLSearchParams(location.search).get("q") || "")) && get(further);

get(corpus)
  .then(async (published) => {
    const engine = openEngine(published);
    const answer = (isBox ? openBox : openPage)(form, engine);
    engine.learn(await (early || get(further)));
    answer();
  })
  .catch(() => isBox || showFailure());
