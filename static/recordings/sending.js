// A recording on its way to the server: large files take minutes, so their way is shown and can be stopped.

import { csrfToken, Refusal } from "../uploads/requests.js";
import { weight } from "../uploads/weights.js";

const UNREACHABLE = "Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại; chữ đã gõ vẫn còn.";
const BROKEN = "Máy chủ gặp lỗi, chưa làm được việc này. Hãy thử lại sau ít phút; chữ đã gõ vẫn còn.";
const STOPPED = "Đã dừng tải; tệp và chữ đã gõ còn nguyên.";

/**
 * The JSON that `url` answers to `body` (FormData). Throws a Refusal. `signal` stops it; `progress(share)` hears how much
 * has been sent, from 0 to 1. There is no time limit: what goes on is not broken off.
 */
export function send(url, body, { file = null, signal = null, progress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status < 300 && answer) resolve(answer);
      else reject(refusal(request.status, answer, file));
    };
    request.onerror = () => reject(new Refusal(UNREACHABLE));
    request.onabort = () => reject(new Refusal(STOPPED));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(status, answer, file) {
  const isSignedOut = status === 401;
  if (isSignedOut) document.dispatchEvent(new CustomEvent("session:ended", { detail: { isPressed: true } }));
  const tooLarge = file
    ? `“${file.name}” nặng ${weight(file.size)}, lớn hơn mức máy chủ nhận trong một lần gửi. Hãy xuất lại ở độ phân giải thấp hơn, hoặc đưa lên YouTube rồi dán địa chỉ.`
    : BROKEN;
  return new Refusal(answer?.error?.message ?? (status === 413 ? tooLarge : BROKEN), { isSignedOut });
}
