// A field to type in above a long list of elements: the list shows what has the words. Without it the list is whole.
const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();

const pick = (select) => {
  const field = document.createElement("input");
  field.type = "search";
  field.className = "pick-words";
  field.autocomplete = "off";
  field.setAttribute("aria-label", select.dataset.pick);
  field.placeholder = select.dataset.pick;
  field.setAttribute("aria-controls", select.id);
  const all = [...select.children];
  select.before(field);
  field.addEventListener("input", () => {
    const words = plain(field.value).split(" ").filter(Boolean);
    const chosen = select.value;
    const fits = (option, plan) => option.value === chosen || words.every((word) => plain(`${option.textContent} ${plan}`).includes(word));
    const shown = all.flatMap((child) => {
      if (child.tagName !== "OPTGROUP") return [child];
      const options = [...child.children].filter((option) => fits(option, child.label));
      if (!options.length) return [];
      const group = document.createElement("optgroup");
      group.label = child.label;
      group.append(...options.map((option) => option.cloneNode(true)));
      return [group];
    });
    select.replaceChildren(...shown);
    select.value = chosen;
    const found = [...select.options].filter((option) => option.value && option.value !== chosen);
    if (words.length && found.length === 1) select.value = found[0].value;
  });
};

document.querySelectorAll("select[data-pick]").forEach(pick);
