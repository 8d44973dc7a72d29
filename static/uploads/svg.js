// Drawings over a picture. Their places are attributes, so no style is written.

const SVG = "http://www.w3.org/2000/svg";

/** `draw("rect", {x: 0, class: "y"}, …children)` */
export function draw(tag, properties = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  set(element, properties);
  element.append(...children);
  return element;
}

export function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
}

/** Where `event` is on `element`, from 0 to 1 along each axis. */
export function placeOn(element, { clientX, clientY }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: within((clientX - left) / width, 0, 1), y: within((clientY - top) / height, 0, 1) };
}

export const within = (value, least, most) => Math.min(Math.max(value, least), most);
