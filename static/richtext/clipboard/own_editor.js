// What was copied in an editor of ours, in another window: what the editor keeps beside the text goes, and pictures and links get
// back the addresses that it took from them.

const SAVED = { "data-cke-saved-src": "src", "data-cke-saved-href": "href" };

export function undoEditor(body) {
  for (const [saved, name] of Object.entries(SAVED)) {
    for (const element of body.querySelectorAll(`[${saved}]`)) element.setAttribute(name, element.getAttribute(saved));
  }
  for (const wrapper of body.querySelectorAll("[data-cke-widget-wrapper]")) {
    for (const child of [...wrapper.children]) if (!child.hasAttribute("data-widget")) child.remove(); // handles and buttons
  }
}
