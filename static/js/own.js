/* What a person writes for themselves: says when an answer does not come, and asks before a text that is not saved is left.
   Without scripts the form goes to the server and comes back with what was written. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const text = form.elements.text;
  const onPaper = document.querySelector("[data-note-on-paper]");
  addEventListener("beforeprint", () => {
    onPaper.lastElementChild.textContent = text.value;
    onPaper.hidden = !text.value.trim();
  });
  const notSent = form.querySelector("[data-not-sent]");
  const refused = () => form.querySelector("#note_state [role='alert']");
  let saved = refused() ? null : text.value;

  form.addEventListener("htmx:beforeRequest", (event) => {
    notSent.hidden = true;
    if (event.detail.elt === form) form.dataset.sent = text.value;
  });
  form.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "note_state" && !refused()) saved = form.dataset.sent;
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failure, () => { notSent.hidden = false; });
  }
  let leaving = false;
  addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && text.value !== saved) event.preventDefault();
  });
})();
