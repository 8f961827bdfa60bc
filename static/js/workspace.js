/* Makes the trees of a workspace smoother: filtering while one types, opening and closing at once, remembering what was open.
   Everything it does can be done without it; apps/workspace/filters.py finds the same, and tree-filter.js keeps in sight what the server would. */
(() => {
  "use strict";
  const workspace = document.querySelector("[data-workspace]");
  if (!workspace) return;
  const form = document.getElementById("narrow");
  const count = document.getElementById("count");
  const items = [...workspace.querySelectorAll(".tree li")];
  const folds = [...workspace.querySelectorAll(".tree details")];
  const plans = [...workspace.querySelectorAll(".plan-tree")];

  /* What was open stays open, on this device and in this browser alone. */
  const key = `arbejdsrum:${workspace.dataset.workspace}`;
  const opened = () => folds.filter((fold) => fold.open).map((fold) => fold.parentElement.id);
  const atFirst = opened();
  const remembered = () => {
    try { return new Set(JSON.parse(localStorage.getItem(key)) ?? atFirst); } catch { return new Set(atFirst); }
  };
  const remember = () => {
    try { localStorage.setItem(key, JSON.stringify(opened())); } catch { /* not allowed, or full: nothing is remembered */ }
  };
  const recall = () => {
    const open = remembered();
    for (const fold of folds) fold.open = open.has(fold.parentElement.id);
  };
  workspace.addEventListener("click", (event) => {
    const summary = event.target.closest(".tree summary");
    if (summary && !narrow()) setTimeout(remember);
  });
  workspace.addEventListener("folded", () => { if (!narrow()) remember(); });
  const setAll = (open) => {
    for (const fold of folds) fold.open = open;
    if (!narrow()) remember();
  };
  workspace.querySelector("[data-unfold]").addEventListener("click", (event) => { event.preventDefault(); setAll(true); });
  workspace.querySelector("[data-fold]").addEventListener("click", (event) => { event.preventDefault(); setAll(false); });

  const show = (item) => {
    for (let above = item?.parentElement.closest("li"); above; above = above.parentElement.closest("li")) {
      above.querySelector(":scope > details").open = true;
    }
    item?.scrollIntoView();
  };
  const target = () => {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
  };
  addEventListener("hashchange", () => show(target()));
  addEventListener("beforeprint", () => { for (const fold of folds) fold.open = true; });

  const asked = () => new FormData(form);
  const narrow = () => [...asked()].some(([name, value]) => name !== "plan" && name !== "vis" && value.trim());
  if (!workspace.hasAttribute("data-asked") && !new URLSearchParams(location.search).get("vis")) recall();
  if (location.hash) show(target());
  const fold = form.closest("details");
  const wide = matchMedia("(min-width: 64rem)");
  if (wide.matches) fold.open = true;
  wide.addEventListener("change", () => { if (wide.matches) fold.open = true; });
  if (!workspace.hasAttribute("data-whole")) return;

  /* The filter: titles are here; the texts are fetched once, when somebody begins to type. */
  let texts;
  let fetching;
  const fetchTexts = () => {
    fetching ??= fetch(form.dataset.words, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((found) => { texts = found; });
    fetching.catch(() => { fetching = undefined; });
    return fetching;
  };
  const parts = items.map((item) => {
    const link = item.querySelector(":scope > .row > a");
    return {
      item, link, found: link.nextElementSibling, marked: item.classList.contains("hit"), title: link.textContent, lower: portalWords.fold(link.textContent),
      fold: item.querySelector(":scope > details"),
      plan: item.closest(".plan-tree"),
    };
  });
  const places = new Map(items.map((item, place) => [item, place]));
  const parents = items.map((item) => places.get(item.parentElement.closest("li")) ?? -1);
  const textOf = (part) => texts[part.item.id] ?? "";

  const mark = (node, text, words) => {
    node.replaceChildren();
    if (!words.length) { node.append(text); return; }
    let done = 0;
    for (const [start, end] of portalWords.spans(text, words)) {
      const hit = document.createElement("mark");
      hit.textContent = text.slice(start, end);
      node.append(text.slice(done, start), hit);
      done = end;
    }
    node.append(text.slice(done));
  };
  const excerpt = (text, words) => {
    const [first] = portalWords.spans(text, words);
    if (!first) return "";
    const [at] = first;
    const start = Math.max(0, at - 60);
    let cut = text.slice(start, at + 120);
    if (start) cut = `… ${cut.slice(cut.indexOf(" ") + 1)}`;
    if (at + 120 < text.length) cut = `${cut.slice(0, cut.lastIndexOf(" "))} …`;
    return cut.replace(/\s+/g, " ").trim();
  };
  const tell = (part, words) => {
    if (part.marked || words.length) mark(part.link, part.title, words);
    part.marked = words.length > 0;
    part.found?.remove();
    part.found = null;
    if (!words.length || words.every((word) => part.lower.includes(word))) return;
    part.found = document.createElement("p");
    part.found.className = "found";
    mark(part.found, excerpt(textOf(part), words), words);
    part.link.after(part.found);
  };

  /* The words are marked a few elements at a time, so that a thousand hits keep nobody waiting. */
  let telling;
  const tellAll = (told) => {
    clearTimeout(telling);
    for (const [part, words] of told.splice(0, 60)) tell(part, words);
    if (told.length) telling = setTimeout(tellAll, 0, told);
  };

  const matches = (part, wanted, words) => {
    const { dataset } = part.item;
    if (wanted.get("plan") && part.plan.dataset.plan !== wanted.get("plan")) return false;
    if (wanted.get("kind") && dataset.kind !== wanted.get("kind")) return false;
    if (wanted.get("unit") && dataset.unit !== wanted.get("unit")) return false;
    if (wanted.get("topic") && !(dataset.topics ?? "").split(" ").includes(wanted.get("topic"))) return false;
    if (wanted.get("changed") && !("differs" in dataset)) return false;
    return portalTreeFilter.matches(words, part.lower, words.length ? part.lowerText ??= portalWords.fold(textOf(part)) : "");
  };
  const address = (wanted) => {
    const query = new URLSearchParams([...wanted].filter(([name, value]) => value && name !== "vis"));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  };
  const apply = () => {
    const wanted = asked();
    const words = portalTreeFilter.wordsOf(wanted.get("q") ?? "", Number(form.dataset.mostWords));
    const isNarrow = narrow();
    const hits = new Set([...parts.keys()].filter((place) => matches(parts[place], wanted, words)));
    const { holding, shown } = portalTreeFilter.narrow(parents, hits);
    const open = isNarrow ? null : remembered();
    const told = [];
    for (const [place, part] of parts.entries()) {
      const isHit = isNarrow && hits.has(place);
      part.item.hidden = !shown.has(place);
      part.item.classList.toggle("hit", isHit);
      if (part.fold) part.fold.open = isNarrow ? holding.has(place) : open.has(part.item.id);
      if ((isHit && words.length) || part.marked) told.push([part, isHit ? words : []]);
    }
    tellAll(told);
    for (const plan of plans) {
      plan.hidden = [...wanted].some(([name, value]) => name !== "vis" && value) && !parts.some((part, place) => part.plan === plan && hits.has(place));
    }
    const some = hits.size ? count.dataset.some : count.dataset.none;
    const said = isNarrow ? some.replace("{number}", hits.size).replace("{total}", count.dataset.total) : "";
    if (count.textContent.trim() !== said) count.textContent = said;
    address(wanted);
  };
  const filter = () => {
    /* Without the texts the server must look (or ask to sign in again). */
    if (asked().get("q")?.trim() && !texts) fetchTexts().then(apply, () => form.submit());
    else apply();
  };
  let timer;
  form.elements.q.addEventListener("focus", () => { fetchTexts().catch(() => {}); }, { once: true });
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(filter, event.target === form.elements.q ? 30 : 0);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); filter(); });
  form.querySelector("[data-clear]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.name && field.type !== "submit") field.value = "";
    }
    filter();
    form.elements.q.focus();
  });
})();
