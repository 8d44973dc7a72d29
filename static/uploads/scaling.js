// A picture as it is sent: one that is heavier or larger than the server takes, or takes well, is made smaller here first.

import { Refusal } from "./requests.js";
import { IMAGE_MAX_BYTES, tooHeavy } from "./weights.js";

// Lighter ones go as they are: the library knows them again by their bytes, whichever browser sends them.
const SENT_AS_IT_IS_BYTES = 10 * 1024 * 1024;
const MAX_PIXELS = 110_000_000; // as uploads/decoding/limits.py
const MAX_SIDE = 65_500;
const DEAR_PIXELS = 20_000_000; // of kinds that the server cannot decode in strips or at a part of their width
const DEAR_KINDS = /^image\/(?:webp|avif)$/;
const WIDTH = 2560; // px; twice the widest size of the site
const SHORTER_SIDE = 1440; // px; a panorama stays wider
const LONGEST_SIDE = 9600; // px; browsers draw on no larger canvas
const QUALITY = 0.9;
const HEAD_BYTES = 4096;
const UNREADABLE = "Trình duyệt không thu nhỏ được ảnh này: hãy lưu lại thành JPEG nhẹ hơn rồi thử lại.";
const MOVES = "Ảnh động không thu nhỏ được ở đây: hãy cắt ngắn hoặc thu nhỏ bằng phần mềm rồi thử lại.";

/**
 * The picture as it can be sent. What is scaled is upright, in sRGB, never enlarged, and stays transparent where it was; what
 * moves, and what this browser cannot read (HEIC), is left as it is. Throws a Refusal for what stays too heavy.
 */
export async function fitting(picture) {
  const moves = await isMoving(picture);
  const sent = moves ? picture : await scaled(picture).catch(() => picture);
  if (sent.size > IMAGE_MAX_BYTES) throw new Refusal(tooHeavy(picture, moves ? MOVES : UNREADABLE, IMAGE_MAX_BYTES));
  return sent;
}

async function scaled(picture) {
  const bitmap = await createImageBitmap(picture);
  try {
    const { width, height } = bitmap;
    if (!isLarge(picture, width, height)) return picture;
    const wanted = Math.max(WIDTH / width, SHORTER_SIDE / Math.min(width, height));
    const scale = Math.min(1, wanted, LONGEST_SIDE / Math.max(width, height));
    const made = await drawn(bitmap, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), picture.type);
    return made.size < picture.size || scale < 1 ? made : picture;
  } finally {
    bitmap.close(); // 12 megapixels are 48 MB
  }
}

function isLarge(picture, width, height) {
  const pixels = width * height;
  const most = DEAR_KINDS.test(picture.type) ? DEAR_PIXELS : MAX_PIXELS;
  return picture.size > SENT_AS_IT_IS_BYTES || pixels > most || Math.max(width, height) > MAX_SIDE;
}

/** JPEG of a JPEG; of others WebP, which keeps what is transparent, or PNG where the browser writes no WebP. */
async function drawn(bitmap, width, height, type) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type: type === "image/jpeg" ? type : "image/webp", quality: QUALITY });
}

/** Whether it has several frames, of which drawing would keep the first one: GIF, WebP with ANIM, PNG with acTL, AVIF as avis. */
async function isMoving(picture) {
  const head = new Uint8Array(await picture.slice(0, HEAD_BYTES).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (text.startsWith("GIF8")) return true;
  if (text.startsWith("RIFF") && text.slice(12, 16) === "VP8X") return Boolean(head[20] & 2);
  return (text.startsWith("\x89PNG") && text.includes("acTL")) || text.slice(4, 12) === "ftypavis";
}
