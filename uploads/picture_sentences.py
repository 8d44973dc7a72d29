"""What is said of a picture that is not taken in, or not wholly: what it is, and what to do next."""

from collections.abc import Callable

from vietnamese.numbers import format_bytes, format_number

from .decoding.findings import Unreadable
from .decoding.headers import kind_of
from .decoding.heif import HAS_HEIC
from .decoding.limits import ANIMATION_MAX_BYTES, MAX_FRAMES, MAX_PIXELS, MAX_SIDE

IMAGE_KINDS = f"Hãy dùng ảnh JPEG, PNG, GIF hoặc WebP ({'AVIF, HEIC' if HAS_HEIC else 'AVIF'} cũng được)."
AS_JPEG = (
    "Hãy mở ảnh trên điện thoại, lưu hoặc chia sẻ lại dưới dạng JPEG (iPhone chụp sẵn JPEG khi chọn Cài đặt → Camera "
    "→ Định dạng → Tương thích nhất)."
)
DAMAGED = "Ảnh bị hỏng hoặc bị cắt cụt, không đọc được. Hãy lưu lại ảnh rồi thử lại."

SENTENCES = {
    "damaged": DAMAGED,
    "damaged_heic": f"Ảnh HEIC bị hỏng hoặc bị cắt cụt, không đọc được. {AS_JPEG}",
    "cut": "Ảnh bị cắt cụt, thiếu phần cuối. Hãy tải lại ảnh từ máy chụp hoặc nơi gửi rồi thử lại.",
    "heic_missing": f"Máy chủ này chưa được cài phần đọc ảnh HEIC của điện thoại. {AS_JPEG}",
    "invisible": (
        "Ảnh trong suốt hoàn toàn, đăng lên bạn đọc sẽ không thấy gì. Hãy xuất lại ảnh từ phần mềm đã vẽ, bật các lớp "
        "cần hiện, rồi thử lại."
    ),
    "out_of_memory": (
        "Giải nén ảnh này cần nhiều bộ nhớ hoặc thời gian hơn mức máy chủ dành cho một ảnh. Hãy thu nhỏ, hoặc lưu lại "
        "thành JPEG, rồi thử lại."
    ),
    "busy": "Máy chủ đang bận xử lý các tệp khác nên chưa nhận ảnh này. Hãy thử lại sau một phút.",
    "not_decoded": "Máy chủ chưa đọc được ảnh vì lỗi của máy chủ, không phải của ảnh. Hãy thử lại sau ít phút.",
}
# The first frame stays; why not the others. By `lost` of an Animation.
STAYS_STILL = {
    "": "Ảnh động: bạn đọc thấy khung hình đầu và nút “Xem ảnh động”.",
    "large": "Ảnh động này quá dài hoặc quá lớn, nên chỉ giữ khung hình đầu. Muốn giữ chuyển động, hãy cắt ngắn.",
    "same": "",
    "older": "Ảnh này có trong thư viện từ trước và ở đó là ảnh tĩnh: chỉ có khung hình đầu.",
    "heavy": (
        f"Ảnh động này sau khi nén vẫn nặng hơn {format_bytes(ANIMATION_MAX_BYTES)}, nên chỉ giữ khung hình đầu. "
        "Muốn giữ chuyển động, hãy cắt ngắn hoặc thu nhỏ."
    ),
}
_KINDS = {"progressive": "JPEG kiểu lũy tiến (progressive)", "WEBP": "WebP"}

_OTHER_PICTURES = {
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
    b"8BPS": "Photoshop (PSD)",
    b"\0\0\1\0": "ICO",
    b"\0\0\0\x0cjP": "JPEG 2000",
    b"%!PS": "EPS",
    b"%PDF-": "PDF",
}


def sentence_for(error: Unreadable, content: bytes) -> str:
    """What is said of the picture with these bytes."""
    if error.code in _MEASURED:
        return _MEASURED[error.code](**error.details)
    if error.code == "unknown":
        return unknown_image(content[:512])
    if error.code == "damaged" and kind_of(content) == "HEIC":
        return SENTENCES["damaged_heic"]
    return SENTENCES[error.code]


def _too_many_frames(frames: int) -> str:
    return f"Ảnh động có {format_number(frames)} khung hình, quá {MAX_FRAMES} khung hình. Hãy dùng một ảnh tĩnh."


def _too_large(width: int, height: int) -> str:
    pixels = width * height
    has = f"; ảnh này có {format_number(pixels / 1_000_000, 1)} triệu" if pixels > MAX_PIXELS else ""
    return (
        f"Ảnh {format_number(width)} × {format_number(height)} điểm ảnh là quá lớn (nhiều nhất "
        f"{MAX_PIXELS // 1_000_000} triệu điểm ảnh{has}; mỗi cạnh nhiều nhất {format_number(MAX_SIDE)}). "
        "Hãy thu nhỏ rồi thử lại."
    )


def _too_heavy(width: int, height: int, kind: str, fits: int) -> str:
    named = _KINDS.get(kind, kind)
    other = "" if kind == "JPEG" else ", hoặc lưu lại thành JPEG thường"
    return (
        f"Ảnh {format_number(width)} × {format_number(height)} điểm ảnh loại {named} cần nhiều bộ nhớ để giải nén hơn "
        f"mức máy chủ dành cho một ảnh. Hãy thu nhỏ còn khoảng {max(1, fits // 1_000_000)} triệu điểm ảnh{other}, rồi "
        "thử lại."
    )


_MEASURED: dict[str, Callable[..., str]] = {
    "too_many_frames": _too_many_frames,
    "too_large": _too_large,
    "too_heavy": _too_heavy,
}


def unknown_image(start: bytes) -> str:
    """Of bytes that begin like no picture that is taken in."""
    if b"<svg" in start.lower():
        return f"Không nhận ảnh SVG, vì tệp SVG có thể chứa mã chạy được. {IMAGE_KINDS}"
    if name := next((name for first, name in _OTHER_PICTURES.items() if start.startswith(first)), None):
        return f"Tệp này là {name}, không phải là ảnh mà trang nhận. {IMAGE_KINDS}"
    return f"Tệp này không phải là ảnh mà trang nhận, dù tên tệp ghi gì. {IMAGE_KINDS}"
