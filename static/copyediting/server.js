// Asking the server, in silence: whoever writes is never stopped by proofreading that does not answer.

import { csrfToken } from "../uploads/requests.js";

const PATIENCE_MS = 30_000;

/** {answer}, or {reason, message, status}: "unreachable" where nothing came back, else what the server says. Never throws. */
export async function post(address, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": csrfToken() };
    const response = await fetch(address, { method: "POST", body: JSON.stringify(body), headers, credentials: "same-origin", signal: stop.signal });
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return { answer };
    return { reason: answer?.error?.reason ?? "broken", message: answer?.error?.message ?? null, status: response.status };
  } catch {
    return { reason: "unreachable", message: null, status: 0 };
  } finally {
    clearTimeout(timer);
  }
}
