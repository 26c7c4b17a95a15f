// The page's address. It alone keeps what the reader selected: a list of task numbers for each plan.

/** @type {Record<string, string>} by address: the parameters that were to be there */
const asked = {};

export const currentQuery = () => new URLSearchParams(asked[location.href] || location.search);

/**
 * Writes parameters as `?…`, or as nothing where there are none. Commas stay commas: people read and share addresses.
 * @param {URLSearchParams} parameters
 */
export const queryString = (parameters) => `?${parameters}`.replace(/%2C/g, ",").replace(/\?$/, "");

/** Returns this page's own parameters in that form. */
export const currentSearch = () => queryString(currentQuery());

/**
 * Gives this page's address other parameters.
 * @param {URLSearchParams} parameters
 * @param {boolean} [isStep] whether the browser's Back takes it back
 */
export function setQuery(parameters, isStep) {
  const search = `?${parameters}`;
  if (search === `?${currentQuery()}`) return;
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", location.pathname + queryString(parameters) + location.hash);
  } catch {
    // Safari bears a hundred in half a minute; the page does what was asked for all the same.
  }
  asked[location.href] = search;
}

/** Fetches a file of the site's own, which has to be there. */
export const load = async (address = "") => {
  const answer = await fetch(address);
  if (!answer.ok) throw answer;
  return answer;
};

/** Fetches a file of the site's own data. */
export const get = (/** @type {string | undefined} */ address) => fetch(/** @type {string} */ (address)).then((response) => response.json());

/**
 * Returns the task numbers of a list, each once.
 * @param {string | null} list
 */
export const taskNumbers = (list) => [...new Set(`${list}`.match(/\d+/g))];

/**
 * Returns the task numbers that the reader selected of a plan.
 * @param {string} plan
 */
export const selectedTasks = (plan) => taskNumbers(currentQuery().get(plan));

/**
 * Writes the selections of plans into parameters. An empty one isn't named.
 * @param {URLSearchParams} parameters
 * @param {string[]} plans
 * @param {(plan: string) => string[]} choose
 */
export function withSelection(parameters, plans, choose) {
  for (const plan of plans) {
    const numbers = choose(plan).join();
    if (numbers) parameters.set(plan, numbers);
    else parameters.delete(plan);
  }
  return parameters;
}

/**
 * Gives this page's address other selections of plans.
 * @param {string[]} plans
 * @param {(plan: string) => string[]} choose
 * @param {boolean} [isStep]
 */
export const select = (plans, choose, isStep) => setQuery(withSelection(currentQuery(), plans, choose), isStep);
