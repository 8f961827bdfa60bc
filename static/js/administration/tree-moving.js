/* Moving elements in the tree: by dragging a handle, or by choosing it and using the arrow keys or the buttons.
   A place is the gap before one of the rows that stay, and a depth; or inside a row, as its last child. */
(() => {
  "use strict";
  const tree = window.portalTree;
  if (!tree) return;
  const { box, body, words, under, fill, say } = tree;
  const STEP = 24; // pixels across that mean one level
  const EDGE = 70; // pixels from the edge of the window at which it scrolls along
  const steps = document.getElementById("tree-steps");
  const line = document.createElement("div");
  line.className = "drop-line";
  line.hidden = true;
  line.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  line.append(label);
  box.append(line);
  let move = null; // what is being moved
  let busy = false;

  /* What moves: the row, or all that are chosen if it is one of them; the rows that stay are the places. */
  const pick = (row) => {
    const chosen = tree.chosen();
    const all = row.choose.checked ? chosen : [row];
    const tops = all.filter((one) => !tree.ancestors(one).some((up) => all.includes(up)));
    const gone = new Set(tops);
    for (const one of tree.order()) if (gone.has(tree.parentOf(one))) gone.add(one);
    const stay = tree.shown().filter((one) => !gone.has(one));
    const all_shown = tree.shown();
    const before = all_shown.slice(0, all_shown.indexOf(row)).filter((one) => !gone.has(one)).length;
    return { row, tops, gone, stay, gap: before, depth: row.depth, inside: null };
  };
  const kindOf = (parent) => (parent ? parent.kind : "document");
  const mayStand = (parent) => move.tops.every((one) => under[kindOf(parent)].includes(one.kind));

  /* The row under which something at this gap and depth would stand; undefined is the plan itself, null is impossible. */
  const parentAt = (gap, depth) => {
    const above = move.stay[gap - 1];
    const least = move.stay[gap] ? move.stay[gap].depth : 1;
    if (depth < Math.min(least, (above?.depth ?? 0) + 1) || depth > (above ? above.depth + 1 : 1)) return null;
    let up = above;
    while (up && up.depth >= depth) up = tree.parentOf(up);
    return up;
  };
  const depthsAt = (gap) => {
    const most = (move.stay[gap - 1]?.depth ?? 0) + 1;
    return Array.from({ length: most }, (_none, index) => index + 1).filter((depth) => {
      const parent = parentAt(gap, depth);
      return parent !== null && mayStand(parent);
    });
  };
  const nearest = (depths, wanted) =>
    depths.reduce((best, depth) => (Math.abs(depth - wanted) < Math.abs(best - wanted) ? depth : best), depths[0]);

  /* The same place as the server is told of it: a parent, and first, last or after one of its children. */
  const place = () => {
    if (move.inside) return { parent: move.inside, after: "last" };
    const parent = parentAt(move.gap, move.depth);
    const above = move.stay[move.gap - 1];
    let sibling = above;
    while (sibling && sibling.depth > move.depth) sibling = tree.parentOf(sibling);
    if (sibling && sibling !== parent && sibling.depth === move.depth) return { parent, after: sibling };
    const hidesChildren = above && above === parent && tree.order().some((one) => one.parent === above.pk && one.tr.hidden);
    return { parent, after: hidesChildren ? "last" : "first" };
  };
  const describe = () => {
    const { parent, after } = place();
    const title = parent ? parent.title : box.dataset.title;
    if (after === "first" || after === "last") return fill(words[after], { parent: title });
    return fill(words.after, { parent: title, sibling: after.title });
  };

  const paint = () => {
    for (const one of body.querySelectorAll(".drop-inside")) one.classList.remove("drop-inside");
    line.hidden = !move || Boolean(move.inside) || move.nowhere;
    if (!move) return;
    const text = move.nowhere ? words.nowhere : describe();
    steps.querySelector("[data-line]").textContent = text;
    if (move.inside) move.inside.tr.classList.add("drop-inside");
    if (line.hidden) return;
    const above = move.stay[move.gap - 1];
    const below = move.stay[move.gap];
    const edge = below ? below.tr.getBoundingClientRect().top : above ? above.tr.getBoundingClientRect().bottom : 0;
    line.style.top = `${edge - box.getBoundingClientRect().top}px`;
    line.className = `drop-line depth-${Math.min(move.depth, 12)}`;
    label.textContent = text;
  };
  const begin = (row, how) => {
    if (busy || move) return false;
    move = pick(row);
    move.how = how;
    for (const one of move.gone) one.tr.classList.add("is-moving");
    box.classList.add("is-placing");
    return true;
  };
  const end = () => {
    if (!move) return;
    const { row, gone } = move;
    for (const one of gone) one.tr.classList.remove("is-moving");
    box.classList.remove("is-placing");
    move = null;
    steps.hidden = true;
    paint();
    row.handle.focus({ preventScroll: true });
  };
  const leave = () => {
    end();
    say(words.left);
  };

  /* One request a move; the answer is the tree as it now stands, whether moved or refused. */
  const send = async (address, data) => {
    busy = true;
    box.setAttribute("aria-busy", "true");
    const form = document.getElementById("together");
    data.set("plan", box.dataset.plan);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const answer = await response.json();
      const isWhole = tree.arrange(answer);
      offerUndo(answer.undo);
      say(isWhole ? answer.message : `${answer.message} ${words.others}`, !response.ok);
    } catch {
      say(words.failed, true);
    } finally {
      busy = false;
      box.removeAttribute("aria-busy");
    }
  };
  const put = async () => {
    if (move.nowhere) return leave();
    const { parent, after } = place();
    const { row, tops } = move;
    const data = new FormData();
    for (const one of tops) data.append("element", one.choose.value);
    data.set("parent", parent ? parent.pk : tree.root);
    data.set("place", typeof after === "string" ? after : after.pk);
    end();
    say(words.busy);
    await send(box.dataset.arrange, data);
    if (parent && tree.rows.has(parent.pk)) tree.unfold(parent);
    if (row.tr.isConnected) {
      row.cell.scrollIntoView({ block: "nearest" });
      row.handle.focus({ preventScroll: true });
    }
  };

  const undoForm = document.getElementById("undo-move");
  const offerUndo = (undo) => {
    undoForm.hidden = !undo;
    if (!undo) return;
    undoForm.elements.event.value = undo.event;
    undoForm.querySelector("button").textContent = fill(words.undo, { what: undo.words });
  };
  undoForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData();
    data.set("event", undoForm.elements.event.value);
    await send(undoForm.action, data);
    (undoForm.hidden ? tree.shown()[0]?.link : undoForm.querySelector("button"))?.focus({ preventScroll: true });
  });

  /* By keyboard or by the buttons. */
  const announce = () => {
    paint();
    say(describe());
    const near = move.stay[move.gap] ?? move.stay[move.gap - 1];
    near?.tr.scrollIntoView({ block: "nearest" });
  };
  const shift = (by) => {
    for (let gap = move.gap + by; gap >= 0 && gap <= move.stay.length; gap += by) {
      const depths = depthsAt(gap);
      if (!depths.length) continue;
      move.gap = gap;
      move.depth = nearest(depths, move.wanted);
      return announce();
    }
    return undefined;
  };
  const level = (by) => {
    const depths = depthsAt(move.gap);
    const next = depths[depths.indexOf(move.depth) + by];
    if (next === undefined) return;
    move.depth = move.wanted = next;
    announce();
  };
  const deeds = { up: () => shift(-1), down: () => shift(1), left: () => level(-1), right: () => level(1), put, leave };
  const beginByKeys = (row) => {
    if (!begin(row, "keys")) return;
    move.wanted = move.depth;
    steps.hidden = false;
    const many = move.tops.length > 1;
    paint();
    say(fill(many ? words.pickedMany : words.picked, { title: row.title, count: move.tops.length }));
    row.handle.focus();
  };
  const KEYS = {
    ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", Enter: "put", " ": "put", Escape: "leave",
  };
  document.addEventListener("keydown", (event) => {
    if (!move || steps.contains(event.target)) {
      if (move && event.key === "Escape") leave();
      return;
    }
    if (move.how === "pointer" && event.key !== "Escape") return;
    const deed = KEYS[event.key];
    if (deed) {
      event.preventDefault();
      event.stopPropagation();
      deeds[deed]();
    } else if (event.key === "Tab") {
      event.preventDefault();
      steps.querySelector("button").focus();
    }
  }, true);
  steps.addEventListener("click", (event) => {
    const step = event.target.dataset.step;
    if (step && move) deeds[step]();
  });

  /* By pointer: a mouse, a pen or a finger on the handle. */
  let start = null;
  const aim = (x, y) => {
    const row = tree.of(document.elementFromPoint(box.getBoundingClientRect().left + 40, y));
    move.inside = null;
    move.nowhere = false;
    if (!row) return;
    const at = move.stay.indexOf(row);
    if (at < 0) {
      move.nowhere = true;
      return;
    }
    const { top, height } = row.tr.getBoundingClientRect();
    const part = (y - top) / height;
    if (part > 0.3 && part < 0.7 && mayStand(row)) {
      move.inside = row;
      return;
    }
    move.gap = at + (part < 0.5 ? 0 : 1);
    const depths = depthsAt(move.gap);
    move.nowhere = depths.length === 0;
    if (depths.length) move.depth = nearest(depths, move.row.depth + Math.round((x - start.x) / STEP));
  };
  const follow = () => {
    if (!start?.dragging || !move) return;
    const speed = start.y < EDGE ? start.y - EDGE : start.y > innerHeight - EDGE ? start.y - innerHeight + EDGE : 0;
    if (speed) {
      scrollBy(0, speed / 4);
      aim(start.nowX, start.y);
      paint();
    }
    requestAnimationFrame(follow);
  };
  body.addEventListener("pointerdown", (event) => {
    const row = tree.of(event.target);
    if (!row || event.target !== row.handle || event.button !== 0 || busy || move) return;
    row.handle.setPointerCapture(event.pointerId);
    start = { row, x: event.clientX, firstY: event.clientY, y: event.clientY, nowX: event.clientX, dragging: false };
  });
  body.addEventListener("pointermove", (event) => {
    if (!start) return;
    start.y = event.clientY;
    start.nowX = event.clientX;
    if (!start.dragging) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.firstY) < 5) return;
      if (!begin(start.row, "pointer")) return;
      start.dragging = true;
      requestAnimationFrame(follow);
    }
    if (!move) return;
    aim(event.clientX, event.clientY);
    paint();
  });
  body.addEventListener("pointerup", () => {
    if (start?.dragging) {
      start.justDragged = true;
      if (move) put();
    }
    setTimeout(() => { start = null; });
  });
  body.addEventListener("pointercancel", () => {
    if (start?.dragging && move) leave();
    start = null;
  });
  body.addEventListener("click", (event) => {
    const row = tree.of(event.target);
    if (!row || event.target !== row.handle || start?.justDragged) return;
    if (!move) beginByKeys(row);
  });
})();
