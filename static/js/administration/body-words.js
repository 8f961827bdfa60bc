/* The prose editor asks window.gettext for its words; the page has them, in its own language, beside the field. Django's calendars
   ask the same function, some of them before the field is there, and set it to their own: what the field does not know, theirs answers. */
(() => {
  let theirs = window.gettext ?? ((word) => word);
  let words = null;
  const said = (word) => {
    words ??= JSON.parse(document.querySelector("[data-body-editor]")?.dataset.words ?? "null");
    return words?.[word] ?? theirs(word);
  };
  Object.defineProperty(window, "gettext", { get: () => said, set: (later) => { theirs = later; } });
})();
