"""The abbreviations that a portal begins with, frozen: `0018_glossary` puts them into the table once; then editors keep it.

Taken from texts of provincial portals: they were in the code of 0.4.0, by whose words articles are found.
"""

FIRST = (
    ("ATTT", "an toàn thông tin"),
    ("BBT", "ban biên tập"),
    ("BCĐ", "ban chỉ đạo"),
    ("BTV", "ban thường vụ"),
    ("CBCC", "cán bộ, công chức"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("CCHC", "cải cách hành chính"),
    ("CĐS", "chuyển đổi số"),
    ("CNTT", "công nghệ thông tin"),
    ("CP", "chính phủ"),
    ("CSDL", "cơ sở dữ liệu"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("ĐVHC", "đơn vị hành chính"),
    ("GCN", "giấy chứng nhận"),
    ("HCC", "hành chính công"),
    ("HĐND", "Hội đồng nhân dân"),
    ("KH", "kế hoạch"),
    ("KSTTHC", "kiểm soát thủ tục hành chính"),
    ("KT-XH", "kinh tế - xã hội"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("NĐ", "nghị định"),
    ("NQ", "nghị quyết"),
    ("QĐ", "quyết định"),
    ("QLNN", "quản lý nhà nước"),
    ("QPPL", "quy phạm pháp luật"),
    ("TP", "thành phố"),
    ("TT", "thông tư"),
    ("TTHC", "thủ tục hành chính"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("UBND", "Ủy ban nhân dân"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("VPCP", "Văn phòng Chính phủ"),
)

# These help to find words, but are not explained to readers, who may meet another meaning: biên tập viên, cổ phần,
# khoa học, trưởng phòng, trung tâm.
SEVERAL_READINGS = {"BTV", "CP", "KH", "TP", "TT"}


def first_abbreviations():
    """(short form, long form, whether readers are told)."""
    return [(short, long, short not in SEVERAL_READINGS) for short, long in FIRST]
