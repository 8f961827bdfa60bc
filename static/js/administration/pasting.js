/* What is pasted goes to the portal and comes back as it will be kept (apps/core/richtext), with a word on what was left out.
   Where the portal does not answer, the bare text stands in the editor: nothing that somebody pasted is lost. */
import { pm } from "django-prose-editor/editor";

const LONGEST = 100_000; // characters, as apps/administration/elements/body_field.py has it
const PATIENCE = 20_000; // milliseconds

/* Pictures may stand in the text as text, megabytes of it, and are left out anyway. */
const withoutPictures = (html) => html.replace(/(\ssrc\s*=\s*)(["'])data:[^"']*\2/gi, "$1$2$2");

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const asParagraphs = (text) =>
  text.split(/\n+/).filter((line) => line.trim()).map((line) => `<p>${escaped(line)}</p>`).join("");

const ask = async (address, html, token) => {
  const answer = await fetch(address, {
    method: "POST",
    body: html,
    headers: { "Content-Type": "text/html; charset=utf-8", "X-CSRFToken": token, Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const isOurs = !answer.redirected && answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isOurs) throw new Error(answer.redirected || answer.status === 403 ? "signedOut" : "trouble");
  return answer.json();
};

/* In a cell there are no tables: the rows become paragraphs. */
const withoutTables = (page) => {
  for (const table of page.querySelectorAll("table")) {
    const rows = [...table.rows].map((row) => {
      const line = page.createElement("p");
      line.textContent = [...row.cells].map((cell) => cell.textContent).join(" | ");
      return line;
    });
    table.replaceWith(...rows);
  }
};

const sliceOf = (editor, html, inTable) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (inTable) withoutTables(page);
  const { content } = pm.model.DOMParser.fromSchema(editor.schema).parse(page.body);
  const open = (node) => (node?.isTextblock ? 1 : 0);
  return new pm.model.Slice(content, open(content.firstChild), open(content.lastChild));
};

export const pasteThroughPortal = (editor, textarea, words) => {
  const form = textarea.form;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const said = document.createElement("div");
  said.className = "pasted";
  said.setAttribute("role", "status");
  editor.view.dom.closest(".prose-editor").after(said);
  const say = (sentences) => {
    said.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }));
  };
  let waiting = 0;
  let sendAfter = null;

  const put = (place, html) => {
    if (!html) return;
    const inTable = editor.state.doc.resolve(place.from).node(-1)?.type.spec.tableRole !== undefined;
    const slice = sliceOf(editor, html, inTable || editor.isActive("table"));
    editor.view.dispatch(editor.state.tr.replaceRange(place.from, place.to, slice).scrollIntoView());
  };
  const bare = (place, text, reason) => {
    if (text.length > LONGEST) {
      say([words.tooLong]);
      return;
    }
    put(place, asParagraphs(text));
    say([words[reason] ?? words.trouble]);
  };

  const take = async (html, text, place) => {
    const follow = ({ transaction }) => {
      place.from = transaction.mapping.map(place.from);
      place.to = transaction.mapping.map(place.to);
    };
    editor.on("transaction", follow);
    waiting += 1;
    said.replaceChildren();
    try {
      const { html: kept, told, refused } = await ask(textarea.dataset.paste, withoutPictures(html), token);
      if (refused) say([refused]);
      else {
        put(place, kept);
        say(told);
      }
    } catch (error) {
      bare(place, text, navigator.onLine ? error.message : "offline");
    } finally {
      editor.off("transaction", follow);
      waiting -= 1;
      if (!waiting && sendAfter) form.requestSubmit(sendAfter.submitter);
    }
  };

  /* Who pastes and saves at once saves what was pasted. */
  form.addEventListener("submit", (event) => {
    sendAfter = waiting ? { submitter: event.submitter } : null;
    if (!waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  const taken = (event, data, place) => {
    const html = data?.getData("text/html");
    if (!html || editor.view.input?.shiftKey) return false;
    event.preventDefault();
    take(html, data.getData("text/plain"), place);
    return true;
  };
  /* Before the editor itself takes the text apart, for the security policy complains of every style in it. */
  return {
    handleDOMEvents: {
      paste: (view, event) => {
        const { from, to } = view.state.selection;
        return taken(event, event.clipboardData, { from, to });
      },
      drop: (view, event) => {
        const at = view.dragging ? null : view.posAtCoords({ left: event.clientX, top: event.clientY });
        return at ? taken(event, event.dataTransfer, { from: at.pos, to: at.pos }) : false;
      },
    },
  };
};
