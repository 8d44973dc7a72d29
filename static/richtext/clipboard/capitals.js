// Letters that Word shows as capitals ("All caps"), and keeps as they were typed.

import { declared } from "./styles.js";

/** Write the letters as their program shows them. The capitals of a web page are the look of that page, and stay there. */
export function writeCapitals(body, context) {
  if (!context.isOffice) return;
  const inCapitals = new Map();
  const nodes = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const isAround = inCapitals.get(node.parentElement) ?? false;
    if (node.nodeType === Node.TEXT_NODE) {
      if (isAround) node.data = node.data.toLocaleUpperCase("vi");
      continue;
    }
    const said = declared(context, node)["text-transform"];
    inCapitals.set(node, said ? said === "uppercase" : isAround);
  }
}
