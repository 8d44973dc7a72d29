// Sending a form to be saved, and what came of it.

import { csrfToken } from "../uploads/requests.js";

const SLOW_MS = 4_000;
const BY_STATUS = { 401: "signed_out", 403: "form_too_old", 400: "too_large", 413: "too_large", 429: "busy", 500: "broken" };
const OF_THE_SESSION = new Set(["signed_out", "form_too_old"]); // the page knows better what is to be pressed

/**
 * Posts `data` (FormData) to `address`. Resolves with {saved} or {reason, message, …} (newsroom/answers.py); `message` is
 * missing where the server has said nothing: "unreachable", "silent" (no answer within `seconds`), "busy", "broken",
 * "form_too_old", "too_large". Calls `slow` when it takes long.
 */
export async function post(address, data, options) {
  const answer = await postOnce(address, data, options);
  return answer.reason === "form_too_old" ? postOnce(address, data, options) : answer; // that answer has brought a new token
}

async function postOnce(address, data, { seconds, slow }) {
  const stop = new AbortController();
  const timers = [setTimeout(() => stop.abort(), seconds * 1000), setTimeout(slow, Math.min(SLOW_MS, seconds * 500))];
  data.set("csrfmiddlewaretoken", csrfToken()); // that of the form is older than the last sign-in
  try {
    const headers = { Accept: "application/json" };
    const sent = { method: "POST", body: data, headers, credentials: "same-origin", redirect: "manual", signal: stop.signal };
    return read(await fetch(address, sent), stop.signal);
  } catch {
    return { reason: stop.signal.aborted ? "silent" : "unreachable" };
  } finally {
    timers.forEach(clearTimeout);
  }
}

async function read(response, signal) {
  const answer = await response.json().catch(() => null);
  if (signal.aborted) return { reason: "silent" };
  if (response.ok && answer?.saved) return { saved: answer.saved };
  if (OF_THE_SESSION.has(answer?.error?.reason)) return { reason: answer.error.reason };
  if (answer?.error?.reason) return answer.error;
  if (response.type === "opaqueredirect") return { reason: "signed_out" };
  return { reason: BY_STATUS[response.status] ?? "busy", message: answer?.error?.message };
}
