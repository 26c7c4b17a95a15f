// Tables whose rows become cards stay tables to those who listen: older browsers forget it where `display` changes.
import { all } from "../common/dom.js";

const ROLES = Object.entries({
  table: "table",
  "thead, tbody": "rowgroup",
  tr: "row",
  td: "cell",
  th: "rowheader",
  "th[scope^=col]": "columnheader",
});

export function keepTableRoles() {
  for (const [parts, role] of ROLES) {
    for (const part of all(parts)) part.setAttribute("role", role);
  }
}
