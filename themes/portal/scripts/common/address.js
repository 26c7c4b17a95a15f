// The page's address. It alone keeps what the reader selected: a list of task numbers for each plan.

export const currentQuery = () => new URLSearchParams(location.search);

/**
 * Writes parameters as `?…`, or as nothing where there are none. Commas stay commas: people read and share addresses.
 * @param {URLSearchParams} parameters
 */
export const queryString = (parameters) => `?${parameters}`.replace(/%2C/g, ",").replace(/\?$/, "");

/**
 * Returns this page's address with other parameters.
 * @param {URLSearchParams} parameters
 */
export const addressWith = (parameters) => location.pathname + queryString(parameters);

/** Fetches a file of the site's own, which has to be there. */
export const load = async (address = "") => {
  const answer = await fetch(address);
  if (!answer.ok) throw answer;
  return answer;
};

/** Fetches a file of the site's own data. */
export const get = (/** @type {string | undefined} */ address) => fetch(/** @type {string} */ (address)).then((response) => response.json());

/**
 * Returns the task numbers that the reader selected of a plan, each once.
 * @param {string} plan
 */
export const selectedTasks = (plan, query = currentQuery()) => [...new Set((query.get(plan) || "").match(/\d+/g))];

/**
 * Returns this page's address with another selection of a plan. An empty one isn't named.
 * @param {string} plan
 * @param {string[]} numbers
 */
export function addressWithSelection(plan, numbers) {
  const parameters = currentQuery();
  if (numbers.length) parameters.set(plan, numbers.join());
  else parameters.delete(plan);
  return addressWith(parameters);
}
