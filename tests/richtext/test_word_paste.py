"""A page out of Microsoft Word, as its clipboard has it, when no editor has cleaned it before."""

import pytest

from richtext.sanitize import sanitize_html
from richtext.text import html_to_text

WORD = """\
<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Users/Nhung/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom>
<w:LsdException Locked="false" Priority="0" Name="Normal"/></w:WordDocument></xml><![endif]-->
<style><!-- @font-face {font-family:"Cambria Math";} p.MsoNormal {margin:0in; font-family:"Times New Roman",serif;}
@page WordSection1 {size:595.3pt 841.9pt;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->
</head>
<body lang=EN-US style='tab-interval:.5in;word-wrap:break-word'>
<!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center;line-height:150%'><b><span lang=VI style='font-size:14.0pt;
line-height:150%;mso-ansi-language:VI'>Một cửa xã Tân Phong<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-align:justify;text-indent:.5in;mso-margin-top-alt:auto'><span style='font-size:14.0pt;
font-family:"Times New Roman",serif;color:black;background:white'>Theo Nghị quyết 18-NQ/TU,&nbsp; xã đã rà soát <b
style='mso-bidi-font-weight:normal'>184 thủ tục</b>.<span style='mso-spacerun:yes'>  </span>Hòa, Thuý cùng
làm.</span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:.5in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>mở
thêm buổi sáng thứ Bảy;<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'>
  <td width=200 valign=top style='width:149.6pt;border:solid windowtext 1.0pt;padding:0in 5.4pt'>
  <p class=MsoNormal style='margin-bottom:0in'>Lĩnh vực<o:p></o:p></p>
  </td>
  <td width=200 valign=top><p class=MsoNormal align=right style='text-align:right'>Tỷ lệ<o:p></o:p></p></td>
 </tr>
</table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="Picture_x0020_1" type="#_x0000_t75"><v:imagedata
src="file:///C:/Temp/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=602 height=401
src="file:///C:/Users/Nhung/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg"
v:shapes="Picture_x0020_1"><![endif]></p>
<p class=MsoNormal align=right style='text-align:right'><a name="_GoBack"></a><i>&nbsp;&nbsp;&nbsp;&nbsp;Thùy
Nhung</i><sup><a href="#_ftn1" style='mso-footnote-id:ftn1'>[1]</a></sup></p>
<!--EndFragment-->
</body>
</html>"""

CLEAN = "\n".join(
    [
        '<p class="center"><strong><span lang="VI">Một cửa xã Tân Phong</span></strong></p>',
        "<p>Theo Nghị quyết 18-NQ/TU, xã đã rà soát <strong>184 thủ tục</strong>. Hòa, Thuý cùng làm.</p>",
        "<p>· mở thêm buổi sáng thứ Bảy;</p>",
        '<table><tbody><tr><td>Lĩnh vực</td><td class="right">Tỷ lệ</td></tr></tbody></table>',
        '<p class="right"><em>Thùy Nhung</em><sup>[1]</sup></p>',
    ]
)


def test_a_page_of_word_becomes_plain_html_with_all_its_words():
    assert sanitize_html(WORD) == CLEAN


def test_cleaning_it_again_changes_nothing():
    assert sanitize_html(CLEAN) == CLEAN


def test_data_that_word_leaves_without_a_comment_goes_too():
    html = "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><p>Chữ</p>"

    assert sanitize_html(html) == "<p>Chữ</p>"


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (
            "<p>Thu <s><span class=msoDel><del cite='mailto:Nhung' datetime=2026-11-20T08:41>100.000</del></span></s>"
            "<span class=msoIns><ins cite='mailto:Nhung' datetime='2026-11-20T08:42'>50.000</ins></span> đồng</p>",
            "<p>Thu 50.000 đồng</p>",
        ),
        ("<p>a<del datetime=2026-11-20>b <b>c</b></del></p><p><del cite=mailto:x>d</del></p>", "<p>a</p>"),
        ("<p>Giá <del>100.000</del> 50.000 đồng</p>", "<p>Giá <s>100.000</s> 50.000 đồng</p>"),
        (
            "<p>Đạt <a style='mso-comment-reference:TN_1'>99%</a><a class=msocomanchor href=#_msocom_1>[TN1]</a>.</p>"
            "<div style='mso-element:comment-list'><hr class=msocomoff align=left size=1 width='33%'>"
            "<div style='mso-element:comment'><div class=msocomtxt><p class=MsoCommentText>Hỏi lại.</p></div>"
            "</div></div><p>Hết.</p>",
            "<p>Đạt 99%.</p>\n<p>Hết.</p>",
        ),
        ("<p class='MsoCommentText center'>Nhận xét</p><p>Chữ</p>", "<p>Chữ</p>"),
    ],
)
def test_what_was_deleted_or_remarked_in_word_is_no_part_of_the_text(given, stored):
    assert sanitize_html(given) == stored
    assert sanitize_html(stored) == stored
    assert html_to_text(given) == html_to_text(stored)
