// The filters of the task list. The form is the state, and the address holds all of it.
import { addressWith } from "./address.js";

export function filterTasks(form) {
  const at = (id) => document.getElementById(id);
  const chips = at("chips");
  const agency = at("agency");
  const drawer = form.querySelector("details");
  const wide = matchMedia("(min-width: 64em)");
  const options = [...form.querySelectorAll("[type=checkbox]")];
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const words = (text) => text.split(/\s+/).filter(Boolean);

  const tasks = [...document.querySelectorAll("#tasks [data-task]")].map((element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[data-ours],label").forEach((part) => part.remove());
    const { domain, deadline } = element.dataset;
    const lead = words(element.dataset.lead);
    const responsible = words(element.dataset.responsible);
    const roles = { lead, responsible, "": lead.concat(responsible) };
    return { element, text: plain(copy.textContent), roles, domain: [domain], deadline: [deadline] };
  });

  const show = () => {
    const chosen = { domain: [], deadline: [], agency: [] };
    const names = Object.keys(chosen);
    for (const option of options) if (option.checked) chosen[option.name].push(option.value);
    const terms = words(form.q.value).map(plain);
    const values = (task, name) => task[name] || task.roles[form.role.value];
    // `but` is a facet whose own choice doesn't count: what would its options show?
    const fits = (task, but) =>
      terms.every((term) => task.text.includes(term)) &&
      names.every(
        (name) => name === but || !chosen[name][0] || values(task, name).some((value) => chosen[name].includes(value)),
      );
    let shown = 0;
    for (const task of tasks) {
      task.element.hidden = !fits(task);
      shown += !task.element.hidden;
    }
    const open = {};
    for (const name of names) open[name] = tasks.filter((task) => fits(task, name)).map((task) => values(task, name));
    for (const option of options) {
      const n = open[option.name].filter((values) => values.includes(option.value)).length;
      const row = option.closest("li");
      row.querySelector("small").textContent = n;
      row.className = option.checked ? "on" : n ? "" : "zero";
    }
    for (const place of [at("found"), at("count"), at("see")]) {
      const text = shown < tasks.length ? place.dataset.some : place.dataset.all;
      place.textContent = text.replace("{n}", shown);
    }
    at("nothing").hidden = shown;
    chips.querySelectorAll("li").forEach((item) => item.remove());
    if (form.q.value) chip(form.q.value, () => (form.q.value = ""));
    for (const option of options)
      if (option.checked) chip(option.parentNode.querySelector("span").textContent, () => (option.checked = false));
    const role = form.role.selectedOptions[0];
    if (role.value) chip(role.textContent, () => (form.role.value = ""));
    chips.hidden = !chips.querySelector("li");
  };

  const chip = (label, clear) => {
    chips.append(chips.firstElementChild.content.cloneNode(true));
    const button = chips.lastElementChild.firstElementChild;
    button.prepend(label);
    button.setAttribute("aria-label", chips.dataset.remove.replace("{name}", label));
    button.onclick = () => {
      clear();
      changed();
      // The button is gone; the reader stays at the result.
      at("found").focus();
    };
  };

  // The part of the address that isn't ours stays as it is.
  const changed = (event) => {
    const address = new URLSearchParams(location.search);
    for (const name of ["q", "domain", "agency", "role", "deadline"]) address.delete(name);
    for (const [name, value] of new FormData(form)) if (value) address.append(name, value);
    const typing = event && event.type === "input";
    history[typing ? "replaceState" : "pushState"](null, "", addressWith(address));
    show();
  };

  const read = () => {
    const address = new URLSearchParams(location.search);
    form.q.value = address.get("q") || "";
    form.role.value = address.get("role") || "";
    if (!form.role.selectedOptions[0]) form.role.value = "";
    for (const option of options) option.checked = address.getAll(option.name).includes(option.value);
    show();
  };

  // One agency of fifty: by a part of its name, or in the whole list.
  agency.oninput = () => {
    const list = agency.parentNode.querySelector("ul");
    for (const row of list.children) row.hidden = !plain(row.textContent).includes(plain(agency.value));
    list.className = "";
  };
  const more = form.querySelector(".more");
  if (more) more.onclick = agency.oninput;
  form.q.oninput = changed;
  form.onchange = (event) => {
    if (event.target.matches("[type=checkbox],select")) changed(event);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    drawer.open = wide.matches;
    at("found").focus();
  };
  form.onreset = () => setTimeout(changed);
  addEventListener("popstate", read);
  const fold = () => (drawer.open = wide.matches);
  wide.addListener(fold);
  fold();
  read();
}
