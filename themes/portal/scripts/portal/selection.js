// What the reader selected: tasks by plan, kept nowhere but in the address. Links take it along.
import { addressWithSelection, selectedTasks, queryString } from "../common/address.js";
import { all, closest, fill, one } from "../common/dom.js";
import { say } from "./toast.js";

/** @param {HTMLElement} tray */
export function keepSelection(tray) {
  const { plan: ownPlan = "", plans: ids = "", n: words } = tray.dataset;
  const plans = ids.split(" ");
  const show = () => {
    const own = selectedTasks(ownPlan);
    for (const box of /** @type {HTMLInputElement[]} */ (all("[data-pick]"))) {
      box.checked = own.includes(box.dataset.pick || "");
    }
    const n = plans.flatMap(selectedTasks).length;
    tray.hidden = !n;
    document.documentElement.classList.toggle("has-selection", !!n);
    const count = n ? fill(words, { n }) : "";
    for (const place of [one("b", tray), one("[data-selected]")]) place.textContent = count;
  };
  /**
   * @param {string} plan
   * @param {string[]} numbers
   */
  const keep = (plan, numbers) => {
    history.replaceState(null, "", addressWithSelection(plan, numbers) + location.hash);
    show();
  };
  document.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement | null} */ (closest(event, "[data-pick]"));
    if (!box) return;
    const { pick = "" } = box.dataset;
    const others = selectedTasks(ownPlan).filter((number) => number !== pick);
    keep(ownPlan, box.checked ? [...others, pick].sort((a, b) => Number(a) - Number(b)) : others);
    say(fill(tray.dataset[box.checked ? "picked" : "dropped"], { n: plans.flatMap(selectedTasks).length }));
  });
  one("button", tray).onclick = () => plans.forEach((plan) => keep(plan, []));
  /**
   * At the last moment, whichever way a link is followed.
   * @param {Event} event
   */
  const carry = (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "a[href]"));
    if (!link || link.origin !== location.origin || !link.pathname.endsWith("/")) return;
    if (link.hash && link.pathname === location.pathname) return;
    const search = new URLSearchParams(link.search);
    for (const plan of plans) {
      const numbers = selectedTasks(plan).join();
      if (numbers) search.set(plan, numbers);
    }
    link.search = queryString(search);
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
  addEventListener("popstate", show);
  show();
}
