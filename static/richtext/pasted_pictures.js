// What pictures a paste or a drop brings along. Pure: nothing is fetched or shown here.

const PLACEHOLDER = "data:,"; // stands for a picture of another host, which must not even be asked for
const MAKES_REQUESTS = "video, audio, source, track, iframe, object, embed, link, style, script";

/** The HTML of a paste with nothing in it that would call another host while the editor works on it. */
export function withoutRemote(html) {
  if (!/<(?:img|image|video|audio|source|iframe|object|embed|link|style)\b/i.test(html ?? "")) return html;
  const page = parse(html);
  page.querySelectorAll(MAKES_REQUESTS).forEach((element) => element.remove());
  for (const picture of page.querySelectorAll("img")) {
    picture.removeAttribute("srcset");
    if (isRemote(picture.getAttribute("src") ?? "")) picture.setAttribute("src", PLACEHOLDER);
  }
  return page.body.innerHTML;
}

/**
 * Split CKEditor's paste `data` into {html, files, foreign}: the HTML without pictures that are not ours, the picture
 * files to ask about (dropped, from the clipboard, or embedded by a word processor), and how many came from elsewhere.
 */
export function picturesInPaste({ dataValue, dataTransfer }, mediaUrl) {
  const page = parse(dataValue ?? "");
  const files = [];
  let foreign = 0;
  for (const picture of page.querySelectorAll("img")) {
    const source = picture.getAttribute("src") ?? "";
    if (isOurs(source, mediaUrl)) continue;
    const file = embeddedFile(source, files.length + 1);
    if (file) files.push(file);
    else foreign += 1;
    picture.remove();
  }
  const hasMore = page.body.textContent.trim() || page.querySelector("img, table, hr");
  const dropped = hasMore ? [] : pictureFiles(dataTransfer);
  if (dropped.length) return { html: "", files: dropped, foreign: 0 };
  if (!files.length && !foreign) return { html: dataValue, files, foreign };
  return { html: hasMore ? page.body.innerHTML : "", files, foreign };
}

/** An inert document: its pictures are not loaded. */
function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function address(source) {
  return URL.canParse(source, document.baseURI) ? new URL(source, document.baseURI) : null;
}

function isRemote(source) {
  const url = address(source);
  return url !== null && /^(?:https?|ftp):$/.test(url.protocol) && url.origin !== location.origin;
}

function isOurs(source, mediaUrl) {
  return address(source)?.href.startsWith(address(mediaUrl).href) ?? false;
}

function pictureFiles(dataTransfer) {
  return Array.from({ length: dataTransfer.getFilesCount() }, (_, index) => dataTransfer.getFile(index)).filter((file) =>
    file?.type.startsWith("image/"),
  );
}

/** The file in a data: address, as word processors embed pictures; null for any other address. */
function embeddedFile(source, number) {
  const match = /^data:(image\/(?:png|jpe?g|gif|webp));base64,([\w+/=\s]+)$/i.exec(source);
  if (!match) return null;
  const bytes = Uint8Array.from(atob(match[2].replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  return new File([bytes], `anh-dan-${number}.${match[1].slice(6)}`, { type: match[1] });
}
