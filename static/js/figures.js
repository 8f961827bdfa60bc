// The grid of figures: each cell is saved when it is left, arrows and Enter go from cell to cell, and what is copied from a
// spreadsheet can be pasted. Without it the button saves all cells.
const form = document.querySelector("[data-grid]");
const said = document.querySelector("[data-grid-said]");

if (form && said) {
  const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const cells = (row) => [...row.querySelectorAll("input[data-on]")];
  const rows = [...form.querySelectorAll("tr[data-address]")];
  const tell = (words, wrong) => {
    said.textContent = words;
    said.classList.toggle("error", Boolean(wrong));
  };

  const save = async (input) => {
    if (input.value.trim() === input.dataset.before) return true;
    const row = input.closest("tr");
    const body = new URLSearchParams({ on: input.dataset.on, value: input.value, before: input.dataset.before });
    try {
      const answer = await fetch(row.dataset.address, { method: "POST", body, headers: { "X-CSRFToken": token } });
      const told = await answer.json();
      if (answer.ok) {
        input.value = told.value;
        input.dataset.before = told.value;
        form.elements[`before.${input.name}`].value = told.value;
        input.removeAttribute("aria-invalid");
        tell(said.dataset.saved);
        return true;
      }
      input.setAttribute("aria-invalid", "true");
      tell(`${input.getAttribute("aria-label")}: ${told.problem}`, true);
    } catch {
      input.setAttribute("aria-invalid", "true");
      tell(said.dataset.lost, true);
    }
    return false;
  };

  const at = (input) => {
    const row = input.closest("tr");
    return [rows.indexOf(row), cells(row).indexOf(input)];
  };
  const go = (input, down, right) => {
    const [row, column] = at(input);
    const there = rows[row + down] && cells(rows[row + down])[column + right];
    if (!there) return false;
    there.focus();
    there.select();
    return true;
  };

  form.addEventListener("keydown", (event) => {
    const input = event.target.closest("input[data-on]");
    if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { Enter: event.shiftKey ? [-1, 0] : [1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape") input.value = input.dataset.before;
    if (step && go(input, ...step)) event.preventDefault();
    else if (event.key === "Enter") save(input);
  });
  form.addEventListener("focusout", (event) => {
    const input = event.target.closest("input[data-on]");
    if (input) save(input);
  });

  form.addEventListener("paste", async (event) => {
    const input = event.target.closest("input[data-on]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
    if (!input || (lines.length === 1 && lines[0].length === 1)) return;
    event.preventDefault();
    const number = lines.reduce((sum, line) => sum + line.length, 0);
    if (number > Number(said.dataset.most)) {
      tell(said.dataset.tooMany.replace("{most}", said.dataset.most), true);
      return;
    }
    const [row, column] = at(input);
    const wide = Math.max(...lines.map((line) => line.length));
    const left = cells(rows[row]).length - column;
    if (lines.length > rows.length - row || wide > left) {
      const words = said.dataset.outside.replace("{rows}", rows.length - row).replace("{columns}", left);
      tell(words, true);
      return;
    }
    for (const [down, line] of lines.entries()) {
      for (const [right, value] of line.entries()) {
        const cell = cells(rows[row + down])[column + right];
        cell.value = value.trim();
        if (!(await save(cell))) {
          cell.focus();
          return;
        }
      }
    }
  });

  document.querySelector("[data-keys]").hidden = false;
  document.querySelector("[data-save-all]").hidden = true;
}
