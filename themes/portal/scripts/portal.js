// Everything that a page does with a script; without it all pages can be read. The search itself is fetched when
// somebody goes to it.
// In this order the bundle packs best.
import { showSelection } from "./portal/selection-page.js";
import { foldAnnexes } from "./portal/annexes.js";
import { followReading } from "./portal/contents.js";
import { citeClause } from "./portal/cite.js";
import { copyOnClick } from "./portal/copy.js";
import { chooseDisplay } from "./portal/display.js";
import { filterTasks } from "./portal/filter.js";
import { findMeasures } from "./portal/finder.js";
import { openByRows } from "./portal/rows.js";
import { loadSearch } from "./portal/search-loader.js";
import { keepSelection } from "./portal/selection.js";
import { keepTableRoles } from "./portal/table-roles.js";

/** @type {Record<string, (element: any) => void>} by the id of the element that each of them takes */
const starts = {
  search: loadSearch,
  display: chooseDisplay,
  said: copyOnClick,
  tray: keepSelection,
  filter: filterTasks,
  my: showSelection,
  finder: findMeasures,
  contents: followReading,
  cite: citeClause,
  policy: foldAnnexes,
};
// The running line of printed pages.
document.documentElement.style.setProperty("--running-line", JSON.stringify(document.title));
for (const [id, start] of Object.entries(starts)) {
  const element = document.getElementById(id);
  if (element) start(element);
}
keepTableRoles();
openByRows();
