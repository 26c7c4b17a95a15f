// Everything that a page does with a script; the search is fetched when somebody goes to it. Without it all pages can be read.
import { copyOnClick } from "./portal/copy.js";
import { chooseDisplay } from "./portal/display.js";
import { filterTasks } from "./portal/filter.js";
import { keepList } from "./portal/list.js";
import { showList } from "./portal/my.js";
import { followReading } from "./portal/contents.js";
import { keepRoles } from "./portal/roles.js";
import { openSearch } from "./portal/search.js";

for (const [id, start] of [
  ["search", openSearch],
  ["display", chooseDisplay],
  ["said", copyOnClick],
  ["tray", keepList],
  ["filter", filterTasks],
  ["my", showList],
  ["contents", followReading],
]) {
  const element = document.getElementById(id);
  if (element) start(element);
}
keepRoles();
