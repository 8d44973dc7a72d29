// What stands around a form and belongs to the saved article: brought in after a save that stays, so that neither caret nor
// undo of the form is touched.

import { fetchPage } from "./pages.js";

const AROUND = ["#header-inner"]; // of the theme: the article's title, and what is done with it
// What only a saved article has: [what it is, the place that it is the last part of].
const MORE = [
  ["[data-preview-links]", "[data-previews]"],
  ["fieldset.steps", ".desk-side"],
  ['#submit-row a[href$="/delete/"]', "#submit-row .mr-auto"],
];

/** Brings the parts of the page at `address` into this one. Resolves with whether it could: the next save is the next try. */
export async function bringIn(address) {
  const page = await fetchPage(address);
  if (!page) return false;
  document.title = page.title;
  for (const name of AROUND) {
    const [here, there] = [document.querySelector(name), page.querySelector(name)];
    if (here && there) here.replaceChildren(...there.childNodes);
  }
  for (const [name, place] of MORE) {
    const [here, there] = [document.querySelector(place), page.querySelector(name)];
    if (here && there && !document.querySelector(name)) here.append(there);
  }
  return true;
}
