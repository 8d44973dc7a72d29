// Making elements without a line of HTML in strings: text that people typed can never become markup.

/** `make("button", {type: "button", class: "x"}, "Đóng")`; a property that starts with "on" is a listener. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

let counter = 0;

/** A field with its label above and its hint below: `field("Nguồn ảnh", input, {hint, required})`. */
export function field(label, control, { hint = "", required = false } = {}) {
  const id = `images-field-${(counter += 1)}`;
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  if (required) control.required = true;
  const star = required ? make("span", { class: "images-required", "aria-hidden": "true" }, " *") : null;
  return make(
    "div",
    { class: "images-field" },
    make("label", { for: id }, label, star),
    control,
    hint ? make("p", { class: "images-hint", id: `${id}-hint` }, hint) : null,
  );
}
