// What the address says. It alone keeps the reader's own lists: one of task numbers for each plan.

export const addressNow = () => new URLSearchParams(location.search);

/**
 * Commas stay commas: people read and share these addresses.
 * @param {URLSearchParams} search
 */
export const queryOf = (search) => `?${search}`.replace(/%2C/g, ",").replace(/\?$/, "");

/** @param {URLSearchParams} search */
export const addressWith = (search) => location.pathname + queryOf(search);

/** @param {string} plan */
export const numbersOf = (plan) => [...new Set((addressNow().get(plan) || "").match(/\d+/g))];

/**
 * The address with another list. An empty one isn't named.
 * @param {string} plan
 * @param {string[]} numbers
 */
export function addressWithList(plan, numbers) {
  const search = addressNow();
  if (numbers.length) search.set(plan, numbers.join());
  else search.delete(plan);
  return addressWith(search);
}
