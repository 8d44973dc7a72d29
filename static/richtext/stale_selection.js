// The selection that CKEditor keeps while it has no focus may lead to what was deleted since. Asked at the next click
// which element it encloses, CKEditor fails: there is nothing above a node that is gone.

export function mendStaleSelections({ dom }) {
  const { getEnclosedNode } = dom.range.prototype;
  dom.range.prototype.getEnclosedNode = function () {
    return isThere(this) ? getEnclosedNode.call(this) : null;
  };
}

function isThere({ startContainer, endContainer }) {
  return [startContainer, endContainer].every(({ $ }) => $.isConnected);
}
