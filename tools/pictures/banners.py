"""Public notices for the banner slots."""

from .shapes import circle, g, path, rect, text


def lotus(x, y, k):
    petals = ((-70, "gold", 0.5), (70, "gold", 0.5), (-40, "gold", 0.7), (40, "gold", 0.7), (0, "straw", 0.9))
    petal = "M0 0C-46 -60 -40 -140 0 -190C40 -140 46 -60 0 0Z"
    return g(
        f"translate({x} {y}) scale({k})",
        *[g(f"rotate({angle})", path(petal, colour, opacity=opacity)) for angle, colour, opacity in petals],
    )


def banners():
    """Yield (name, width, height, parts)."""
    yield (
        "banner-dich-vu-cong",
        640,
        360,
        [
            rect(0, 0, 640, 360, "indigo"),
            circle(560, 40, 210, "#fff", opacity=0.05),
            circle(600, 330, 160, "#fff", opacity=0.05),
            lotus(540, 330, 1.05),
            rect(36, 44, 64, 6, "gold"),
            text("NỘP HỒ SƠ TẠI NHÀ", 36, 112, 34, "#F6D58A", left=True),
            text("Nhận kết quả qua bưu điện", 36, 164, 26, "ivory", 600, left=True),
            text("Hỗ trợ miễn phí tại 46 điểm", 36, 206, 24, "ivory", 400, left=True),
            rect(36, 256, 250, 56, "gold", 6),
            text("Xem hướng dẫn", 161, 293, 25, "#2A1F1D", 600),
        ],
    )
    yield (
        "banner-khao-sat",
        1280,
        200,
        [
            rect(0, 0, 1280, 200, "wine"),
            circle(1120, 100, 220, "#fff", opacity=0.04),
            circle(1120, 100, 150, "#fff", opacity=0.05),
            lotus(1120, 180, 0.84),
            rect(56, 38, 64, 6, "gold"),
            text("KHẢO SÁT MỨC ĐỘ HÀI LÒNG NĂM 2026", 56, 94, 35, "#F6D58A", left=True),
            text("Mười câu hỏi, năm phút, không cần ghi tên", 56, 146, 28, "ivory", 400, left=True),
        ],
    )
    yield (
        "banner-khao-sat-hep",
        640,
        240,
        [
            rect(0, 0, 640, 240, "wine"),
            circle(560, 150, 170, "#fff", opacity=0.05),
            lotus(552, 226, 0.72),
            rect(36, 34, 64, 6, "gold"),
            text("KHẢO SÁT HÀI LÒNG 2026", 36, 94, 32, "#F6D58A", left=True),
            text("Mười câu hỏi, năm phút,", 36, 146, 28, "ivory", 400, left=True),
            text("không cần ghi tên", 36, 188, 28, "ivory", 400, left=True),
        ],
    )
