// A box that ticks and unticks all boxes of a name in its form; without it they are ticked one by one.
const chooseAll = (label) => {
  const box = label.querySelector("input");
  const others = [...document.querySelectorAll(`input[type="checkbox"][name="${label.dataset.chooseAll}"]`)];
  const show = () => {
    const chosen = others.filter((other) => other.checked).length;
    box.checked = chosen > 0 && chosen === others.length;
    box.indeterminate = chosen > 0 && chosen < others.length;
  };
  box.addEventListener("change", () => {
    for (const other of others) other.checked = box.checked;
  });
  for (const other of others) other.addEventListener("change", show);
  label.hidden = others.length === 0;
  show();
};

document.querySelectorAll("[data-choose-all]").forEach(chooseAll);
