// Whether the library has a picture already, asked by its bytes before anybody describes it anew.

import { ask } from "./requests.js";

const MAX_BYTES = 10 * 1024 * 1024; // as scaling.js: heavier ones are sent as another file
const answers = new WeakMap(); // by file

/** Resolves with the picture of the library at `libraryUrl` that was made from `file`; null where there is none, or nobody answers. */
export function known(file, libraryUrl) {
  if (!answers.has(file)) answers.set(file, find(file, libraryUrl).catch(() => null));
  return answers.get(file);
}

async function find(file, libraryUrl) {
  if (file.size > MAX_BYTES || !crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const { images } = await ask(`${libraryUrl}?${new URLSearchParams({ dau: hash })}`);
  return images[0] ?? null;
}

/** The picture of the library that was chosen in place of the file of `item`; null for none, or after another file came. */
export const chosenFor = ({ file, known: chosen }) => (chosen?.file === file ? chosen.image : null);

/** What the server would tell of `image`, which is there, with the description and the caption that were typed for this use. */
export function usedAgain(image, { alt, caption, file, place }) {
  const ofUse = { alt: alt.trim() || image.alt, caption: caption.trim() || image.caption };
  return { ...image, ...ofUse, library_alt: image.alt, library_caption: image.caption, kept_note: "", note: "", file, place };
}
