// A chosen picture as it stands in a text.

import { make } from "../uploads/dom.js";

/** HTML of a picture as dialog.js hands it over, with caption and source below. */
export function figure({ url, alt, width, height, caption, credit }) {
  const words = caption ? [caption, " "] : [];
  return make(
    "figure",
    { class: "image" },
    make("img", { src: url, alt, width, height }),
    make("figcaption", {}, ...words, make("span", { class: "credit" }, credit)),
  ).outerHTML;
}

export const MAX_IN_GALLERY = 30; // as richtext/policy.py

/** HTML of each of `pictures`; those that belong together as one gallery, or as few as they fit in, where the first stands. */
export function figures(pictures) {
  const gathered = pictures.filter(({ isGathered }) => isGathered);
  if (gathered.length < 2) return pictures.map(figure);
  return pictures.flatMap((picture) => (picture === gathered[0] ? galleries(gathered.map(figure)) : picture.isGathered ? [] : [figure(picture)]));
}

/** Galleries of about the same length, as the server makes them of one that is too long. */
export function galleries(figures) {
  if (figures.length < 2) return figures;
  const count = Math.ceil(figures.length / MAX_IN_GALLERY);
  const length = Math.ceil(figures.length / count);
  return Array.from({ length: count }, (_, number) => `<div class="gallery">${figures.slice(number * length, (number + 1) * length).join("")}</div>`);
}
