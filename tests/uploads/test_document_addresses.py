"""Which addresses in documents lead to another machine, and which a reader may follow."""

import pytest

from uploads.inspection.findings import is_on_another_machine, is_ordinary_link


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("https://x.vn/a", True),
        (" HTTP://x.vn", True),
        (r"\\may\a", True),
        ("//may/a", True),
        ("file://may/a", True),
        ("file:////may/a", True),
        ("file://may:80/a", True),
        ("file://may:/a", True),
        ("\x01file://may/a", True),
        (r"file:\\may\a", True),
        ("%66ile://may/a", True),
        ("smb://may/a", True),
        ("cid:image001.png@01D9", False),
        ("file:///C:/a", False),
        ("file://C:/a", False),
        ("file://c|/a", False),
        (r"C:\a", False),
        ("file://localhost/a", False),
        ("Pictures/1.png", False),
        ("../a", False),
        ("#muc", False),
        ("", False),
    ],
)
def test_an_address_on_another_machine_is_known(address, elsewhere):
    assert is_on_another_machine(address) == elsewhere


@pytest.mark.parametrize(
    ("address", "ordinary"),
    [
        ("https://x.vn", True),
        ("tel:0912345678", True),
        ("zalo://chat", True),
        ("Trang 1: mở đầu", True),
        ("file:///C:/a.docx", True),
        ("javascript:void(0)", True),
        ("JavaScript: void(0);", True),
        ("javascript:;", True),
        ("javascript:void('Ho%C3%A0n t%C3%A1c (1)')", True),
        ("javascript:void(alert(1))", False),
        ("javascript:void(0);alert(1)", False),
        ("javascript:void('%27);alert(1);(%27')", False),
        ("cid:image001.png@01D9", True),
        ("service:com.sun.star.x", False),
        ("java\tscript:alert(1)", False),
        ("vbscript:x", False),
        ("data:text/html,x", False),
        ("search-ms:query=x", False),
        ("ms-word:ofe|u|http://x", False),
        ("vnd.sun.star.script:x", False),
        ("//may/a", False),
        ("%6Aavascript:1", False),
        ("\x01javascript:1", False),
        ("java\x1fscript:1", False),
        ("file://may:445/a", False),
    ],
)
def test_a_link_that_a_reader_may_follow_is_known(address, ordinary):
    assert is_ordinary_link(address) == ordinary
