// Terms of the texts on standard input, for the generator's tests to compare with its own.
import { normalize, terms } from "../../themes/portal/scripts/search/text.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
/** @type {string[]} */
const texts = JSON.parse(Buffer.concat(chunks).toString("utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => ({ normal: normalize(text), terms: terms(text) }))));
