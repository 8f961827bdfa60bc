/* While one writes in a search field, words from the strategies are offered under it (WAI-ARIA: combobox with a list).
   Without scripts the form asks the server, as it does here when one presses Enter. */
(() => {
  "use strict";
  const PAUSE = 120;
  for (const form of document.querySelectorAll("[data-search]")) {
    const field = form.elements.q;
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[role=status]");
    let timer;
    let asked;
    let chosen = -1;
    const options = () => [...list.children];
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");

    const choose = (place) => {
      chosen = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      if (place < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", options()[place].id);
    };
    const close = () => {
      clearTimeout(timer);
      asked?.abort();
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      status.textContent = "";
      choose(-1);
    };
    const show = (words) => {
      list.replaceChildren(...words.map((word, at) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.id = `${list.id}_${at}`;
        option.textContent = word;
        return option;
      }));
      choose(-1);
      list.hidden = words.length === 0;
      field.setAttribute("aria-expanded", String(words.length > 0));
      status.textContent = words.length ? status.dataset.found : "";
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const address = `${form.dataset.completions}?${new URLSearchParams({ q: field.value })}`;
        const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
        if (answer.ok) show((await answer.json()).completions);
      } catch { /* no suggestions, then: the form works without */ }
    };
    const take = (option) => {
      field.value = option.textContent;
      close();
      form.submit();
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim().length < 2) close();
      else timer = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      const last = options().length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        const next = chosen + (event.key === "ArrowDown" ? 1 : -1);
        choose(next > last ? -1 : next < -1 ? last : next);
      } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
        event.preventDefault();
        take(options()[chosen]);
      }
    });
    field.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  }
})();
