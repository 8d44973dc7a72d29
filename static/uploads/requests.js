// Asking the server, and saying in words what went wrong.

import { weight } from "./weights.js";

const UNREACHABLE = "Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại; chữ đã gõ vẫn còn.";
const FORM_TOO_OLD = "Trang này mở đã lâu hoặc bạn đã đăng nhập lại ở nơi khác. Hãy thử lại; nếu vẫn không được, lưu bài rồi mở lại trang.";
const BROKEN = "Máy chủ gặp lỗi, chưa làm được việc này. Hãy thử lại sau ít phút; chữ đã gõ vẫn còn.";
const SIGNED_OUT = "Phiên làm việc đã hết nên chưa làm được việc này. Hãy đăng nhập lại ngay trên trang rồi thử lại; chữ đã gõ vẫn còn.";

/** The token at this moment: the cookie is renewed by a new sign-in in another tab, the form's copy is not. */
export function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => /^(?:__Host-|__Secure-)?csrftoken=/.test(part));
  return cookie ? cookie.slice(cookie.indexOf("=") + 1) : (document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
}

const SILENT = "Máy chủ chưa trả lời. Hãy thử lại sau ít phút; chữ đã gõ vẫn còn.";
const PATIENCE_SECONDS = 120; // for an answer; a file may take longer on its way, as long as it goes on

/**
 * What could not be done: `message` is a sentence for the person at the screen, `isSignedOut` says why. `isLasting`: the
 * reason is not what was sent, so whatever else is sent now would fare alike.
 */
export class Refusal extends Error {
  constructor(message, { isSignedOut = false, isLasting = isSignedOut } = {}) {
    super(message);
    this.isSignedOut = isSignedOut;
    this.isLasting = isLasting;
  }
}

/**
 * The JSON that `url` answers within `seconds`. Throws a Refusal; where the session has ended, the page is told and offers
 * to sign in. `file`: the one that `body` brings, for what is said of it; `signal` stops it; `progress(share)` hears how much
 * of `body` has left, from 0 to 1.
 */
export async function ask(url, { body = null, seconds = PATIENCE_SECONDS, file = null, signal = null, progress = null } = {}) {
  const stop = new AbortController();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), seconds * 1000);
  };
  const left = progress && ((share) => (wait(), progress(share)));
  wait();
  signal?.addEventListener("abort", () => stop.abort());
  try {
    return await answerOf(url, body, stop.signal, file, left);
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(url, body, signal, file, progress) {
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  if (body) headers["X-CSRFToken"] = csrfToken();
  let response;
  try {
    response = await (progress ? sent(url, body, headers, signal, progress) : fetch(url, { method: body ? "POST" : "GET", body, headers, credentials: "same-origin", signal }));
  } catch {
    throw new Refusal(signal.aborted ? SILENT : UNREACHABLE, { isLasting: true });
  }
  const answer = await response.json().catch(() => null);
  if (signal.aborted) throw new Refusal(SILENT, { isLasting: true });
  if (response.ok && answer) return answer;
  const isSignedOut = response.status === 401;
  if (isSignedOut) document.dispatchEvent(new CustomEvent("session:ended", { detail: { isPressed: true } }));
  const known = { 401: SIGNED_OUT, 403: FORM_TOO_OLD, 413: tooLarge(file) }[response.status];
  const isLasting = ![400, 413].includes(response.status);
  throw new Refusal(answer?.error?.message ?? known ?? BROKEN, { isSignedOut, isLasting });
}

/** As `fetch` posts, telling `progress(share)` how much of `body` has left: that fetch cannot tell. */
function sent(url, body, headers, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => resolve(new Response(request.response, { status: request.status }));
    request.onerror = request.onabort = () => reject(new TypeError("not sent"));
    request.responseType = "blob";
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) request.abort();
    else request.send(body);
  });
}

/** Something between us and the server takes less than the server. */
function tooLarge(file) {
  const what = file ? `“${file.name}” nặng ${weight(file.size)}, lớn hơn mức` : "Tệp lớn hơn mức";
  return `${what} máy chủ nhận trong một lần gửi. Hãy giảm dung lượng rồi thử lại.`;
}
