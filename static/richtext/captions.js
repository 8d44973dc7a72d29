// Which paragraph behind a picture is its caption. Pure.

const STYLED = "figcaption, .MsoCaption, [class*='aption'], [class*='Illustration'], p.wp-caption-text, [style*='mso-style-name:Caption']";
const OF_A_PICTURE = /^\(?\s*(?:ảnh|hình(?:\s*ảnh)?(?:\s*\d+)?|nguồn ảnh|ảnh minh họa|biểu đồ \d+|sơ đồ \d+)\s*(?:[:.–-]|$)/iu;
const NAMES_ITS_SOURCE = /(?:^|[.\s(–-])(?:nguồn\s+)?ảnh\s*:\s*[^.:]{2,60}\)?\.?$/iu;
const CREDIT = /[\s.(–-]*((?:nguồn\s+)?ảnh\s*:\s*[^.:]{2,60}?)[)\s.]*$/iu;
export const LONGEST = 300;

export const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** The texts that a clipboard calls captions by a style or an element of its own. */
export function captionsOf(body) {
  return new Set([...body.querySelectorAll(STYLED)].map(({ textContent }) => plain(textContent)).filter((text) => text && text.length <= LONGEST));
}

/** Whether `text` says by its words that it belongs to a picture. */
export const namesPicture = (text) => OF_A_PICTURE.test(text) || NAMES_ITS_SOURCE.test(text);

/** The caption of the picture whose place is `element`; "" where the paragraph behind it is none. */
export function captionBehindPlace(element, styled) {
  const next = element.nextElementSibling;
  if (!next?.matches("p, h4, h5, h6, div:not(.picture-place)") || next.querySelector("img, table")) return "";
  const text = plain(next.textContent);
  const isCaption = text.length <= LONGEST && (styled.has(text) || namesPicture(text));
  return isCaption ? text : "";
}

/** A caption as the dialog asks for it: {words, credit}. */
export function parts(text) {
  const credit = CREDIT.exec(text)?.[1] ?? "";
  return { words: plain(credit ? text.replace(CREDIT, (found) => (/^\s*\./.test(found) ? "." : "")) : text), credit: plain(credit) };
}
