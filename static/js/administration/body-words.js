/* The prose editor asks window.gettext for its words; the page has them, in its own language, beside the field. */
(() => {
  let words = null;
  window.gettext = (word) => {
    words ??= JSON.parse(document.querySelector("[data-body-editor]")?.dataset.words ?? "{}");
    return words[word] ?? word;
  };
})();
