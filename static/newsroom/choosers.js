// Choosers (Select2) as a screen reader finds them: named by their label, also what opens below them. And rows that are
// gone leave them.

const CHOOSERS = "select.admin-autocomplete";
let count = 0;

/** Takes the rows with these keys out of the field `id`: somebody deleted them meanwhile. */
export function takeOut(id, keys) {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLSelectElement)) return;
  const gone = [...field.options].filter((option) => keys.includes(option.value));
  const wereChosen = gone.some((option) => option.selected);
  for (const option of gone) option.remove();
  if (!wereChosen) return;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  window.django?.jQuery?.(field).trigger("change.select2"); // Select2 shows what it is told by jQuery alone
}

function name(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const selection = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !selection) return;
  label.id ||= `chooser-label-${(count += 1)}`;
  const shown = selection.querySelector(".select2-selection__rendered");
  if (select.multiple) {
    selection.removeAttribute("role"); // the field in it is what takes keys
    selection.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
  } else {
    for (const attribute of ["role", "aria-readonly"]) shown.removeAttribute(attribute);
    selection.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
  hideCrosses(selection);
  new MutationObserver(() => hideCrosses(selection)).observe(shown, { childList: true, subtree: true });
  window.django.jQuery(select).on("select2:open", () => nameOpened(label.id));
}

/** They would be read out as part of what is chosen, and no key reaches them: Backspace and Delete do the same. */
function hideCrosses(selection) {
  for (const cross of selection.querySelectorAll(".select2-selection__clear, .select2-selection__choice__remove")) {
    cross.setAttribute("aria-hidden", "true");
  }
}

function nameOpened(label) {
  for (const part of document.querySelectorAll(".select2-dropdown :is(.select2-search__field, .select2-results__options)")) {
    part.setAttribute("aria-labelledby", label);
  }
}

/** Select2 puts its part behind the list of choices, whenever it comes to that. */
function nameOnceMade(select) {
  if (select.nextElementSibling?.matches(".select2-container")) return name(select);
  const seen = new MutationObserver(() => {
    if (!select.nextElementSibling?.matches(".select2-container")) return;
    seen.disconnect();
    name(select);
  });
  seen.observe(select.parentElement, { childList: true });
}

document.querySelectorAll(CHOOSERS).forEach(nameOnceMade);
