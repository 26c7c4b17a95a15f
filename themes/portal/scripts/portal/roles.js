// Tables whose rows become cards stay tables to those who listen: older browsers forget it where `display` changes.
import { all } from "./page.js";

const roles = Object.entries({
  table: "table",
  "thead, tbody": "rowgroup",
  tr: "row",
  td: "cell",
  th: "rowheader",
  "th[scope=col]": "columnheader",
});

export function keepRoles() {
  for (const [parts, role] of roles) for (const part of all(parts)) part.setAttribute("role", role);
}
