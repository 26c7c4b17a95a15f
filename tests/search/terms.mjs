// Terms of the texts on standard input, for the generator's tests to compare with its own.
import { english } from "../../themes/portal/scripts/search/lexicon.js";
import { normalize, terms } from "../../themes/portal/scripts/search/text.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
/** @type {string[]} */
const texts = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const cut = texts.map(normalize).map((normal) => ({ normal, english: english(normal), terms: terms(normal) }));
process.stdout.write(JSON.stringify(cut));
