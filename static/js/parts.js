/* What our own pages answer with `?phan=1`: a part of a page. The browser reads it as a document of its own, in which
   nothing runs and nothing loads. No string ever becomes markup here: the policy of readers' pages forbids that. */

/** The first element that `selector` finds in the answer; throws on anything else (an error page, a sign-in of the network). */
export function fetchPart(address, selector, { method = "GET", body = null } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "document";
    request.onload = () => {
      const part = request.response?.querySelector(selector);
      if (part) resolve(document.adoptNode(part));
      else reject(new Error(`No part in the answer of ${address}: ${request.status}`));
    };
    request.onerror = request.onabort = () => reject(new Error(`No answer of ${address}`));
    request.send(body);
  });
}
