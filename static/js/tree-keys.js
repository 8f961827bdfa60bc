/* Arrow keys in the trees of a workspace: up and down go from element to element, right opens or goes in, left closes or goes out.
   Tab, Enter and Space do everything without them. */
(() => {
  "use strict";
  const trees = document.querySelector("[data-workspace] .trees");
  if (!trees) return;
  const help = trees.querySelector("[data-keys]");
  if (help) help.hidden = false;
  const link = (item) => item.querySelector(":scope > .row > a");
  const fold = (item) => item.querySelector(":scope > details");
  const isSeen = (item) => !item.closest("[hidden]") && !item.parentElement.closest("details:not([open])");
  const seen = () => [...trees.querySelectorAll(".tree li")].filter(isSeen);
  const beside = (item, by) => { const items = seen(); return items[items.indexOf(item) + by]; };
  const toggle = (item, open) => {
    fold(item).open = open;
    trees.dispatchEvent(new Event("folded", { bubbles: true }));
  };
  const deeds = {
    ArrowDown: (item) => beside(item, 1),
    ArrowUp: (item) => beside(item, -1),
    ArrowRight: (item) => {
      if (fold(item)?.open) return fold(item).querySelector("li:not([hidden])");
      if (fold(item)) toggle(item, true);
      return item;
    },
    ArrowLeft: (item) => {
      if (!fold(item)?.open) return item.parentElement.closest("li") ?? item;
      toggle(item, false);
      return item;
    },
  };
  trees.addEventListener("keydown", (event) => {
    const deed = deeds[event.key];
    const item = event.target.closest(".tree li");
    if (!deed || !item || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = deed(item);
    if (!next) return;
    event.preventDefault();
    link(next).focus();
  });
})();
