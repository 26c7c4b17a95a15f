// The search: its page fetches it at once, other pages when somebody goes to the box.
import { openBox } from "./search/box.js";
import { openEngine } from "./search/engine.js";
import { openPage, showFailure } from "./search/page.js";

const form = /** @type {import("./search/dom.js").Form} */ (document.getElementById("search"));
const isBox = "suggest" in form.dataset;

const get = (url = "") => fetch(url).then((response) => response.json());
const { corpus, latin } = form.dataset;
// What Latin letters mean comes after the first answer, unless they are asked with.
const early = (isBox || /[a-z]/i.test(new URLSearchParams(location.search).get("q") || "")) && get(latin);

get(corpus)
  .then(async (published) => {
    const engine = openEngine(published);
    const answer = (isBox ? openBox : openPage)(form, engine);
    engine.learn(await (early || get(latin)));
    answer();
  })
  .catch(() => isBox || showFailure());
