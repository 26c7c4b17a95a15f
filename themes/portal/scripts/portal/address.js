// What the address says.
export const numbersIn = (text) => [...new Set((text || "").match(/\d+/g))];

// Commas stay commas: people read and share these addresses.
export const addressWith = (search) => {
  const query = search.toString().replace(/%2C/g, ",");
  return location.pathname + (query && "?" + query);
};
