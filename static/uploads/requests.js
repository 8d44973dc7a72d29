// Asking the server, and saying in words what went wrong.

const UNREACHABLE = "Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại; chữ đã gõ vẫn còn.";
const FORM_TOO_OLD = "Trang này mở đã lâu hoặc bạn đã đăng nhập lại ở nơi khác. Hãy thử lại; nếu vẫn không được, lưu bài rồi mở lại trang.";
const TOO_LARGE = "Tệp quá lớn nên máy chủ không nhận. Hãy giảm dung lượng rồi thử lại.";
const BROKEN = "Máy chủ gặp lỗi, chưa làm được việc này. Hãy thử lại sau ít phút; chữ đã gõ vẫn còn.";

/** The token at this moment: the cookie is renewed by a new sign-in in another tab, the form's copy is not. */
export function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => /^(?:__Host-|__Secure-)?csrftoken=/.test(part));
  return cookie ? cookie.slice(cookie.indexOf("=") + 1) : (document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
}

/** The JSON that `url` answers. Throws an Error whose message is a sentence for the person at the screen. */
export async function ask(url, { body = null } = {}) {
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  if (body) headers["X-CSRFToken"] = csrfToken();
  let response;
  try {
    response = await fetch(url, { method: body ? "POST" : "GET", body, headers, credentials: "same-origin" });
  } catch {
    throw new Error(UNREACHABLE);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new Error(answer?.error?.message ?? { 403: FORM_TOO_OLD, 413: TOO_LARGE }[response.status] ?? BROKEN);
}
