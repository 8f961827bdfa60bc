/* Makes a prose editor of every text field marked data-body-editor. Without it the field shows its HTML. */
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Editor,
  History,
  Italic,
  Link,
  ListItem,
  Menu,
  OrderedList,
  Paragraph,
  Text,
  createTextareaEditor,
  gettext,
  initializeEditors,
} from "django-prose-editor/editor";
import { withoutWord } from "js/administration/word";

// The editor would write a <style> element, which the Content-Security-Policy refuses; admin.css has the rules.
Editor.prototype.injectCSS = () => {};

const extensions = [
  Document,
  Paragraph,
  Text,
  Bold,
  Italic,
  BulletList,
  OrderedList.configure({ enableListAttributes: false }),
  ListItem,
  Blockquote,
  Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"], autolink: false }),
  History,
  Menu,
];

const speak = (box) => {
  for (const button of box.querySelectorAll("button[title]")) {
    const word = gettext(button.title);
    button.title = word;
    button.setAttribute("aria-label", word);
  }
};

initializeEditors((textarea) => {
  if (textarea.closest(".prose-editor")) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const editor = createTextareaEditor(textarea, extensions);
  const box = textarea.closest(".prose-editor");
  const area = editor.view.dom;
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  if (label) {
    label.id ||= `${textarea.id}_label`;
    area.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.commands.focus());
  }
  editor.setOptions({ editorProps: { ...editor.options.editorProps, transformPastedHTML: withoutWord } });
  textarea.addEventListener("portal:put", () => editor.commands.setContent(textarea.value));
  speak(box);
  new MutationObserver(() => speak(box)).observe(box, { childList: true, subtree: true });
}, "[data-body-editor]");
