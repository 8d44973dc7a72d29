// Text boxes of Word, whose words stand in a comment of the markup for Word itself, beside a picture of the box for browsers.

const FOR_WORD = /^\[if\s[^\]]*\bvml\b[^\]]*\]>/i;
const BOX = "v\\:textbox";
const PARAGRAPHS = "p, h1, h2, h3, h4, h5, h6";

/** Put the words of text boxes behind the paragraphs that the boxes hang on, and take the pictures of the boxes out. Linear. */
export function readTextBoxes(page) {
  const remarks = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (remarks.nextNode()) if (holdsBox(remarks.currentNode.data)) found.push(remarks.currentNode);
  if (!found.length) return;
  const pictures = new Map([...page.querySelectorAll("img")].map((image) => [image.getAttribute("v:shapes"), image]));
  const last = new Map(); // paragraph → what stands behind it already
  for (const remark of found) {
    const vml = new DOMParser().parseFromString(remark.data.replace(FOR_WORD, ""), "text/html");
    for (const box of vml.querySelectorAll(BOX)) {
      if (!box.textContent.trim() || box.parentElement.closest(BOX)) continue;
      const shape = box.parentElement;
      if (!shape.querySelector("v\\:imagedata")) pictures.get(shape.id)?.remove();
      putBehind(remark, contentOf(box, page), last);
    }
  }
}

const holdsBox = (data) => FOR_WORD.test(data) && /<v:textbox\b/i.test(data);

function contentOf(box, page) {
  const block = page.createElement("div");
  for (const child of [...box.childNodes]) block.append(page.adoptNode(child));
  return block;
}

function putBehind(remark, block, last) {
  const paragraph = remark.parentElement.closest(PARAGRAPHS) ?? remark;
  (last.get(paragraph) ?? paragraph).after(block);
  last.set(paragraph, block);
}
