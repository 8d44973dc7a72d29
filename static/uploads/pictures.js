// Pictures in the browser, before they are sent. Drawn on a canvas: no blob: or data: address, so the page's policy stays narrow.

import { make } from "./dom.js";

export const MAX_BYTES = 10 * 1024 * 1024; // as uploads/checks.py
const PREVIEW_WIDTH = 240; // px
const SMALLER_WIDTH = 2560; // px; what a picture too heavy to send is made into, twice the widest size of the site

/** Show the file `picture` on `canvas`; hides the canvas when there is none or this browser cannot read it. */
export async function draw(picture, canvas) {
  canvas.hidden = true;
  if (!picture) return;
  try {
    const bitmap = await createImageBitmap(picture);
    canvas.width = PREVIEW_WIDTH;
    canvas.height = Math.max(1, Math.round((PREVIEW_WIDTH * bitmap.height) / bitmap.width));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    canvas.hidden = false;
  } catch {
    // Not a picture that this browser reads: the server will say so in words.
  }
}

/** The picture at most SMALLER_WIDTH wide as a JPEG, or as it was when the browser cannot read it. */
export async function smaller(picture) {
  try {
    const bitmap = await createImageBitmap(picture);
    const scale = Math.min(1, SMALLER_WIDTH / bitmap.width);
    const canvas = make("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9))) ?? picture;
  } catch {
    return picture;
  }
}
