"""What looks like a relation and states none, or states one that holds in its own way: nothing is found."""

import pytest

from proofreading.document import Block, Document, Kind, document_of_text
from proofreading.figures.finder import find_figures
from proofreading.known import Known

from .statements import TODAY

KNOWN = Known(today=TODAY)


def found(text):
    document = document_of_text(text)
    return list(find_figures(document, KNOWN, range(len(document.blocks))))


SHARES = """
Chỉ số PAR INDEX xếp 9/63 tỉnh, thành phố, tăng 26 bậc; PAPI xếp hạng 10/63, đạt 78,5% điểm tối đa.
Thu ngân sách đạt 9.078 tỷ đồng, bằng 85% dự toán, trong đó thu nội địa 5.420 tỷ đồng, đạt 92% dự toán.
Tổng vốn là 3.250 tỷ đồng; đến hết tháng 9 giải ngân 58,4%, cao hơn bình quân cả nước 6,2 điểm phần trăm.
GRDP tăng 8,5%, trong đó nông nghiệp tăng 3,2%, công nghiệp tăng 12,4%, dịch vụ tăng 7,9%.
Toàn tỉnh có 46 xã, trong đó 12 xã miền núi; tỷ lệ hộ nghèo còn 3,8%.
Đến nay có 85/120 xã đạt chuẩn (70,8%), trong đó 20 xã nâng cao và 5 xã kiểu mẫu.
Đã giải quyết 400 hồ sơ, đúng hạn 398 hồ sơ (99,5%), còn 12 hồ sơ đang xử lý trong tổng số 412 hồ sơ.
Tổng số 412 hồ sơ, trong đó 390 hồ sơ mới và 22 hồ sơ kỳ trước chuyển sang; đã giải quyết 400 hồ sơ, đạt 97,1%.
Trong 9 tháng, có 12.000 hồ sơ, đạt 98,2% kế hoạch.
Trong 5 năm, tỉnh dành 120 tỷ đồng cho 46 xã, đạt bình quân 15% mỗi năm.
Hơn 9.000 trong số gần 12.000 hộ đã dùng nước sạch, đạt khoảng 77%.
Có 211 trên 300 hộ đồng ý, tức hơn 70%.
Gần một nửa trong số 1.200 phiếu chọn buổi tối, cụ thể là 583 phiếu, chiếm 48,6%.
Tỷ lệ trễ hẹn là 0,4% (42/9.078 hồ sơ trễ hẹn, tỷ lệ đúng hạn 99,54%).
Trong 1.480 phản ánh, 259 phản ánh trả lời trễ, tỷ lệ đúng hạn đạt 82,5%.
Ngân hàng cho vay 1.200 hộ với lãi suất 6,5%/năm, trong đó 300 hộ nghèo được giảm 0,5%.
Lệ phí 8.000 đồng, phí chuyển 3.300 đồng, bằng 41,25%.
Xã có 3.200 hộ; 1/3 số hộ làm nghề mộc, chiếm 45% thu nhập của xã.
Năm học 2025-2026, trường có 620 học sinh, 98,5% đạt hạnh kiểm tốt.
Tổ 12/46 họp ngày 12/9, có 15 người dự, đạt 60%.
Căn cứ Nghị quyết 42/2022/NQ-HĐND và Kế hoạch 112/KH-UBND, tỷ lệ này phải đạt 95%.
Huyết áp 120/80, nhịp tim 72 lần/phút, độ bão hòa ô-xy 98%.
Bão cấp 8/12, gió giật cấp 10, độ ẩm 85%.
Đội tuyển thắng 3/2 trong trận mở màn, kiểm soát bóng 61%.
Bầu cử đạt tỷ lệ 99,7%; 15/15 đại biểu trúng cử ngay vòng đầu, tỷ lệ phiếu thấp nhất là 72,4%.
Doanh thu đạt 105/100 tỷ đồng, vượt 5% kế hoạch.
Trong 320 hồ sơ lấy mẫu, có 148 hồ sơ chờ đo đạc; thời gian chờ chiếm 60% tổng thời gian.
Có đến 5/9 huyện giữ tỷ lệ trễ dưới 3% và cả 9/9 huyện giữ tỷ lệ ấy dưới 10%.
Đến hạn là 4.169 hồ sơ. Trả đúng hạn 4.157 hồ sơ (đạt 99,71%). Trả chậm 12 (0,29%), rút 90 hồ sơ (chiếm 2,16%).
Nhận mới 19.630 hồ sơ, trả đúng hạn 19.255 hồ sơ (đạt 96,55%), đến hạn phải trả là 19.944 hồ sơ.
Kết nạp được 28 đảng viên mới, đạt 80% chỉ tiêu; có 8/19 xã đạt chuẩn, bình quân 15,2 tiêu chí.
Mức hỗ trợ bằng 50% của 1.490.000 đồng, tức 745.000 đồng một tháng cho 320 người.
"""

CHANGES = """
Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 3,1%, bình quân mỗi năm giảm 1,05%.
Chỉ số tăng từ hạng 45 lên hạng 30 cả nước.
Thời gian giảm từ 15 ngày xuống còn 10 ngày, riêng hồ sơ trực tuyến giảm 7 ngày.
Giá đất tăng từ 800 lên 1,2 triệu đồng mỗi mét vuông.
Lương tối thiểu tăng từ 2 lên 3 triệu đồng.
Mỗi xã giảm 2 biên chế, từ năm 2026 lên kế hoạch tuyển 58 người.
Số lớp tăng gấp đôi, từ 16 lớp lên 31 lớp.
Chi phí giảm gần một nửa, từ 45 triệu đồng xuống 24 triệu đồng.
Tỷ lệ tăng từ 59,6% lên 62,3%, tăng 2,6 điểm phần trăm.
Tiếp nhận 9.078 hồ sơ, tăng 12,5% so với năm 2024 và tăng 20% so với năm 2023 là 7.565 hồ sơ.
Sản lượng đạt 1.250 tấn, tăng 4,2% so với cùng kỳ, trong đó vụ xuân 800 tấn.
Nhiệt độ từ 15 độ lên 22 độ, tăng 1 độ mỗi giờ.
Đoàn đi từ 7 giờ đến 11 giờ, qua 4 thôn, giảm 2 thôn so với lịch.
Từ 1/7, giá điện tăng 3% lên 2.204 đồng một số điện.
Từ 46 xã, phường nay còn 5 xã chưa có cáp quang, giảm 20% chi phí.
Quốc lộ nâng từ cấp 4 lên cấp 3, chiều rộng từ 7 mét lên 12 mét.
So với năm 2024 (120 vụ), năm nay xảy ra 90 vụ, giảm 25%, làm chết 12 người, giảm 3 người.
Số người nghiện giảm 15 người so với cùng kỳ; hiện còn 412 người.
Giảm 1/3 thời gian, từ 45 ngày xuống 30 ngày.
Từ 34 phút xuống 11 phút, tức giảm hơn hai phần ba.
Cả tỉnh có 20 máy, thêm 8 máy so với năm ngoái; 3 máy đang hỏng.
"""

SUMS = """
Toàn tỉnh có 46 xã, phường, trong đó 12 xã miền núi, 5 xã biên giới và 3 xã đảo.
Đoàn có 45 người, trong đó 30 nữ, 12 đảng viên.
Có 15 đơn vị, gồm các sở, ngành, 3 huyện và 2 thành phố.
Đề án có 5 chương, gồm 20 điều, 45 khoản.
Hội nghị có 120 đại biểu, trong đó có 35 đại biểu nữ (29,2%), 18 đại biểu trẻ.
Lễ trao 50 suất quà gồm 500.000 đồng tiền mặt và 1 túi quà.
Mỗi hộ nhận 3 món: 10 kg gạo, 2 chai dầu ăn, 1 chai nước mắm.
Tổng kinh phí 120 tỷ đồng, trong đó ngân sách trung ương 80 tỷ đồng, còn lại là ngân sách địa phương.
Xã có 1.245 hộ với 5.320 khẩu, trong đó 312 hộ nghèo, 145 hộ cận nghèo.
Cả đợt kiểm tra 60 cơ sở: 5 cơ sở vi phạm về nhãn, 3 cơ sở thiếu giấy phép.
Trường có 24 lớp, 820 học sinh và 45 giáo viên, tổng diện tích 12.000 mét vuông.
Trong 412 hộ, 236 hộ đã ký, 176 hộ còn lại hẹn tuần sau.
Năm ngoái có 412 hộ, năm nay thêm 23 hộ, còn 18 hộ chưa đăng ký.
Thu 15 triệu đồng, chi 9,5 triệu đồng, còn 5,5 triệu đồng.
Ba ca trực có 12, 15 và 18 người, tổng cộng 45 người.
Doanh thu ba quý lần lượt là 1,2 tỷ, 1,35 tỷ và 1,4 tỷ đồng, tổng 3,95 tỷ đồng.
Đội bóng ghi 5 bàn: 3 bàn hiệp một, 2 bàn hiệp hai.
Đã đọc 1 bài, 1 bài có chỗ nên xem lại, tất cả 1 chỗ.
Tổ đọc 12 bài, 5 bài có lỗi, tất cả 18 chỗ.
Có 40% nữ, 35% nam dưới 30 tuổi, còn lại trên 30 tuổi.
"""

COUNTS = """
Đoàn đến hai xã Tân Phong, An Hòa và phường Bến Lam.
Đoàn đến hai xã Tân Phong, An Hòa và Công ty Điện lực.
Dự án nằm trên hai huyện Kỳ Anh, Cẩm Xuyên và Thành phố Hà Tĩnh.
Có 12 hồ sơ gồm đơn đề nghị, bản vẽ và giấy chứng nhận.
Mời 30 đồng chí gồm đại diện các ban, ngành và lãnh đạo xã.
Ba bước: tiếp nhận, kiểm tra hồ sơ, thẩm định và phê duyệt.
Ba giải pháp: rà soát, cắt giảm thủ tục; tập huấn cán bộ; kiểm tra, xử lý vi phạm.
Năm 2026 có ba ngày 20, 21 và 22/11 mưa to.
Trong hai ngày 13–14/10, nước lên nhanh.
Ba xã Tân Phong, An Hòa và Bến Lam đã xong; hai xã Yên Hạ và Khe Trầm chưa.
Hai vợ chồng anh Nguyễn Văn An và chị Trần Thị Bình có ba con.
Bốn anh em An, Bình, Cường và Dũng đều là bộ đội.
Ông Nguyễn Văn An và Lê Văn Bình là hai trong 5 đồng chí được khen.
Ba địa phương có số vụ tăng cả hai mặt (số vụ, số người) là Tân Phong, An Hòa, Yên Hạ.
Trong 10 xã được kiểm tra thì hai xã còn chậm là Khe Trầm và Yên Hạ.
Mười xã có nguy cơ cao, đáng lo nhất là Khe Trầm và Yên Hạ.
Cấp tỉnh giảm 29 đảng bộ tỉnh, thành (từ 63 xuống còn 34 đảng bộ), lập hơn 3.320 đảng bộ xã (2.595 xã, 713 phường).
Có 3 nguyên nhân chính, là thiếu người, thiếu máy.
Ba tệp đính kèm: tên, tệp, loại bản, nút đưa lên và đưa xuống.
Hai tài liệu gồm: tên, số hiệu, ngày ban hành và cơ quan ban hành.
Bốn ứng dụng sau: tên, biểu tượng và dung lượng.
Hai ảnh trong bài: chú thích, tác giả và nguồn.
Năm người trúng tuyển: họ tên, năm sinh, địa chỉ.
Hai xe thu gom: loại, năm sản xuất, trạng thái và ghi chú.
"""

DAYS = """
Thứ Bảy, Chủ Nhật, 1/1, 30/4 và 2/9 là ngày nghỉ.
Lần thứ hai, ngày 19/8, tổ đo lại; lần thứ ba, ngày 28/10.
Mở cửa sáng thứ Bảy từ ngày 01/12/2026.
Từ ngày 15/12 đến ngày 15/2, các xã tổ chức đêm hội.
Từ ngày 25/12/2026 đến 05/01/2027, cổng tạm dừng.
Phiên bản 16.0.5422 chạy được; tổng đài trực 24/7.
Tỷ số 31/4 là của trận trước; mã 30/2 in ở góc.
Nhiệm kỳ 2020-2025, giai đoạn 2021–2030, năm học 2026-2027.
Kỷ niệm 80 năm Quốc khánh (2/9/1945 - 2/9/2025) và 10 năm thành lập (2015-2025).
Kế hoạch 5 năm (2021-2025) đã khép lại.
Bà Tép (sinh năm 1950, 76 tuổi), ông Chư 75 tuổi, sinh năm 1951, cùng đến.
Quý I (tháng 1, 2, 3), quý III (từ tháng 7 đến tháng 9) và quý IV/2026.
Kính thưa quý vị, quý V của chương trình sẽ bắt đầu.
Lương tháng 13 được trả trước Tết.
Cuộc họp thứ hai 3/11 bắt đầu lúc 8 giờ, thứ Sáu tuần sau 20/11.
"""


@pytest.mark.parametrize(
    "line", [line for some in (SHARES, CHANGES, SUMS, COUNTS, DAYS) for line in some.strip().splitlines()]
)
def test_a_line_is_left_alone(line):
    assert found(line) == []


def test_weekdays_of_another_year_agree_among_themselves():
    assert found("Họp thứ Hai 03/4.\nKiểm tra thứ Tư 05/4, báo cáo thứ Sáu 07/4.") == []
    assert found("Sáng thứ Tư, ngày 15/3, của năm 2023, xã họp.") == []


def test_code_and_names_of_a_form_are_no_news():
    blocks = (Block("Có 42 trên tổng số 9.078 hồ sơ, đạt 0,64%.", Kind.CODE),)
    assert list(find_figures(Document(blocks), KNOWN, range(1))) == []
