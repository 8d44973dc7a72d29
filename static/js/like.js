/* A press on [data-like], the link "Hữu ích" under a comment: counts it and shows the figure in the link's place.
   site.js loads this with the first press. Without it the link leads to a page with a button. */

import { fetchPart } from "./parts.js";

export default async function like(link) {
  try {
    const said = await fetchPart(`${link.getAttribute("href")}?phan=1`, "[data-part][role=status]", { method: "POST" });
    said.querySelector("a")?.remove();
    link.replaceWith(said);
    said.focus();
  } catch {
    location.assign(link.href);
  }
}
