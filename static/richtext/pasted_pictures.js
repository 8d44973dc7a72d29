// What pictures a paste or a drop brings along, and the places in the text that wait for them. Pure: nothing is fetched or
// shown here.

import { captionBehindPlace, captionsOf } from "./captions.js";
import { appendAll } from "./clipboard/nodes.js";
import { note } from "./clipboard/notes.js";
import { dropEmptyRows, unframePictures } from "./picture_tables.js";

const EMBEDDED = /data:(image\/[\w.+-]+);base64,([\w+/=\s]+)/gi;
const STANDS_FOR = /^data:image\/[\w.+-]+,portal-picture-(\d+)$/; // in place of the bytes of an embedded picture
const KINDS = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp" };
const MAX_EMBEDDED = 40 * 1024 * 1024; // bytes of one picture that a browser takes out of a text
const SMALLEST = 3; // px; what is smaller counts visitors, and shows nothing
const MAX_WORDS = 300;
const PLACE = "picture-place";
export const LOT = "lot"; // with it begins the key of a place for several
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, figure, blockquote, pre, dl";
const DIVISIONS = "div, section, article, main, center, form";
const MADE_BY_PROGRAMS = /^(?:image|picture|screenshot|hình ảnh|ảnh)?[\s_-]*\d*$|\.(?:png|jpe?g|gif|webp)$|^[\w:/.%-]{20,}$|automatically generated|^(?:a|an) [\w ,]+ (?:of|with|on|in) /i;
const IS_SIGN = /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]*$/u;

/** {html, embedded}: `html` without the bytes of pictures, for which short addresses stand, and those pictures. */
export function withheld(html) {
  const embedded = [];
  const short = html.replace(EMBEDDED, (_, type, bytes) => `data:${type},portal-picture-${embedded.push({ type: type.toLowerCase(), bytes }) - 1}`);
  return { html: short, embedded };
}

/**
 * {html, pictures}: `html` with a place (picture_places.js) for each picture that is not ours. `pictures`: {place, file,
 * name, why, host, alt, caption} in their order; `file` is null for those that cannot come in, and `why` says
 * the reason (a key of REASONS in picture_places.js). `embedded` is that of `withheld`, `ofWord` a Map from address to
 * {type, bytes} for pictures that Word has beside its HTML, `original` the HTML before it was translated; `notes` (clipboard/
 * notes.js) hear of pictures that leave the cells of a table.
 */
export function withPlaces(html, { mediaUrl, embedded = [], ofWord = new Map(), original = "", notes = [] }) {
  if (!/<img\b/i.test(html)) return { html, pictures: [] };
  const { body } = parse(html);
  const captions = captionsOf(parse(original).body);
  const images = foreignImages(body, mediaUrl);
  for (const caption of unframePictures(tablesOf(images))) captions.add(caption);
  const rows = new Map(images.map((image) => [image, image.closest("tr")]));
  const tables = tablesOf(images);
  const pictures = images.map((image, number) =>
    putPlace(image, describe(image.getAttribute("src"), { embedded, ofWord, number: number + 1 })),
  );
  for (const image of images) if (rows.get(image)) note({ notes }, "table-pictures", image.alt);
  const emptied = new Set(rows.values());
  for (const table of tables) dropEmptyRows(table, emptied);
  for (const { element, picture } of pictures) picture.caption = captionBehindPlace(element, captions);
  for (const { element, picture } of pictures) mark(element, picture);
  return { html: body.innerHTML, pictures: pictures.map(({ picture }) => picture) };
}

/** The pictures in `body` that are not ours; those that show nothing go, and small signs become letters. */
function foreignImages(body, mediaUrl) {
  return [...body.querySelectorAll("img")].filter((image) => {
    if (isOurs(image.getAttribute("src") ?? "", mediaUrl)) return false;
    const isSign = IS_SIGN.test(image.alt);
    if (showsNothing(image)) image.remove();
    else if (isSign) image.replaceWith(image.alt);
    return image.isConnected;
  });
}

const tablesOf = (images) => new Set(images.map((image) => image.closest("table")).filter(Boolean));

/** {html, pictures, lot}: a place for a file that is brought without any text, or one for several, which may become a gallery
    (`lot`: its key). What of them the library takes is said when they are sent. */
export function placesOf(files) {
  if (files.length > 1) return placeOfLot(files);
  const pictures = files.map((file) => ({ place: newKey(), name: file.name, file, alt: "", caption: "" }));
  const elements = pictures.map((picture) => mark(document.createElement("div"), picture));
  return { html: elements.map(({ outerHTML }) => outerHTML).join(""), pictures };
}

function placeOfLot(files) {
  const lot = LOT + newKey();
  const element = mark(document.createElement("div"), { place: lot, name: `${files.length} ảnh` });
  return { html: element.outerHTML, lot, pictures: files.map((file) => ({ place: "", file, alt: "", caption: "" })) };
}

/** Browsers know no type for pictures of phones (HEIC): the server says what to do with them. */
export function isPicture(file) {
  return file.type.startsWith("image/") || /\.(?:heic|heif|avif|jpe?g|png|gif|webp|tiff?|bmp|psd)$/i.test(file.name);
}

/** An inert document: its pictures are not loaded. */
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => (byte % 36).toString(36)).join("");

/** Make `element` the place of `picture`. */
function mark(element, { place, name, why, host, alt, caption }) {
  element.className = PLACE;
  const texts = { place, name: name || host, why, alt, caption };
  for (const [key, text] of Object.entries(texts)) if (text) element.dataset[key] = text.slice(0, MAX_WORDS);
  return element;
}

/** Puts an element in the place of `image`: never into a sentence, but behind (or before) the block that it stands in. */
function putPlace(image, picture) {
  const element = image.ownerDocument.createElement("div");
  element.className = PLACE;
  picture.alt = MADE_BY_PROGRAMS.test(image.alt.trim()) ? "" : image.alt.trim();
  const block = blockOf(image);
  if (isBefore(image, block)) block.before(element);
  else {
    lastOf(block).after(element);
    lastBehind.set(block, element);
  }
  takeOut(image, block);
  return { element, picture };
}

/** The paragraph, whole list or whole table with `image`; of a division that holds blocks, what stands between them. */
function blockOf(image) {
  const { body } = image.ownerDocument;
  let block = image;
  for (let each = image; each !== body; each = each.parentElement) {
    if (each.matches(BLOCKS)) block = each;
  }
  if (block.matches(DIVISIONS) || block === image) block = partOf(block.matches(DIVISIONS) ? block : body, image);
  return block;
}

/** The innermost division's child that holds `image`. */
function partOf(division, image) {
  const part = [...division.children].find((child) => child.contains(image)) ?? image;
  return part !== image && part.matches(DIVISIONS) ? partOf(part, image) : part;
}

const lastBehind = new WeakMap(); // by block: the last place; a table may have hundreds

/** Where what stands behind `block` begins: behind the words of the same line, and behind the places that are there already. */
function lastOf(block) {
  let last = lastBehind.get(block) ?? block;
  if (!block.matches(`${BLOCKS}, ${DIVISIONS}`)) while (last.nextSibling && isInline(last.nextSibling)) last = last.nextSibling;
  while (last.nextElementSibling?.className === PLACE && last.nextElementSibling === next(last)) last = last.nextElementSibling;
  return last;
}

const isInline = (node) => node.nodeType === Node.TEXT_NODE || (node.nodeType === Node.ELEMENT_NODE && !node.matches(`${BLOCKS}, ${DIVISIONS}, hr`));

/** What follows `node`, blanks aside. */
function next(node) {
  let { nextSibling } = node;
  while (nextSibling?.nodeType === Node.TEXT_NODE && !nextSibling.data.trim()) ({ nextSibling } = nextSibling);
  return nextSibling;
}

/** Whether a picture stands before all words of `block`, which has some. */
function isBefore(image, block) {
  if (!block.matches("p, h1, h2, h3, h4, h5, h6, figure") || !block.textContent.trim()) return false;
  const texts = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT); // a range would live on, and cost
  while (texts.nextNode() && !texts.currentNode.data.trim());
  return Boolean(image.compareDocumentPosition(texts.currentNode) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Takes `image` out, and what held nothing else. The caption of a figure becomes a paragraph. */
function takeOut(image, block) {
  let holder = image.parentElement;
  image.remove();
  if (block.matches("figure") && !block.querySelector("img, table")) {
    const paragraph = block.ownerDocument.createElement("p");
    appendAll(paragraph, (block.querySelector("figcaption") ?? block).childNodes);
    block.replaceWith(...(paragraph.textContent.trim() ? [paragraph] : []));
    return;
  }
  while (holder && holder !== block.ownerDocument.body && !holder.matches("td, th") && isEmpty(holder)) {
    const { parentElement } = holder;
    holder.remove();
    holder = parentElement;
  }
}

const isEmpty = (element) => !element.textContent.trim() && !element.querySelector(`img, table, hr, .${PLACE}`);

/** What becomes of the picture at `source`. */
function describe(source, { embedded, ofWord, number }) {
  const known = embedded[STANDS_FOR.exec(source)?.[1]] ?? ofWord.get(source);
  const picture = { place: newKey(), file: null, name: "", why: "", host: "", alt: "" };
  if (known) return { ...picture, ...whatIs(known.type), ...fileOf(known, number) };
  const url = address(source);
  if (/^(?:https?|ftp):$/.test(url?.protocol ?? "")) return { ...picture, why: "remote", host: url.host };
  return { ...picture, why: { "file:": "local", "cid:": "mail" }[url?.protocol] ?? "gone" };
}

/** {why}: "" for kinds that the library takes, or may take. */
function whatIs(type) {
  const kind = /image\/(?:x-)?(?:ms-)?(emf|wmf|bmp|tiff?|svg)(?:\+xml)?$/i.exec(type)?.[1].toLowerCase();
  return { why: type === "unknown" ? "gone" : (kind?.replace("tiff", "tif") ?? "") };
}

function fileOf({ type, bytes }, number) {
  const { why } = whatIs(type);
  if (why) return { file: null, why };
  if (bytes.length > (MAX_EMBEDDED * 4) / 3) return { file: null, why: "large" };
  const ending = Object.keys(KINDS).find((name) => KINDS[name] === type) ?? type.replace(/^image\/|\W.*$/g, "");
  const name = `anh-dan-${number}.${ending}`;
  try {
    const letters = atob(bytes.replace(/\s/g, ""));
    return { file: new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], name, { type }), name };
  } catch {
    return { file: null, why: "gone" };
  }
}

/** What counts visitors, and the handles that an editor puts beside pictures. */
function showsNothing(image) {
  const isTiny = ["width", "height"].some((side) => image.hasAttribute(side) && parseInt(image.getAttribute(side), 10) < SMALLEST);
  return isTiny || /\bcke_/.test(image.className) || !image.getAttribute("src");
}

function address(source) {
  return URL.canParse(source, document.baseURI) ? new URL(source, document.baseURI) : null;
}

function isOurs(source, mediaUrl) {
  return address(source)?.href.startsWith(address(mediaUrl).href) ?? false;
}
