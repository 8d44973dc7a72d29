// What pictures a paste or a drop brings along. Pure: nothing is fetched or shown here.

/**
 * Split CKEditor's paste `data` into {html, files, foreign}: the HTML without pictures that are not ours, the picture
 * files to ask about (dropped, from the clipboard, or embedded by a word processor), and how many came from elsewhere.
 */
export function picturesInPaste(data, mediaUrl) {
  const page = new DOMParser().parseFromString(data.dataValue ?? "", "text/html");
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
  const isOnlyFiles = !page.body.textContent.trim() && !page.querySelector("img, table, hr");
  if (isOnlyFiles) {
    const dropped = pictureFiles(data.dataTransfer);
    if (dropped.length) return { html: "", files: dropped, foreign: 0 };
  }
  const changed = files.length || foreign;
  return { html: changed ? (isOnlyFiles ? "" : page.body.innerHTML) : data.dataValue, files, foreign };
}

function isOurs(source, mediaUrl) {
  return new URL(source, document.baseURI).href.startsWith(new URL(mediaUrl, document.baseURI).href);
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
