/* data-gallery: pictures side by side. Adds buttons to the strip, which moves without them too, and a view of them over the
   whole screen. Nothing moves by itself. */

const ICONS = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0];
const SVG = "http://www.w3.org/2000/svg";

export default function attachGallery(gallery) {
  const list = gallery.querySelector(".strip");
  const name = gallery.querySelector(".gallery-name");
  const strip = move(list, { onRest: () => mark() });
  const earlier = button("prev", "Ảnh trước", () => tell(strip.step(-1)));
  const later = button("next", "Ảnh sau", () => tell(strip.step(1)));
  const whole = button("search", "Xem lớn", () => view(list, strip, strip.current()), { isShown: true });
  const said = element("p", { class: "hidden-text", role: "status" });
  const bar = element("div", { class: "gallery-bar", "data-added": "" }, earlier, later, whole, said);

  const tell = (place) => void (said.textContent = `Ảnh ${place + 1}/${list.children.length}`);
  const mark = () => {
    earlier.setAttribute("aria-disabled", String(strip.isAtStart()));
    later.setAttribute("aria-disabled", String(strip.isAtEnd()));
  };

  name.after(bar);
  list.addEventListener("click", ({ target }) => {
    if (target.matches("img")) view(list, strip, [...list.children].indexOf(target.closest("li")));
  });
  new ResizeObserver(mark).observe(list);
  gallery.dataset.attached = "";
}

/** Moves a strip by arrow keys and by `step`; `onRest` is called when it has come to rest. */
function move(list, { onRest = () => {} } = {}) {
  const items = [...list.children];
  const room = () => list.scrollWidth - list.clientWidth;
  const isAtStart = () => list.scrollLeft <= 2;
  const isAtEnd = () => list.scrollLeft >= room() - 2;
  let wanted = null; // where it is moving to

  function current() {
    if (wanted !== null) return wanted;
    const distances = items.map((item) => Math.abs(leftOf(item) - list.scrollLeft));
    return distances.indexOf(Math.min(...distances));
  }

  function leftOf(item) {
    const alignedAt = getComputedStyle(item).scrollSnapAlign === "center" ? (list.clientWidth - item.offsetWidth) / 2 : 0;
    return item.offsetLeft - items[0].offsetLeft - alignedAt;
  }

  /** Go to the picture `place`, from 0; `isJump`: at once. Returns where it goes. */
  function go(place, { isJump = false } = {}) {
    const target = Math.max(0, Math.min(items.length - 1, place));
    const left = Math.max(0, Math.min(room(), leftOf(items[target])));
    if (Math.abs(left - list.scrollLeft) > 1) {
      wanted = target;
      list.scrollTo({ left, behavior: isJump ? "instant" : "auto" });
    }
    return target;
  }

  const step = (by) => go((by > 0 && isAtEnd()) || (by < 0 && isAtStart()) ? current() : current() + by);
  const rest = () => {
    wanted = null;
    onRest();
  };
  list.addEventListener("scrollend", rest);
  list.addEventListener("scroll", onRest, { passive: true });
  for (const kind of ["pointerdown", "wheel", "touchstart"]) list.addEventListener(kind, () => (wanted = null), { passive: true });

  /** Arrow keys, Home and End; true when `event` was one of them. */
  function press(event) {
    const places = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Home: () => go(0), End: () => go(items.length - 1) };
    if (!places[event.key] || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    event.preventDefault();
    places[event.key]();
    return true;
  }
  list.addEventListener("keydown", press);
  return { current, go, step, press, isAtStart, isAtEnd };
}

/** The pictures of `list` over the whole screen, from the one at `place` on; when it closes, `strip` stands at the last. */
function view(list, strip, place) {
  const copy = list.cloneNode(true);
  copy.removeAttribute("aria-labelledby");
  copy.setAttribute("aria-label", "Các ảnh trong bộ");
  for (const picture of copy.querySelectorAll("img")) picture.sizes = "100vw";
  const count = copy.children.length;
  const shown = element("p", { role: "status" });
  const earlier = button("prev", "Ảnh trước", () => large.step(-1));
  const later = button("next", "Ảnh sau", () => large.step(1));
  const close = button("close", "Đóng", () => dialog.close(), { isShown: true });
  const head = element("div", { class: "viewer-head" }, shown, earlier, later, close);
  const dialog = element("dialog", { class: "viewer", "aria-label": "Bộ ảnh, xem lớn" }, head, copy);
  const large = move(copy, { onRest: mark });

  let last = place;

  function mark() {
    if (!dialog.open) return; // closed, it has no places any more
    last = large.current();
    const text = `Ảnh ${last + 1}/${count}`;
    if (shown.textContent !== text) shown.textContent = text;
    earlier.setAttribute("aria-disabled", String(large.isAtStart()));
    later.setAttribute("aria-disabled", String(large.isAtEnd()));
  }

  dialog.addEventListener("keydown", (event) => event.target.closest(".strip") || large.press(event));
  dialog.addEventListener("close", () => {
    strip.go(last, { isJump: true });
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  large.go(place, { isJump: true });
  new ResizeObserver(mark).observe(copy);
  close.focus();
}

function button(icon, label, press, { isShown = false } = {}) {
  const words = element("span", isShown ? {} : { class: "hidden-text" });
  words.textContent = label;
  const made = element("button", { type: "button", class: "button button-quiet button-small" }, picture(icon), words);
  made.addEventListener("click", () => made.getAttribute("aria-disabled") === "true" || press());
  return made;
}

function picture(icon) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${ICONS}#i-${icon}`);
  svg.append(use);
  return svg;
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
