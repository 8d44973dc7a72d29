// The toolbar on a narrow screen is one row that is moved sideways; it stands below the lines of the notice bar (editor.css).

import { make } from "../uploads/dom.js";
import { noticeBar } from "./notice_bar.js";

/** The keyboard moves it too, while there is more of it. */
export function mendToolbar(editor) {
  const toolbox = editor.ui.space("top")?.findOne(".cke_toolbox")?.$;
  if (!toolbox) return;
  const reach = () => {
    if (toolbox.scrollWidth > toolbox.clientWidth) toolbox.tabIndex = 0;
    else toolbox.removeAttribute("tabindex");
  };
  new ResizeObserver(reach).observe(toolbox);
  const lines = noticeBar(editor).element;
  const measure = () => document.documentElement.style.setProperty("--lines", `${lines.offsetHeight}px`);
  new ResizeObserver(measure).observe(lines);
  showThereIsMore(toolbox);
}

/** An arrow at the end of the row, for the finger and the mouse alone: the keyboard and a screen reader reach every button. */
function showThereIsMore(toolbox) {
  const atEnd = () => toolbox.scrollLeft + toolbox.clientWidth >= toolbox.scrollWidth - 2;
  const arrow = make("button", { type: "button", class: "richtext-more", tabindex: "-1", "aria-hidden": "true" }, "›");
  arrow.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
  arrow.addEventListener("click", () => toolbox.scrollBy({ left: atEnd() ? -toolbox.scrollWidth : toolbox.clientWidth * 0.75 }));
  toolbox.addEventListener("scroll", () => void (arrow.textContent = atEnd() ? "‹" : "›"), { passive: true });
  toolbox.after(arrow);
}
