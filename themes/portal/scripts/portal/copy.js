// Buttons that copy or print. What comes of copying is shown, and said.
export function copyOnClick(said) {
  let silence;
  async function copy(text) {
    let done = "done";
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      // Without a secure connection there is only the old way.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      if (!document.execCommand("copy")) done = "failed";
      field.remove();
    }
    said.textContent = said.dataset[done];
    clearTimeout(silence);
    silence = setTimeout(() => (said.textContent = ""), 3000);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { copy: text, link } = button.dataset;
    if (text) copy(text);
    if (link !== undefined) copy(location.origin + location.pathname + (link || location.search));
    if (button.className === "print") print();
  });
}
