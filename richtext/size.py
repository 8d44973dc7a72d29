"""The longest text that is accepted: reading, cleaning and indexing take time for every byte."""

from vietnamese.numbers import format_number

MAX_BYTES = 500_000  # the database keeps this too (articles/migrations/0004_length_of_bodies.py)


def is_too_long(html: str) -> bool:
    # Four bytes a letter at most: a text that is surely short is not encoded.
    return 4 * len(html) > MAX_BYTES and len(html.encode("utf-8", "replace")) > MAX_BYTES


def too_long(html: str) -> str:
    """The sentence for the person who wants to store `html`."""
    kilobytes = -(-len(html.encode("utf-8", "replace")) // 1000)
    return (
        f"Nội dung dài {format_number(kilobytes)} kB, tối đa {format_number(MAX_BYTES // 1000)} kB "
        "(chừng 80.000 chữ). Hãy chia thành nhiều bài, hoặc đưa phần dài vào tệp đính kèm; ảnh thì chèn bằng nút Ảnh, "
        "không dán vào bài."
    )
