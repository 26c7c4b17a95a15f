// The reader's own list: tasks by plan, kept nowhere but in the address. Links take it along.
import { addressWith, numbersIn } from "./address.js";

export function keepList(tray) {
  const { plan: ownPlan, n: words } = tray.dataset;
  const plans = tray.dataset.plans.split(" ");
  const lists = () => {
    const address = new URLSearchParams(location.search);
    return plans.map((plan) => [plan, numbersIn(address.get(plan))]).filter(([, numbers]) => numbers.length);
  };
  const show = () => {
    const all = lists();
    const own = all.find(([plan]) => plan === ownPlan) || [, []];
    for (const box of document.querySelectorAll("[data-pick]")) box.checked = own[1].includes(box.dataset.pick);
    tray.hidden = !all.length;
    tray.querySelector("b").textContent = words.replace(
      "{n}",
      all.reduce((sum, [, numbers]) => sum + numbers.length, 0),
    );
  };
  const keep = (address) => {
    history.replaceState(null, "", addressWith(address) + location.hash);
    show();
  };
  document.addEventListener("change", ({ target }) => {
    const number = target.dataset.pick;
    if (!number) return;
    const address = new URLSearchParams(location.search);
    const others = numbersIn(address.get(ownPlan)).filter((other) => other !== number);
    const numbers = target.checked ? [...others, number].sort((a, b) => a - b) : others;
    if (numbers.length) address.set(ownPlan, numbers);
    else address.delete(ownPlan);
    keep(address);
  });
  tray.querySelector("button").onclick = () => {
    const address = new URLSearchParams(location.search);
    plans.forEach((plan) => address.delete(plan));
    keep(address);
  };
  // At the last moment, whichever way a link is followed.
  const carry = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || !link.pathname.endsWith("/")) return;
    if (link.hash && link.pathname === location.pathname) return;
    for (const [plan, numbers] of lists()) {
      const search = link.search.slice(1).split("&");
      const others = search.filter((part) => part && !part.startsWith(plan + "="));
      link.search = [...others, plan + "=" + numbers].join("&");
    }
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, carry, true);
  addEventListener("popstate", show);
  show();
}
