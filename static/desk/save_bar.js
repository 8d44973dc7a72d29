// On a narrow screen the bar that saves stands at the edge with its first buttons, and the others lie below it (desk.css): how
// much is below depends on the words, their size and the form, so it is measured. Without this script the whole bar stays in sight.
document.addEventListener("DOMContentLoaded", () => {
  const bar = document.getElementById("submit-row");
  const first = [...(bar?.querySelectorAll('[name="_save"], .desk-step, .desk-lines') ?? [])];
  if (!first.length) return;
  const measure = () => {
    const edge = Math.max(...first.map((each) => each.getBoundingClientRect().bottom));
    const below = bar.getBoundingClientRect().bottom - edge - parseFloat(getComputedStyle(bar.firstElementChild).paddingBlockEnd);
    bar.style.setProperty("--others", `${Math.max(0, Math.floor(below))}px`);
  };
  const sizes = new ResizeObserver(measure);
  for (const each of [bar, ...first]) sizes.observe(each);
});
