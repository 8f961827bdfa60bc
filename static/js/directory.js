/* The register of municipalities narrows down while one writes. Without scripts the form asks the server. */
(() => {
  "use strict";
  const form = document.querySelector("[data-directory-filter]");
  if (new URLSearchParams(location.search).get("q")) return; // the page holds what was found, not the whole register
  const field = form.elements.q;
  const status = form.querySelector("[role=status]");
  const letters = document.querySelector(".letters")?.closest("nav");
  form.addEventListener("submit", (event) => event.preventDefault());
  let entries;
  const narrow = () => {
    entries ??= [...document.querySelectorAll(".directory > li")].map((item) => ({
      item, words: portalWords.fold([...item.querySelectorAll("a")].map((link) => link.textContent).join("\n")),
    }));
    const wanted = portalTreeFilter.wordsOf(field.value, Number(form.dataset.mostWords));
    let shown = 0;
    for (const { item, words } of entries) {
      const isFound = portalTreeFilter.matches(wanted, words);
      item.hidden = !isFound;
      item.classList.toggle("found", isFound && wanted.length > 0);
      shown += isFound;
    }
    status.textContent = shown ? "" : status.dataset.none;
    if (letters) letters.hidden = wanted.length > 0;
  };
  field.addEventListener("input", narrow);
  if (field.value) narrow(); // what a browser puts back when one returns
})();
