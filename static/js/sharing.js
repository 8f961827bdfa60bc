/* Handing an address on: a phone asks to whom, anything else copies it. Wires what stands on the page; plan.js adds more. */
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
