// How heavy a file may be, and what is said of one that is heavier: its name, its weight, the limit, the next step.

export const MAX_BYTES = 10 * 1024 * 1024; // of documents, as uploads/checks.py
export const IMAGE_MAX_BYTES = 32 * 1024 * 1024;

/** "12,3 MB", as vietnamese/numbers.py writes it; what would read as a limit itself is given in bytes. */
export function weight(bytes) {
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024).toLocaleString("vi")} KB`;
  const megabytes = Math.round((bytes / 1024 / 1024) * 10) / 10;
  if ([MAX_BYTES, IMAGE_MAX_BYTES].some((most) => bytes > most && megabytes === most / 1024 / 1024)) return `${bytes.toLocaleString("vi")} byte`;
  return `${megabytes.toLocaleString("vi")} MB`;
}

/** The sentence about `file` that has more than `most` bytes, or "" for one that has not. */
export function tooHeavy(file, next = "Hãy giảm dung lượng rồi thử lại.", most = MAX_BYTES) {
  return file.size > most ? `“${file.name}”: Tệp nặng ${weight(file.size)}, quá giới hạn ${weight(most)}. ${next}` : "";
}
