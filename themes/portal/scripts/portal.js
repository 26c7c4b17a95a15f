// Everything that a page does with a script; the search itself is fetched when somebody goes to it. Without it all pages can be read.
import { copyOnClick } from "./portal/copy.js";
import { chooseDisplay } from "./portal/display.js";
import { filterTasks } from "./portal/filter.js";
import { keepList } from "./portal/list.js";
import { showList } from "./portal/my.js";
import { followReading } from "./portal/contents.js";
import { keepRoles } from "./portal/roles.js";
import { openSearch } from "./portal/search.js";

/** @type {Record<string, (element: any) => void>} by the id of what they do it with */
const starts = {
  search: openSearch,
  display: chooseDisplay,
  said: copyOnClick,
  tray: keepList,
  filter: filterTasks,
  my: showList,
  contents: followReading,
};
for (const [id, start] of Object.entries(starts)) {
  const element = document.getElementById(id);
  if (element) start(element);
}
keepRoles();
