/* Adding elements in the tree, row after row: title, kind, Enter. The address behind the link has the page with all fields. */
(() => {
  "use strict";
  const tree = window.portalTree;
  if (!tree) return;
  const { box, body, words, under, fill, say } = tree;
  const kinds = JSON.parse(box.dataset.kinds);
  const blank = document.getElementById("adding-row").content.firstElementChild;
  let open = null; // the row being written, the element it will stand under, and the link it was opened from

  const kindOf = (parent) => (parent ? parent.kind : "document");
  const childrenOf = (parent) => tree.order().filter((row) => row.parent === (parent ? parent.pk : tree.root));
  /* Last under its parent, after all that stands there, shown or not. */
  const set = () => {
    const { tr, parent } = open;
    const inside = tree.order().filter((row) => !parent || row === parent || tree.ancestors(row).includes(parent));
    const last = inside.at(-1);
    if (last) last.tr.after(tr); else body.append(tr);
  };
  const close = () => {
    const { tr, link } = open;
    tr.remove();
    open = null;
    (link.isConnected ? link : tree.shown()[0]?.link)?.focus();
  };

  const begin = (parent, link) => {
    open?.tr.remove();
    const tr = blank.cloneNode(true);
    const form = tr.querySelector("form");
    const { title, kind } = form.elements;
    open = { tr, form, parent, link };
    tr.classList.add(`depth-${Math.min((parent ? parent.depth : 0) + 1, 12)}`);
    for (const value of under[kindOf(parent)]) kind.add(new Option(kinds[value], value));
    const beside = childrenOf(parent).at(-1);
    if (beside) kind.value = beside.kind;
    form.querySelector("[data-with-text]").href = link.href;
    form.querySelector("[data-close]").addEventListener("click", close);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    title.addEventListener("input", () => refuse(""));
    if (parent) tree.unfold(parent);
    set();
    title.focus();
    tr.scrollIntoView({ block: "nearest" });
    say(fill(words.adding, { parent: parent ? parent.title : box.dataset.title }));
  };

  const refuse = (text) => {
    const { form } = open;
    const alert = form.querySelector("[role=alert]");
    alert.textContent = text;
    alert.hidden = !text;
    form.elements.title.toggleAttribute("aria-invalid", Boolean(text));
  };

  async function send() {
    const { tr, form, parent } = open;
    if (box.hasAttribute("aria-busy")) return;
    box.setAttribute("aria-busy", "true");
    const data = new FormData(form);
    data.set("plan", box.dataset.plan);
    data.set("parent", parent ? parent.pk : tree.root);
    data.set("csrfmiddlewaretoken", document.getElementById("together").elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(box.dataset.addRow, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const answer = await response.json();
      if (answer.row) tree.take(answer.row);
      tr.remove();
      const isWhole = tree.arrange(answer);
      if (open?.tr === tr) set();
      if (!response.ok) return refuse(answer.message);
      form.elements.title.value = "";
      say(isWhole ? answer.message : `${answer.message} ${words.others}`);
    } catch {
      refuse(words.notAdded);
    } finally {
      box.removeAttribute("aria-busy");
      if (open?.tr === tr) form.elements.title.focus();
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.add-under, a.addlink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    begin(link.matches(".addlink") ? undefined : tree.of(link), link);
  });
  addEventListener("beforeunload", (event) => {
    if (open?.form.elements.title.value.trim()) event.preventDefault();
  });
})();
