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
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  createTextareaEditor,
  gettext,
  initializeEditors,
} from "django-prose-editor/editor";
import { pasteThroughPortal } from "js/administration/pasting";

// The editor would write a <style> element, which the Content-Security-Policy refuses; admin.css has the rules.
Editor.prototype.injectCSS = () => {};

/* What the portal keeps (apps/core/richtext), and nothing else: what one sees is what will be saved. */
const inCell = { content: "(paragraph | list)+" };
const counted = OrderedList.options.listTypes.filter(({ type }) => type !== "disc");
/* Merged cells would be spread out when the text is saved. */
const SimpleTable = Table.extend({
  addMenuItems({ menu, ...rest }) {
    const defineItem = (item) => /(merge|split)Cell/.test(item.name) || menu.defineItem(item);
    this.parent({ ...rest, menu: { ...menu, defineItem } });
  },
});

const extensions = [
  Document,
  Paragraph,
  Text,
  Bold,
  Italic,
  BulletList,
  OrderedList.configure({ listTypes: counted }),
  ListItem.extend({ content: "paragraph (paragraph | list | table)*" }),
  Blockquote,
  Subscript,
  Superscript,
  SimpleTable.configure({ resizable: false }),
  TableRow,
  TableHeader.extend(inCell),
  TableCell.extend(inCell),
  Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto", "tel"], autolink: false, linkOnPaste: false }),
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
  const pasting = pasteThroughPortal(editor, textarea, JSON.parse(textarea.dataset.words));
  editor.setOptions({ editorProps: { ...editor.options.editorProps, ...pasting } });
  textarea.addEventListener("portal:put", () => editor.commands.setContent(textarea.value));
  speak(box);
  new MutationObserver(() => speak(box)).observe(box, { childList: true, subtree: true });
}, "[data-body-editor]");
