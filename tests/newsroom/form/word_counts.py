"""What is counted as words: by the server (vietnamese/reading.py) and by a script (static/newsroom/word_count.js)."""

TEXTS = {
    "": 0,
    " \n\t\u00a0 ": 0,
    "cải cách hành chính": 4,
    "Bà Hạnh cười.": 3,
    "một\u00a0cửa\u2003số 1\n": 4,
    "Ủy ban – 42/2022/NĐ-CP, 98,23%": 4,
    "– … “ ” ( ) 50 % &": 1,
    "(02) 0200 000 018": 4,
    "u\u0309y ban ho\u00e0": 3,
    "\u200b\u200b\u200b": 0,
    "trang-tin.example/bai-viet/1?a=b": 1,
    "½ ngày, Ⅳ, 五": 4,
    "👍 tốt 👍": 1,
}
BODIES = {
    "<p>một</p><p>hai</p>": 2,
    "<p>một<strong>cửa</strong> <em>số</em> 1</p>": 3,
    "<p>trên<br>dưới</p>": 2,
    "<ul><li>a</li><li>b</li></ul>": 2,
    "<table><tbody><tr><th>Hộ tịch</th><td>4.212</td></tr></tbody></table>": 3,
    '<figure class="image"><img src="/media/anh/a.webp" alt="Ba quầy" width="1" height="1">'
    '<figcaption>Quầy số 1 <span class="credit">Ảnh: Nhung</span></figcaption></figure>': 5,
    "<p>H<sub>2</sub>O, m<sup>2</sup> &amp; &nbsp;1</p>": 3,
}
LENGTHS = {
    0: "Chưa có chữ nào",
    1: "1 chữ, đọc khoảng 1 phút",
    250: "250 chữ, đọc khoảng 1 phút",
    251: "251 chữ, đọc khoảng 2 phút",
    12_345: "12.345 chữ, đọc khoảng 50 phút",
    300_000: "300.000 chữ, đọc khoảng 1.200 phút",
}
