// Web pages, mail on the web and chats: what stands around a text, pictures that are letters, captions, links over others' hosts.

import { appendAll, replaceByAll } from "./nodes.js";
import { note } from "./notes.js";
import { structured } from "./plain.js";

const READ = new Set(["web", "own", "zalo"]);
const INTERFACE = [
  "nav", "aside", "menu", "dialog", "[role='navigation']", "[role='complementary']", "[role='button']", "[role='toolbar']",
  "[role='dialog']", "[role='menu']", "[role='search']", "[role='banner']", "[role='contentinfo']", "[type='RelatedOneNews']",
  "[type='RelatedNewsBox']", ".card-send-time", "[class*='sendTime' i]", "[class*='msg-status' i]", "[class*='zavatar' i]",
  "[class*='reaction' i]", ".gmail_attr", ".google-auto-placed", ".adsbygoogle",
].join(","); // prettier-ignore
const CAPTIONED = ".tplCaption, .wp-caption, [type='Photo'], figure";
const CAPTIONS = "figcaption, .wp-caption-text, .PhotoCMS_Caption, .Image, .caption, p, td";
const MESSAGES = ".text, [data-component='message-text-content']";
const EMOJI = /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}])[\p{Extended_Pictographic}\p{Emoji_Component}\ufe0f\u200d]+$/u;
const SMILEY = /^(?:[:;=8][-'’]?[()DPpOo3|*<>\\/]+|\/-[a-z]+)$/; // as Zalo and Yahoo wrote them
const TINY = 2; // pixels: a picture that counts readers

const REDIRECTS = [
  [/^https?:\/\/lm?\.facebook\.com\/l\.php/i, "u"],
  [/^https?:\/\/(?:www\.)?google\.[a-z.]+\/url/i, "q", "url"],
  [/^https?:\/\/(?:www\.)?youtube\.com\/redirect/i, "q"],
  [/^https?:\/\/[a-z.]*zalo(?:app)?\.(?:me|com)\/(?:redirect|link|v\d\/url)/i, "url", "u", "continue"],
];
const TRACKS = /^(?:utm_\w+|fbclid|gclid|zarsrc|zalo_\w+|mc_[ce]id|igshid|yclid|_gl)$/i;

export function readWebParts(body, context) {
  body.querySelectorAll("img").forEach(readSmallPicture);
  straighten(body);
  if (!READ.has(context.source)) return;
  for (const part of body.querySelectorAll(INTERFACE)) {
    if (!body.contains(part) || part.querySelector("article")) continue;
    if (part.textContent.trim()) note(context, "interface", part.textContent);
    part.remove();
  }
  for (const holder of body.querySelectorAll(CAPTIONED)) if (body.contains(holder)) frameCaption(holder);
  keepLineBreaks(body);
  if (context.source === "zalo") body.querySelectorAll(MESSAGES).forEach((message) => readMessage(message, context));
  for (const place of body.querySelectorAll(".location-stamp")) place.append(" – "); // as its style shows
}

/** A picture of an emoji is the emoji; one of a pixel counts readers; one that is not loaded yet names its address elsewhere. */
function readSmallPicture(picture) {
  const alt = picture.getAttribute("data-emoji") ?? picture.getAttribute("alt")?.trim() ?? "";
  if (EMOJI.test(alt) || SMILEY.test(alt)) return void picture.replaceWith(alt);
  const sides = ["width", "height"].map((name) => picture.getAttribute(name)).filter(Boolean).map(Number);
  if (sides.length && sides.every((side) => side <= TINY)) return void picture.remove();
  const later = picture.getAttribute("data-src") ?? picture.getAttribute("data-original");
  if (later && /^data:image\/(?:gif|svg)|^$/i.test(picture.getAttribute("src") ?? "")) picture.setAttribute("src", later);
}

/** Links lead where they say, and tell nobody who came from where. */
function straighten(body) {
  for (const link of body.querySelectorAll("a[href^='http' i]")) {
    const target = targetOf(link.getAttribute("href").trim());
    if (target) link.setAttribute("href", target);
  }
}

function targetOf(href) {
  const [, ...names] = REDIRECTS.find(([host]) => host.test(href)) ?? [null];
  const url = URL.canParse(href) ? new URL(href) : null;
  const inner = url && names.map((name) => url.searchParams.get(name)).find(Boolean);
  if (inner) return /^https?:/i.test(inner) ? (targetOf(inner) ?? inner) : null;
  const tracks = url ? [...url.searchParams.keys()].filter((name) => TRACKS.test(name)) : [];
  if (!tracks.length) return null;
  tracks.forEach((name) => url.searchParams.delete(name));
  return url.href;
}

/** A picture with words below it, however a newspaper writes that, as a figure. */
function frameCaption(holder) {
  const pictures = holder.querySelectorAll("img");
  if (pictures.length !== 1 || holder.closest("div.gallery, figure.video")) return;
  const page = holder.ownerDocument;
  const words = [...holder.querySelectorAll(CAPTIONS)].find((each) => each.textContent.trim() && !each.querySelector("img"));
  const figure = page.createElement("figure");
  figure.className = "image";
  figure.append(pictures[0]);
  if (words) {
    const caption = page.createElement("figcaption");
    appendAll(caption, words.childNodes);
    caption.querySelectorAll("p").forEach((line) => replaceByAll(line, [...line.childNodes, " "]));
    figure.append(caption);
  }
  holder.replaceWith(figure);
  if (!holder.textContent.trim()) return;
  const rest = page.createElement("div"); // words beside the caption stay words
  appendAll(rest, holder.localName === "table" ? [holder] : holder.childNodes);
  figure.after(rest);
}

const PRE = "[style*='pre-wrap'], [style*='pre-line'], [style*='break-spaces'], [style*='white-space: pre'], [style*='white-space:pre']";

/** Where line breaks of the source show (chats, Facebook), they are breaks. */
function keepLineBreaks(body) {
  let last = null;
  for (const holder of body.querySelectorAll(PRE)) {
    if (last?.contains(holder)) continue;
    last = holder;
    const texts = body.ownerDocument.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (/\S\s*\n\s*\S|\S\s*\n\s*$/.test(texts.currentNode.data)) found.push(texts.currentNode);
    for (const text of found) {
      const lines = text.data.split(/\r?\n/);
      replaceByAll(text, lines.flatMap((line, place) => (place ? [body.ownerDocument.createElement("br"), line] : [line])));
    }
  }
}

/** The text of a message has the structure of plain text; links and pictures in it stay what they are. */
function readMessage(message, context) {
  if (!message.isConnected || message.querySelector("a, img, .text")) return;
  message.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
  const page = message.ownerDocument;
  const read = new DOMParser().parseFromString(structured(message.textContent, context), "text/html").body;
  const block = page.createElement("div");
  appendAll(block, read.childNodes);
  message.replaceWith(block);
}
