/* data-display on a form: keeps the reader's choice of text size, ground and contrast in this browser.
   The radio buttons work without it (tokens.css reads them by :has()); then a choice lasts for one page. */

const root = document.documentElement;
const names = ["theme", "text", "contrast"];

function read(name) {
  try {
    return localStorage.getItem(`display-${name}`) ?? "";
  } catch {
    return root.dataset[name] ?? "";
  }
}

function keep(name, choice) {
  try {
    if (choice) localStorage.setItem(`display-${name}`, choice);
    else localStorage.removeItem(`display-${name}`);
  } catch {
    // Storage may be forbidden: the choice then lasts for this page.
  }
}

function apply(name, choice) {
  if (choice) root.dataset[name] = choice;
  else delete root.dataset[name];
}

/** What the form says: "" stands for the default, which no attribute marks. */
function choiceIn(form, name) {
  const input = form.elements[name];
  const value = input instanceof RadioNodeList ? input.value : input.checked && input.value;
  return ["auto", "normal"].includes(value) ? "" : value || "";
}

function show(form, name, choice) {
  for (const input of form.querySelectorAll(`input[name="${name}"]`)) {
    input.checked = input.value === (choice || { theme: "auto", text: "normal" }[name]);
  }
}

export default function display(form) {
  const restore = () => {
    for (const name of names) {
      const choice = read(name);
      show(form, name, choice);
      apply(name, choice);
    }
  };
  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if (!names.includes(name)) return;
    const choice = choiceIn(form, name);
    apply(name, choice);
    keep(name, choice);
  });
  // A browser fills forms in again when it comes back to a page; another tab may have chosen meanwhile.
  window.addEventListener("pageshow", restore);
  window.addEventListener("storage", restore);
  restore();
}
