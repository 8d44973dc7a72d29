// The calendar beside a field for a moment: the browser's own picker writes "21/11/2026 08:30" into the field.
const WRITTEN = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\d{1,2})[:h](\d{2}))?/;
const two = (number) => String(number).padStart(2, "0");

function toPicker(text) {
  const parts = WRITTEN.exec(text);
  if (!parts) return "";
  const [, day, month, year, hour = 0, minute = 0] = parts;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function toText(value) {
  const [day, time] = value.split("T");
  return `${day.split("-").reverse().join("/")} ${time.slice(0, 5)}`;
}

for (const field of document.querySelectorAll("[data-moment]")) {
  const text = field.querySelector("input:not([data-moment-picker])");
  const picker = field.querySelector("[data-moment-picker]");
  const button = field.querySelector("[data-moment-open]");
  if (text.disabled || !picker.showPicker) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    picker.value = toPicker(text.value);
    picker.showPicker();
  });
  picker.addEventListener("input", () => {
    if (!picker.value) return;
    text.value = toText(picker.value);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
