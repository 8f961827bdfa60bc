/* Text pasted from Word: its lists, which Word writes as paragraphs with a bullet typed in front, become lists.
   The server does the same once more (apps/core/word.py); here it is so that what one sees is what will be saved. */
const LIST = /mso-list:\s*\S+\s+level(\d)/i;
const IGNORED = /mso-list:\s*ignore/i;
const UNSEEN = /mso-(?:element:\s*comment|comment-|footnote-id|endnote-id|hide:\s*all)|(?:^|[;\s])display:\s*none/i;
const NUMBERED = /^\W*(?:\d+|[a-z]|[ivx]+)[.)]/i;
const NOT_BOLD = /(?:^|[;\s])font-weight:\s*(?:normal|400)/i;

/* The security policy refuses style attributes even where a text is only taken apart: they are read under another name. */
const STYLE = "data-style";
const disarmed = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style=/gi, `$1${STYLE}=`);

const styleOf = (node) => node.getAttribute(STYLE) ?? "";

const take = (paragraph) => {
  const marker = [...paragraph.querySelectorAll(`[${STYLE}]`)].find((node) => IGNORED.test(styleOf(node)));
  const tag = NUMBERED.test(marker?.textContent.trim() ?? "") ? "ol" : "ul";
  marker?.remove();
  return tag;
};

const makeLists = (page) => {
  let open = [];
  let last = null;
  for (const paragraph of [...page.querySelectorAll(`p[${STYLE}]`)]) {
    const level = Number(LIST.exec(styleOf(paragraph))?.[1]);
    if (!level) continue;
    let before = paragraph.previousSibling;
    while (before && before !== last && before.nodeType !== Node.ELEMENT_NODE && !before.textContent.trim()) before = before.previousSibling;
    if (before !== last) open = [];
    const tag = take(paragraph);
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.length && open.at(-1).level === level && open.at(-1).tag !== tag) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = page.createElement(tag);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else {
        paragraph.before(list);
        last = list;
      }
      open.push({ level, tag, list });
    }
    const item = page.createElement("li");
    const text = page.createElement("p");
    text.append(...paragraph.childNodes);
    item.append(text);
    open.at(-1).list.append(item);
    paragraph.remove();
  }
};

export const withoutWord = (html) => {
  if (!/class=["']?Mso|mso-|<[owv]:|docs-internal-guid/i.test(html)) return disarmed(html);
  const page = new DOMParser().parseFromString(disarmed(html), "text/html");
  for (const node of page.querySelectorAll("style, script, title, meta, link, xml, del")) node.remove();
  for (const node of page.body.querySelectorAll(`[${STYLE}]`)) if (UNSEEN.test(styleOf(node))) node.remove();
  makeLists(page);
  for (const bold of page.body.querySelectorAll(`b[${STYLE}]`)) if (NOT_BOLD.test(styleOf(bold))) bold.replaceWith(...bold.childNodes);
  for (const link of page.body.querySelectorAll("a[href^='#'], a[href^='file:']")) link.replaceWith(...link.childNodes);
  return page.body.innerHTML;
};
