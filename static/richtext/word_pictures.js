// Word's HTML names pictures by files of the journalist's machine, which no page may read; the pictures themselves stand in the
// RTF beside it. CKEditor's own filter takes them out; it is loaded once it is needed.

import { parse } from "./pasted_pictures.js";

const { CKEDITOR } = window;
const FILTERS = ["filter/common.js", "filter/image.js"];

/** Whether `html` names files of a machine and `rtf` may hold them. */
export const hasPicturesOfWord = (html, rtf) => Boolean(rtf) && /<img\b[^>]*\bsrc=["']?file:/i.test(html);

/** Whether the filter is there; if it is not, `loaded()` is called once it is. */
export function loadWordPictures(loaded) {
  const { path, loadFilters } = { path: CKEDITOR.plugins.getPath("pastetools"), loadFilters: CKEDITOR.plugins.pastetools.loadFilters };
  return loadFilters(FILTERS.map((file) => CKEDITOR.getUrl(path + file)), loaded);
}

/** Map from the address in `html` to {type, bytes} (base64, "" for a kind that is not read). Empty where the two disagree on
    how many pictures there are: a wrong picture is worse than none. */
export function picturesOfWord(html, rtf) {
  if (!hasPicturesOfWord(html, rtf)) return new Map();
  const found = CKEDITOR.pasteFilters.image.extractFromRtf(rtf);
  const addresses = [...parse(html).querySelectorAll("img")].map((image) => image.getAttribute("src"));
  if (found.length !== addresses.length) return new Map();
  return new Map(addresses.map((address, number) => [address, { type: found[number].type ?? "unknown", bytes: base64(found[number].hex) }]));
}

function base64(hex) {
  return hex ? CKEDITOR.tools.convertBytesToBase64(CKEDITOR.tools.convertHexStringToBytes(hex)) : "";
}
