// Whole pages of the desk, of which a script takes a part.

/** Resolves with the page at `address` as a Document, or with null where it is away, or is for nobody who is signed out. */
export async function fetchPage(address) {
  const headers = { Accept: "text/html", "X-Asked-By": "clock" };
  try {
    const response = await fetch(address, { headers, credentials: "same-origin", redirect: "error" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}
