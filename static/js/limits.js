// Counts what is typed into a field with a limit (`data-limit`), and cuts nothing: the server refuses what is too long, and a
// form that the browser checks is not sent. The number stands below the field while it is typed into, and as long as it is
// near or beyond the limit. A screen reader hears it after a pause, when it matters: the last twenty characters, and
// whatever is too much.
(() => {
  const NEAR = 20;
  const PAUSE_MS = 900;
  const QUIET = "[type=password], [type=search], [autocomplete=username]"; // no number while there is room
  const spoken = document.createElement("p");
  spoken.setAttribute("role", "status");
  spoken.className = "field-count-spoken";
  let timer = null;
  let count = 0;

  /** As the server counts, but for spaces that it takes out: letters, whichever way they were typed. */
  const left = (field) => Number(field.dataset.limit) - [...field.value.normalize("NFC").trim()].length;

  /** From here on it is said how many letters are left: a field of one letter says nothing until there are two. */
  const isNear = (field, number) => number <= (Number(field.dataset.limit) > 1 ? NEAR : -1);

  const words = (number) => (number < 0 ? `quá ${(-number).toLocaleString("vi")} ký tự` : `còn ${number.toLocaleString("vi")} ký tự`);

  function counterOf(field) {
    const known = field.dataset.counter && document.getElementById(field.dataset.counter);
    if (known) return known;
    const counter = document.createElement("p");
    counter.id = field.dataset.counter = `field-count-${(count += 1)}`;
    counter.className = "field-count";
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${counter.id}`.trim());
    (field.closest("label") ?? field).after(counter); // within a label it would be a part of the field's name
    return counter;
  }

  function show(field) {
    const number = left(field);
    const isQuiet = field.matches(QUIET) || document.activeElement !== field;
    const isRoomy = !isNear(field, number) && (isQuiet || Number(field.dataset.limit) === 1);
    if (isRoomy && !field.dataset.counter) return number;
    const counter = counterOf(field);
    counter.textContent = words(number);
    counter.hidden = isRoomy;
    counter.toggleAttribute("data-over", number < 0);
    field.setCustomValidity(number < 0 ? `Ô này ${words(number)}. Xin bớt rồi gửi lại.` : "");
    if (number < 0) field.setAttribute("aria-invalid", "true");
    else if (field.dataset.over) field.removeAttribute("aria-invalid");
    if (number < 0) field.dataset.over = "1";
    else delete field.dataset.over;
    return number;
  }

  /** Says it where the reader is: a modal dialog hides the rest of the page from it. */
  function speak(field, number) {
    (field.closest("dialog[open]") ?? document.body).append(spoken);
    spoken.textContent = isNear(field, number) ? words(number) : "";
  }

  function showWhatIsTooLong() {
    document.body.append(spoken);
    for (const field of document.querySelectorAll("[data-limit]")) if (left(field) < 0) show(field);
    if (document.activeElement?.matches("[data-limit]")) show(document.activeElement);
  }

  const counted = ({ target }) => (target.matches?.("[data-limit]") ? target : null);

  document.addEventListener("input", (event) => {
    const field = counted(event);
    if (!field) return;
    const number = show(field);
    clearTimeout(timer);
    timer = setTimeout(() => speak(field, number), PAUSE_MS);
  });
  // A press on what stands below takes the focus away, and the number with it: only when the press has become a click may
  // the page move, or the finger comes up beside the button.
  const fieldsLeft = new Set();
  let isPressed = false;
  const showLeft = () => {
    if (isPressed) return;
    fieldsLeft.forEach(show);
    fieldsLeft.clear();
  };
  document.addEventListener("pointerdown", () => (isPressed = true), true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => ((isPressed = false), setTimeout(showLeft)), true);
  }

  document.addEventListener("focusin", (event) => counted(event) && show(event.target));
  document.addEventListener("focusout", (event) => {
    const field = counted(event);
    if (!field) return;
    fieldsLeft.add(field);
    setTimeout(showLeft);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showWhatIsTooLong);
  else showWhatIsTooLong(); // readers' pages load this with the first look into such a field
})();
