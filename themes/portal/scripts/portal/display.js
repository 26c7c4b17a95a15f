// The display settings: what is chosen shows at once and is kept; to follow the system keeps nothing.
export function chooseDisplay(form) {
  const { size, scheme } = document.documentElement.dataset;
  form.size.value = size || "";
  form.scheme.value = scheme || "";
  form.onchange = () => {
    const words = [form.size.value, form.scheme.value].filter(Boolean);
    window.display(words);
    try {
      if (words.length) localStorage.setItem("display", words.join(" "));
      else localStorage.removeItem("display");
    } catch (error) {
      // Not kept, but shown.
    }
  };
  // The panel closes as a reader expects: by Escape, and by a click elsewhere.
  const panel = form.parentNode;
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target)) panel.open = false;
  });
  panel.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    panel.open = false;
    panel.firstElementChild.focus();
  };
}
