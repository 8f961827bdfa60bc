/* Handing an address or some words on. An address: a phone asks to whom, anything else copies it. Wires what stands on the page; plan.js adds more. */
(() => {
  "use strict";
  const isPhone = Boolean(navigator.share) && matchMedia("(pointer: coarse)").matches;

  const copy = async (button, url) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      location.assign(url);
      return;
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  };
  const share = async (button, url, title) => {
    try {
      await navigator.share({ title, url });
    } catch (error) {
      if (error.name !== "AbortError") await copy(button, url);
    }
  };

  const wire = (button, address, title = () => document.title) => {
    if (isPhone) button.textContent = button.dataset.share;
    button.addEventListener("click", () => {
      if (isPhone) share(button, address(), title().trim());
      else copy(button, address());
    });
    button.hidden = false;
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    wire(button, () => new URL(button.dataset.copy || location.pathname, location.href).href);
    button.closest("li")?.removeAttribute("hidden");
  }
  const copyText = async (button, place) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(place.textContent.trim());
    } catch {
      getSelection().selectAllChildren(place);
      return;
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  };
  for (const button of document.querySelectorAll("[data-copy-text]")) {
    const place = document.getElementById(button.dataset.copyText);
    button.addEventListener("click", () => copyText(button, place));
    button.closest("li").removeAttribute("hidden");
  }
  window.portalSharing = { wire };
})();

/* Words that a reader marks in the adopted text can be copied as a quotation that says where it stands. */
(() => {
  "use strict";
  const button = document.querySelector("[data-quote]");
  const citation = document.getElementById("citation_text");
  if (!button || !citation) return;
  const label = button.textContent;
  const [opening, closing] = button.dataset.quote.split("…");
  let words = "";

  /* The marked words, where all of them are of one adopted text; paragraph marks and line breaks are not words of it. */
  const marked = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const text = [range.startContainer, range.endContainer].map((node) => (node.closest ? node : node.parentElement).closest(".adopted"));
    if (!text[0] || text[0] !== text[1]) return null;
    const copy = range.cloneContents();
    for (const link of copy.querySelectorAll(".paragraph-link")) link.remove();
    for (const block of copy.querySelectorAll("p, li, tr, td, th, br")) block.append(" ");
    const found = copy.textContent.replace(/\s+/g, " ").trim();
    return found ? { found, text: text[0], range } : null;
  };

  const offer = () => {
    if (document.activeElement === button) return;
    const now = marked();
    button.hidden = !now;
    if (!now) return;
    words = now.found;
    button.textContent = label;
    // A section out of sight is not painted beyond its edge, so the button stands behind it, where the tab key finds it next.
    const place = now.text.closest(".el, .lead-row") || now.text;
    if (place.nextElementSibling !== button) place.after(button);
    const lines = now.range.getClientRects();
    const last = lines[lines.length - 1] || now.text.getBoundingClientRect();
    const around = (button.offsetParent || document.body).getBoundingClientRect();
    const most = around.width - button.offsetWidth;
    button.style.top = `${last.bottom - around.top + 6}px`;
    button.style.left = `${Math.max(0, Math.min(last.left - around.left, most))}px`;
  };

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 200);
  });
  // The words stay marked while the button is pressed.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => { if (event.key === "Escape") { button.blur(); getSelection().removeAllRanges(); } });
  button.addEventListener("click", async () => {
    const quotation = `${opening}${words}${closing} ${citation.textContent.trim()}`;
    try {
      await navigator.clipboard.writeText(quotation);
      button.textContent = button.dataset.copied;
    } catch {
      citation.closest("details").open = true;
      getSelection().selectAllChildren(citation);
    }
  });
})();
