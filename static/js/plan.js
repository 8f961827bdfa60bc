/* Makes a plan smoother to read. Everything it adds can be done without. */
(() => {
  "use strict";
  const plan = document.querySelector("[data-plan]");
  const say = document.documentElement.lang === "en"
    ? { copy: "Copy link", copied: "Copied", none: "Nothing found", one: "1 element", many: "elements" }
    : { copy: "Kopiér link", copied: "Kopieret", none: "Intet fundet", one: "1 element", many: "elementer" };

  const copyable = (button, address) => {
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address());
        button.textContent = say.copied;
        setTimeout(() => { button.textContent = say.copy; }, 2000);
      } catch {
        location.assign(address());
      }
    });
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    copyable(button, () => new URL(button.dataset.copy || location.pathname, location.href).href);
    button.hidden = false;
    button.closest("li")?.removeAttribute("hidden");
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.closest("li").hidden = false;
  }
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  if (!plan) return;

  const sections = [...plan.querySelectorAll(".el")];
  const links = new Map([...plan.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  /* Each has its button by the time it is seen: a thousand at once would keep the page from answering. */
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet copy";
      button.textContent = say.copy;
      copyable(button, () => new URL(`#${target.id}`, location.href).href);
      target.querySelector(".margin").append(button);
    }
  }, { rootMargin: "100% 0px" });
  for (const section of sections) near.observe(section);

  /* Which element is being read: the last whose heading has come up to the line under which a jump sets one. */
  const outline = plan.querySelector(".outline");
  const readingLine = 4.5 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  let current;
  const lastAbove = (shown, line) => {
    let from = 0;
    let to = shown.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (shown[middle].getBoundingClientRect().top <= line) from = middle + 1; else to = middle;
    }
    return shown[from - 1];
  };
  /* At the end of the page, what was jumped to may not reach the line. */
  const jumpedTo = (shown) => {
    const root = document.documentElement;
    if (root.scrollTop + innerHeight < root.scrollHeight - 2) return undefined;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const top = target && shown.includes(target) ? target.getBoundingClientRect().top : -1;
    return top >= 0 && top < innerHeight ? target : undefined;
  };
  const keepInSight = (link) => {
    const { top, bottom } = outline.getBoundingClientRect();
    const at = link.getBoundingClientRect();
    if (at.top < top || at.bottom > bottom) outline.scrollTop += at.top - (top + bottom) / 2;
  };
  const markCurrent = () => {
    const shown = sections.filter((section) => !section.hidden);
    const section = jumpedTo(shown) ?? lastAbove(shown, readingLine);
    const link = section && links.get(section.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    keepInSight(link);
  };
  let waiting = 0;
  const soon = () => { waiting ||= requestAnimationFrame(() => { waiting = 0; markCurrent(); }); };
  for (const kind of ["scroll", "resize", "hashchange"]) addEventListener(kind, soon, { passive: true });
  soon();

  /* The contents stand open where they stand beside the text. */
  const fold = plan.querySelector(".outline details");
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => { fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  plan.querySelector(".contents").addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) fold.open = false;
  });

  /* The filter keeps what matches and everything it stands under. */
  const form = plan.querySelector(".filter");
  const field = form.querySelector("input");
  const count = form.querySelector("output");
  const level = (section) => Number(/\bl(\d+)/.exec(section.className)[1]);
  /* Read when somebody filters, not before: it is the whole plan's text. */
  let known;
  const allParts = () => known ??= sections.map((section, index) => {
    const texts = [section.querySelector(":is(h2,h3,h4,h5,h6)"), section.querySelector(".adopted")].filter(Boolean);
    return {
      index,
      section,
      level: level(section),
      texts,
      item: links.get(section.id)?.closest("li"),
      words: portalWords.fold(texts.map((node) => node.textContent).join("\n")),
    };
  });

  const ranges = (nodes, wanted) => nodes.flatMap((node) => {
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [start, end] of portalWords.spans(walker.currentNode.data, [wanted])) {
        const range = new Range();
        range.setStart(walker.currentNode, start);
        range.setEnd(walker.currentNode, end);
        found.push(range);
      }
    }
    return found;
  });

  const apply = () => {
    const wanted = portalWords.fold(field.value);
    const parts = allParts();
    const hits = parts.filter((part) => !wanted || part.words.includes(wanted));
    const kept = new Set(hits);
    for (const hit of hits) {
      let above = hit.level;
      for (let i = hit.index - 1; i >= 0 && above > 1; i -= 1) {
        if (parts[i].level < above) { kept.add(parts[i]); above = parts[i].level; }
      }
    }
    for (const part of parts) {
      part.section.hidden = !kept.has(part);
      if (part.item) part.item.hidden = !kept.has(part);
    }
    globalThis.CSS?.highlights?.delete("hit");
    if (wanted && CSS.highlights && globalThis.Highlight) {
      const nodes = hits.flatMap((hit) => [...hit.texts, links.get(hit.section.id)].filter(Boolean));
      CSS.highlights.set("hit", new Highlight(...ranges(nodes, wanted)));
    }
    soon();
    count.value = !wanted ? "" : hits.length === 1 ? say.one : hits.length ? `${hits.length} ${say.many}` : say.none;
  };
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 80); });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.hidden = false;
})();
