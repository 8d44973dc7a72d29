// Pictures in the browser, before they are sent. Drawn on a canvas: no blob: or data: address, so the page's policy stays narrow.

const PREVIEW_WIDTH = 240; // px

/** Show the file `picture` on `canvas`; hides the canvas when there is none or this browser cannot read it. */
export async function draw(picture, canvas) {
  canvas.hidden = true;
  if (!picture) return;
  try {
    const bitmap = await createImageBitmap(picture, { resizeWidth: PREVIEW_WIDTH, resizeQuality: "medium" });
    canvas.width = PREVIEW_WIDTH;
    canvas.height = Math.max(1, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
    canvas.hidden = false;
  } catch {
    // Not a picture that this browser reads: the server will say so in words.
  }
}
