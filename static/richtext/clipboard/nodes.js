// Moving many nodes. A call gets no more than about 100,000 arguments: with more (`append(...nodes)`) it throws.

/** Move `nodes` (an array, or a living list) to the end of `holder`. */
export function appendAll(holder, nodes) {
  for (const node of Array.from(nodes)) holder.append(node);
}

/** Put `nodes`, which may be texts, in the place of `element`. */
export function replaceByAll(element, nodes) {
  const all = element.ownerDocument.createDocumentFragment();
  appendAll(all, nodes);
  element.replaceWith(all);
}

/** The elements that hold one of `elements` somewhere below. Linear, since nothing is walked twice. */
export function holdersOf(elements) {
  const found = new Set();
  for (const element of elements) {
    for (let above = element.parentElement; above && !found.has(above); above = above.parentElement) found.add(above);
  }
  return found;
}
