// Tables whose rows become cards stay tables to those who listen: older browsers forget it where `display` changes.
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

export function keepRoles() {
  document.querySelectorAll("table, table *").forEach((part) => {
    const header = part.tagName === "TH" && (part.scope === "col" ? "columnheader" : "rowheader");
    const role = header || roles[part.tagName];
    if (role) part.setAttribute("role", role);
  });
}
