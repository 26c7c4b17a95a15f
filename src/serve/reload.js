// Shows what is wrong with the inputs over the page, and the page again once it has changed. Only `serve` hands it out.
(async () => {
  const shown = Number(document.currentScript.dataset.number);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__preview/reload.css";
  document.head.append(style);
  const panel = document.createElement("section");
  panel.id = "preview-fault";
  panel.setAttribute("role", "alert");
  panel.lang = "zh-CN";

  const show = (fault) => {
    const title = document.createElement("strong");
    title.textContent = "有错误，网页还是上一次生成好的：";
    const words = document.createElement("pre");
    words.textContent = fault;
    panel.replaceChildren(title, words);
    document.body.append(panel);
  };

  let seen = -1;
  for (;;) {
    // A browser holds few connections: pages that nobody looks at leave them to the others.
    while (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    const asked = new AbortController();
    document.onvisibilitychange = () => document.hidden && asked.abort();
    try {
      const answer = await fetch(`/__preview/state?seen=${seen < 0 ? 0 : seen}`, { signal: asked.signal });
      const { number, fault } = await answer.json();
      if (number !== seen) {
        seen = number;
        if (fault) show(fault);
        else if (number !== shown) return location.reload();
        else panel.remove();
      }
    } catch {
      // Nobody looks at the page any more, or the server has gone; it may come back.
      seen = -1;
      if (document.hidden) continue;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
})();
