/* The tree of a plan in admin: rows that fold, a filter that answers at once, boxes that are counted.
   Everything here can be done without it; moving stands in tree-moving.js, which works on window.portalTree. */
(() => {
  "use strict";
  const box = document.getElementById("tree");
  if (!box) return;
  const words = JSON.parse(box.dataset.words);
  const under = JSON.parse(box.dataset.under);
  const body = box.querySelector("tbody");
  const said = document.getElementById("tree-said");
  const remembered = `tree-folded-${box.dataset.plan}`;
  const root = Number(box.dataset.root);

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const say = (text, isBad = false) => {
    said.textContent = text;
    said.classList.toggle("bad", isBad);
  };

  /* The rows in reading order; each knows its parent, its depth, and its parts on the page. */
  const rows = new Map();
  let order = [];
  const make = (name, text, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    if (label) button.setAttribute("aria-label", label);
    return button;
  };
  const read = (tr) => {
    const cell = tr.querySelector(".tree-title");
    const link = cell.querySelector("a");
    const row = {
      pk: Number(cell.id.slice(8)),
      parent: Number(cell.dataset.parent),
      depth: (rows.get(Number(cell.dataset.parent))?.depth ?? 0) + 1,
      kind: cell.dataset.kind,
      title: link.textContent,
      tr, cell, link,
      choose: cell.querySelector(".choose"),
      handle: make("handle", "⠿"),
      fold: make("fold", ""),
      folded: false, kept: true, children: 0,
    };
    row.handle.setAttribute("aria-label", fill(words.handle, row));
    row.lower = portalWords.fold(row.title);
    cell.insertBefore(row.handle, cell.firstChild);
    cell.insertBefore(row.fold, link);
    return row;
  };
  for (const tr of body.rows) {
    const row = read(tr);
    rows.set(row.pk, row);
    order.push(row);
  }
  const parentOf = (row) => rows.get(row.parent);
  const ancestors = (row) => {
    const found = [];
    for (let up = parentOf(row); up; up = parentOf(up)) found.push(up);
    return found;
  };
  const of = (element) => rows.get(Number(element?.closest("tr")?.querySelector(".tree-title")?.id.slice(8)));

  /* Folding and filtering decide together what is shown. */
  const folded = new Set(JSON.parse(localStorage.getItem(remembered) || "[]"));
  for (const row of order) row.folded = folded.has(row.pk);
  let query = "";
  const draw = () => {
    for (const row of order) row.children = 0;
    for (const row of order) {
      const up = parentOf(row);
      if (up) up.children += 1;
    }
    for (const row of order) {
      const up = parentOf(row);
      const open = !up || (!up.folded || query) && !up.tr.hidden;
      const hidden = query ? !row.kept : !open;
      if (row.tr.hidden !== hidden) row.tr.hidden = hidden;
      const state = row.children ? (row.folded && !query ? "closed" : "open") : "none";
      if (row.fold.dataset.state !== state) {
        row.fold.dataset.state = state;
        row.fold.hidden = state === "none";
        row.fold.setAttribute("aria-expanded", String(state === "open"));
        row.fold.setAttribute("aria-label", fill(state === "open" ? words.fold : words.unfold, row));
      }
    }
  };
  const remember = () => {
    try {
      localStorage.setItem(remembered, JSON.stringify(order.filter((r) => r.folded && r.children).map((r) => r.pk)));
    } catch { /* a browser that keeps nothing forgets the folding, no more */ }
  };
  const setFolded = (row, isFolded) => {
    if (!row.children || row.folded === isFolded) return;
    row.folded = isFolded;
    draw();
    remember();
  };
  const foldAll = (isFolded) => {
    for (const row of order) row.folded = isFolded;
    draw();
    remember();
  };
  const filter = (text) => {
    const wanted = portalTreeFilter.wordsOf(text, Number(box.dataset.mostWords));
    query = wanted.join(" ");
    const hits = new Set([...order.keys()].filter((place) => query && portalTreeFilter.matches(wanted, order[place].lower)));
    const places = new Map(order.map((row, place) => [row.pk, place]));
    const { shown } = portalTreeFilter.narrow(order.map((row) => places.get(row.parent) ?? -1), hits);
    for (const [place, row] of order.entries()) {
      row.kept = shown.has(place);
      row.link.classList.toggle("hit", hits.has(place));
    }
    draw();
    if (!query) say("");
    else say(hits.size === 0 ? words.noneFound : hits.size === 1 ? words.oneFound : fill(words.found, { count: hits.size }));
  };

  /* What is chosen. */
  const form = document.getElementById("together");
  const none = form.querySelector("[data-choose-none]");
  const chosen = () => order.filter((row) => row.choose.checked);
  const count = () => {
    const number = chosen().length;
    form.classList.toggle("has-chosen", number > 0);
    none.hidden = number === 0;
    form.querySelector("[data-chosen-count]").textContent =
      number === 0 ? "" : number === 1 ? words.oneChosen : fill(words.chosen, { count: number });
  };
  let lastChosen;
  body.addEventListener("click", (event) => {
    const row = of(event.target);
    if (!row) return;
    if (event.target === row.fold) setFolded(row, !row.folded);
    if (event.target !== row.choose) return;
    if (event.shiftKey && lastChosen) {
      const ends = [order.indexOf(lastChosen), order.indexOf(row)].sort((a, b) => a - b);
      for (const between of order.slice(ends[0], ends[1] + 1)) {
        if (!between.tr.hidden) between.choose.checked = row.choose.checked;
      }
    }
    lastChosen = row;
    count();
  });
  none.addEventListener("click", () => {
    for (const row of order) row.choose.checked = false;
    count();
  });

  /* Arrows on titles: from row to row, fold and unfold. */
  const shown = () => order.filter((row) => !row.tr.hidden);
  body.addEventListener("keydown", (event) => {
    const row = of(event.target);
    if (!row || event.target !== row.link || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = shown();
    const at = list.indexOf(row);
    const go = {
      ArrowUp: () => list[at - 1]?.link.focus(),
      ArrowDown: () => list[at + 1]?.link.focus(),
      Home: () => list[0].link.focus(),
      End: () => list[list.length - 1].link.focus(),
      ArrowRight: () => (row.children && row.folded ? setFolded(row, false) : row.children && list[at + 1].link.focus()),
      ArrowLeft: () => (row.children && !row.folded ? setFolded(row, true) : parentOf(row)?.link.focus()),
    }[event.key];
    if (!go) return;
    event.preventDefault();
    go();
  });

  /* Whether citizens read the element at another place. */
  const mark = (row, hasMoved) => {
    const there = row.tr.querySelector(".moved-mark");
    if (Boolean(there) === hasMoved) return;
    if (there) return there.remove();
    const span = document.createElement("span");
    span.className = "moved-mark";
    span.textContent = words.moved;
    row.tr.cells[2].append(" ", span);
  };

  /* The server's word on how the tree stands now. */
  const arrange = (answer) => {
    const known = new Set(answer.rows.map((row) => row[0]));
    for (const row of order.filter((r) => !known.has(r.pk))) {
      row.tr.remove();
      rows.delete(row.pk);
    }
    const moved = new Set(answer.moved);
    order = [];
    for (const [pk, parent, depth, kind, seen] of answer.rows) {
      const row = rows.get(pk);
      if (!row) continue;
      row.tr.classList.replace(`depth-${Math.min(row.depth, 12)}`, `depth-${Math.min(depth, 12)}`);
      Object.assign(row, { parent, depth, kind });
      row.choose.value = seen;
      mark(row, moved.has(pk));
      order.push(row);
    }
    let next = body.firstElementChild;
    for (const row of order) {
      if (row.tr === next) next = next.nextElementSibling;
      else body.insertBefore(row.tr, next);
    }
    filter(field.value);
    count();
    return order.length === answer.rows.length;
  };

  const field = document.getElementById("searchbar");
  field.addEventListener("input", () => filter(field.value));
  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.form.querySelector("[type=submit]").hidden = true;
  const folding = document.getElementById("tree-folding");
  folding.hidden = false;
  folding.querySelector("[data-fold-all]").addEventListener("click", () => foldAll(true));
  folding.querySelector("[data-unfold-all]").addEventListener("click", () => foldAll(false));
  document.querySelector(".tree-help").hidden = false;
  box.classList.add("is-live");
  const target = rows.get(Number(location.hash.replace("#element-", "")));
  if (target) for (const up of ancestors(target)) up.folded = false;
  draw();
  count();
  if (target) target.cell.scrollIntoView({ block: "center" });
  window.portalTree = {
    box, body, rows, words, under, root, fill, say, of, parentOf, ancestors, shown, chosen, arrange,
    order: () => order,
    unfold: (row) => setFolded(row, false),
    /* A row that was made since the page was; ``arrange`` gives it its place. */
    take: (html) => {
      const holder = document.createElement("tbody");
      holder.innerHTML = html;
      const row = read(holder.firstElementChild);
      rows.set(row.pk, row);
      order.push(row);
      body.append(row.tr);
    },
  };
})();
