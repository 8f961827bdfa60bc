/* Makes a plan smoother to read. Everything it adds can be done without. */
(() => {
  "use strict";
  const plan = document.querySelector("[data-plan]");

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.closest("li").hidden = false;
  }
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  if (!plan) return;

  const copyButton = plan.querySelector("template[data-copy-button]");
  const sections = [...plan.querySelectorAll(".el")];
  const links = new Map([...plan.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  /* Each has its button by the time it is seen: a thousand at once would keep the page from answering. */
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const button = copyButton.content.firstElementChild.cloneNode(true);
      const title = target.querySelector(":is(h2,h3,h4,h5,h6)");
      portalSharing.wire(button, () => new URL(`#${target.id}`, location.href).href, () => title.textContent);
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
  const hint = form.querySelector(".hint");
  const parents = portalTreeFilter.parentsByDepth(sections.map((section) => Number(/\bl(\d+)/.exec(section.className)[1])));
  /* Read when somebody filters, not before: it is the whole plan's text. */
  let known;
  const allParts = () => known ??= sections.map((section) => {
    const texts = [section.querySelector(":is(h2,h3,h4,h5,h6)"), section.querySelector(".adopted")].filter(Boolean);
    return {
      section,
      texts,
      item: links.get(section.id)?.closest("li"),
      words: portalWords.fold(texts.map((node) => node.textContent).join("\n")),
    };
  });

  const ranges = (nodes, wanted) => nodes.flatMap((node) => {
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const [start, end] of portalWords.spans(walker.currentNode.data, wanted)) {
        const range = new Range();
        range.setStart(walker.currentNode, start);
        range.setEnd(walker.currentNode, end);
        found.push(range);
      }
    }
    return found;
  });

  /* Who holds a part of the plan in their hands must see that it is one, on every sheet. */
  const extract = plan.querySelector("[data-extract]");
  const running = document.documentElement.dataset.running;
  const tellOnPaper = (words) => {
    const told = extract.dataset.extract.replace("{words}", () => words);
    extract.textContent = words && told;
    extract.hidden = !words;
    document.documentElement.dataset.running = words ? `${told} · ${running}` : running;
  };

  /* From place to place: Enter goes on, Shift and Enter back, round and round. */
  let places = [];
  let at = -1;
  let applied;
  const tellCount = () => {
    const { none, one, many, at: told } = count.dataset;
    const said = !places.length ? none : places.length === 1 ? one : at < 0 ? many : told.replace("{place}", at + 1);
    count.value = field.value.trim() ? said.replace("{count}", places.length) : "";
    hint.hidden = places.length < 2;
  };
  const goTo = (next) => {
    if (!places.length) return;
    at = (next + places.length) % places.length;
    const { section, texts } = places[at];
    const [first] = ranges(texts, words());
    globalThis.CSS?.highlights?.delete("here");
    if (first && CSS.highlights && globalThis.Highlight) CSS.highlights.set("here", new Highlight(first));
    /* The words may stand far down in a long text. */
    section.scrollIntoView({ block: "start" });
    const top = first?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight * 0.8) scrollBy(0, top - innerHeight / 3);
    tellCount();
  };

  const words = () => portalTreeFilter.wordsOf(field.value, Number(form.dataset.mostWords));
  const apply = () => {
    const wanted = words();
    const parts = allParts();
    const hits = new Set([...parts.keys()].filter((place) => portalTreeFilter.matches(wanted, parts[place].words)));
    const { shown } = portalTreeFilter.narrow(parents, hits);
    for (const [place, part] of parts.entries()) {
      part.section.hidden = !shown.has(place);
      if (part.item) part.item.hidden = !shown.has(place);
    }
    globalThis.CSS?.highlights?.delete("hit");
    if (wanted.length && CSS.highlights && globalThis.Highlight) {
      const nodes = [...hits].flatMap((hit) => [...parts[hit].texts, links.get(parts[hit].section.id)].filter(Boolean));
      CSS.highlights.set("hit", new Highlight(...ranges(nodes, wanted)));
    }
    soon();
    tellOnPaper(wanted.length ? field.value.trim() : "");
    places = wanted.length ? [...hits].map((hit) => parts[hit]) : [];
    at = -1;
    applied = field.value;
    globalThis.CSS?.highlights?.delete("here");
    tellCount();
    /* Beside the text, the field stays where it is while the text moves; above it, it would be lost to who is writing. */
    if (places.length && wide.matches) goTo(0);
  };
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 80); });
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (known && applied === field.value) goTo(at + (event.shiftKey ? -1 : 1)); else { clearTimeout(timer); apply(); goTo(0); }
  });
  form.hidden = false;
})();
