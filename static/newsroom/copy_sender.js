// Sending a copy to the server, one at a time, and what came of it.

import { csrfToken } from "../uploads/requests.js";

const KEEPALIVE_MAX_BYTES = 60_000; // browsers carry 64 kB beyond the end of a page

/**
 * Sends `copy` ({key, page, number, article, edition, fields, claims}). Resolves with {ok, time, elsewhere} or
 * {reason, message}; `reason` is "unreachable" or "busy" when it is worth another try, "signed_out" after a sign-in.
 */
export async function send(address, copy, options = {}) {
  const answer = await post(address, copy, options);
  return answer.reason === "form_too_old" ? post(address, copy, options) : answer; // that answer has brought a new token
}

async function post(address, copy, { isLast = false }) {
  const body = JSON.stringify(copy);
  const keepalive = isLast && new Blob([body]).size <= KEEPALIVE_MAX_BYTES;
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
  let response;
  try {
    response = await fetch(address, { method: "POST", body, headers, keepalive, credentials: "same-origin" });
  } catch {
    return { reason: "unreachable" };
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return { ok: true, ...answer };
  if (answer?.error?.reason) return answer.error;
  // A token of before the last sign-in, a proxy without its server, a database that restarts.
  return { reason: response.status === 401 ? "signed_out" : "busy" };
}
