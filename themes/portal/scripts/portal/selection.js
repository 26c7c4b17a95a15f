// What the reader selected: tasks by plan, kept in the address. Links take it along. The tab's own storage has it, too,
// since the browser's Back leads to the addresses of before; it ends with the tab.
import { queryString, select, selectedTasks, taskNumbers, withSelection } from "../common/address.js";
import { all, closest, fill, one } from "../common/dom.js";
import { say } from "./toast.js";

/** @param {HTMLElement} tray */
export function keepSelection(tray) {
  const { plan: ownPlan = "", plans: ids = "", n: words } = tray.dataset;
  const plans = ids.split(" ");
  const show = () => {
    try {
      sessionStorage.selection = withSelection(new URLSearchParams(), plans, selectedTasks);
    } catch {
      // A browser that keeps nothing leads Back to the list of before.
    }
    const own = selectedTasks(ownPlan);
    for (const box of /** @type {HTMLInputElement[]} */ (all("[data-pick]"))) {
      box.checked = own.includes(box.dataset.pick || "");
    }
    const n = plans.flatMap(selectedTasks).length;
    tray.hidden = !n;
    document.documentElement.classList.toggle("has-selection", tray.offsetHeight > 0);
    const count = n ? fill(words, { n }) : "";
    for (const place of [one("b", tray), one("[data-selected]")]) place.textContent = count;
  };
  document.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement | null} */ (closest(event, "[data-pick]"));
    if (!box) return;
    const numbers = selectedTasks(ownPlan).filter((number) => number !== box.dataset.pick);
    if (box.checked) numbers.push(`${box.dataset.pick}`);
    select([ownPlan], () => numbers.sort((a, b) => /** @type {any} */ (a) - /** @type {any} */ (b)));
    show();
    say(fill(tray.dataset[box.checked ? "picked" : "dropped"], { n: plans.flatMap(selectedTasks).length }));
  });
  one("button", tray).onclick = () => {
    select(plans, () => []);
    say(fill(tray.dataset.dropped, { n: 0 }));
    // The button goes with the tray; the focus goes back to the page's heading.
    const title = one("h1");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  };
  /**
   * At the last moment, whichever way a link is followed.
   * @param {Event} event
   */
  const carry = (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href]"));
    if (!link || link.origin !== location.origin || !link.pathname.endsWith("/")) return;
    if (link.hash && link.pathname === location.pathname) return;
    link.search = queryString(withSelection(new URLSearchParams(link.search), plans, selectedTasks));
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, carry, true);
  // A form that leads elsewhere takes it along, too.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = /** @type {HTMLFormElement} */ (event.target);
    for (const plan of plans) {
      const numbers = selectedTasks(plan).join();
      // The field is there already where the reader came back to the page.
      const field = form.querySelector(`input[name="${plan}"]`) || document.createElement("input");
      Object.assign(field, { type: "hidden", name: plan, value: numbers, disabled: !numbers });
      form.append(field);
    }
  });
  const restore = () => {
    try {
      const kept = new URLSearchParams(sessionStorage.selection);
      if ("selection" in sessionStorage) select(plans, (plan) => taskNumbers(kept.get(plan)));
    } catch {
      // The address alone says it.
    }
    show();
  };
  // On its own page a step back brings back what was taken out.
  addEventListener("popstate", one("#my") ? show : restore);
  // Whatever a button took out.
  document.addEventListener("click", (event) => {
    if (closest(event, "button")) show();
  });
  // In a page that it loaded by Back, the browser set the boxes as they were.
  // One that it kept as it was doesn't know the newest list, and is loaded anew.
  addEventListener("pageshow", ({ persisted }) => persisted || show());
  // Shown anew, or by Back.
  if (performance.navigation.type) restore();
  show();
}
