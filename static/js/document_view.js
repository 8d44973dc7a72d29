/* data-document-view on a link to a PDF: shows it below its row, by the browser's own viewer. Pressed again it goes. Where
   there is no such viewer, or little room (a telephone), the link is followed. */

const ROOM = "(min-width: 48rem)";

export default function view(link) {
  const row = link.closest("li");
  const open = row.querySelector("iframe");
  if (open) return close(link, open);
  if (!navigator.pdfViewerEnabled || !matchMedia(ROOM).matches) return location.assign(link.href);
  const frame = document.createElement("iframe");
  frame.src = `${link.href}#navpanes=0&view=FitH`; // as wide as the frame, without a strip of small pages
  frame.title = `Nội dung tệp ${link.dataset.documentView}`;
  frame.className = "file-view";
  row.append(frame);
  say(link, "Đóng lại", true);
  row.scrollIntoView({ block: "start" }); // the row with "Đóng lại" stays above what it opened
}

function close(link, frame) {
  frame.remove();
  say(link, "Xem", false);
}

function say(link, words, isOpen) {
  link.querySelector("[data-words]").textContent = words;
  link.setAttribute("aria-expanded", String(isOpen));
}
