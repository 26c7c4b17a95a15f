// The code that the documentation of the search's index gives to callers.
import { readFileSync } from "node:fs";
import elasticlunr from "elasticlunr";

/** Returns the code, and its functions with stock elasticlunr.js in place. */
export function example() {
  const text = readFileSync(new URL("../../docs/search-index.md", import.meta.url), "utf8");
  const code = [...text.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, block]) => block).join("\n");
  return { code, ...new Function("elasticlunr", `${code}\nreturn { cut, ask, askShards };`)(elasticlunr) };
}
