"""Words that are often taken for one another, where counts of pairs do not decide or both readings are written.

A row is `wrong = right`, rows are parted by semicolons; after `|` come syllables, any of which near the place (three
on either side in the run) means that it is no slip.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vietnamese.text import canonical

from ..tokens import Run, in_case_of

REACH = 3
_ROWS = """
sơ xuất = sơ suất; công xuất = công suất | sắc thành khẩu; năng xuất = năng suất | khẩu khả hiện chức phát;
hiệu xuất = hiệu suất | thương khẩu tín dấu; lãi xuất = lãi suất | khẩu; áp xuất = áp suất; tần xuất = tần suất;
xác xuất = xác suất; sác xuất = xác suất; sác suất = xác suất; thuế xuất = thuế suất | khẩu nhập;
suất bản = xuất bản | công lãi năng hiệu tần áp thuế tỷ tỉ xác; sản suất = sản xuất; đề suất = đề xuất | ăn;
suất hiện = xuất hiện | công lãi năng hiệu tần áp thuế tỷ tỉ xác;
suất khẩu = xuất khẩu | công lãi năng hiệu tần áp thuế tỷ tỉ xác;
suất phát = xuất phát | công lãi năng hiệu tần áp thuế tỷ tỉ xác;
suất trình = xuất trình | công lãi năng hiệu tần áp thuế tỷ tỉ xác; đột suất = đột xuất; truy suất = truy xuất;
suất sắc = xuất sắc | công lãi năng hiệu tần áp thuế tỷ tỉ xác; xuất xắc = xuất sắc; suất xắc = xuất sắc;
sắc xảo = sắc sảo; bổ xung = bổ sung; xung túc = sung túc; sung đột = xung đột; sung kích = xung kích;
sung quanh = xung quanh; sát nhập = sáp nhập; xáp nhập = sáp nhập; xát nhập = sáp nhập;
chuẩn đoán = chẩn đoán | tiêu; xúc tích = súc tích | tiếp cực cảm; thăm quan = tham quan | chức;
vô hình chung = vô hình trung; tựu chung = tựu trung; chung tâm = trung tâm | huyết nguyện tư trạng;
trung cư = chung cư; trung kết = chung kết | quả hợp nối tập; cọ sát = cọ xát; xát sao = sát sao; sát xao = sát sao;
khảo xát = khảo sát; giám xát = giám sát; quan xát = quan sát; chính sát = chính xác; xem sét = xem xét;
xét sử = xét xử; sét xử = xét xử; sử phạt = xử phạt | lịch; sử lý = xử lý | lịch; sử lí = xử lí | lịch;
xử dụng = sử dụng; sử sự = xử sự | lịch; lịch xử = lịch sử | án vụ; xắp xếp = sắp xếp; sắp sếp = sắp xếp;
xắp tới = sắp tới; sây dựng = xây dựng; xây giựng = xây dựng; xinh sống = sinh sống; xâu sắc = sâu sắc;
sâu xắc = sâu sắc; xinh viên = sinh viên; xa xút = sa sút; xuy giảm = suy giảm; xuy nghĩ = suy nghĩ;
suy nghỉ = suy nghĩ; nghĩ phép = nghỉ phép; nghĩ hưu = nghỉ hưu; nghĩ lễ = nghỉ lễ; nghĩ ngơi = nghỉ ngơi;
đề nghĩ = đề nghị; ý nghỉa = ý nghĩa; lảnh đạo = lãnh đạo; bảo lảnh = bảo lãnh; lảnh thổ = lãnh thổ;
kỹ luật = kỷ luật | nghiên đọc xem; kỹ niệm = kỷ niệm; kỹ lục = kỷ lục; kỹ cương = kỷ cương; kỹ yếu = kỷ yếu | tố;
thế kỹ = thế kỷ | thuật năng lưỡng sư; thập kỹ = thập kỷ | thuật; kỷ năng = kỹ năng | thế; kỷ thuật = kỹ thuật;
kỷ lưỡng = kỹ lưỡng; kỷ sư = kỹ sư; nổ lực = nỗ lực | lượng vụ; nổi đau = nỗi đau; nổi buồn = nỗi buồn;
nổi lo = nỗi lo; nỗi bật = nổi bật; nỗi tiếng = nổi tiếng; hổ trợ = hỗ trợ; cũng cố = củng cố | gắng tình ý;
củng như = cũng như; củng là = cũng là; củng có = cũng có; củng được = cũng được; củng phải = cũng phải;
vẩn còn = vẫn còn; vẩn chưa = vẫn chưa; vẩn là = vẫn là; đả được = đã được; đả có = đã có;
sẻ được = sẽ được | chia san; sẻ có = sẽ có | chia san; sẻ không = sẽ không | chia san; chia sẽ = chia sẻ;
mạnh mẻ = mạnh mẽ; vui vẽ = vui vẻ; vẽ đẹp = vẻ đẹp | tranh bức hình; vẻ tranh = vẽ tranh; sữa chữa = sửa chữa;
sửa chửa = sửa chữa; sữa đổi = sửa đổi; chỉnh sữa = chỉnh sửa | điều; chử ký = chữ ký; chử viết = chữ viết;
giử gìn = giữ gìn; giữ dìn = giữ gìn; gìn dữ = gìn giữ; lưu dữ = lưu giữ | liệu; nắm dữ = nắm giữ | liệu;
giữ liệu = dữ liệu; giữ kiện = dữ kiện | hàng; giữ dội = dữ dội; dữ chức = giữ chức; dấu diếm = giấu giếm;
giấu diếm = giấu giếm; dấu kín = giấu kín; che dấu = che giấu; cất dấu = cất giấu; giấu hiệu = dấu hiệu;
giấu vết = dấu vết; đóng giấu = đóng dấu; dải pháp = giải pháp; dải quyết = giải quyết; dải thích = giải thích;
dải phóng = giải phóng; dải thưởng = giải thưởng; dải ngân = giải ngân | hà; dàn dị = giản dị; đơn dản = đơn giản;
dao dịch = giao dịch; dao thông = giao thông; dáo viên = giáo viên; dám sát = giám sát;
dành chiến thắng = giành chiến thắng; dành thắng lợi = giành thắng lợi; dành giải = giành giải | cho;
dành huy chương = giành huy chương | cho; dành giật = giành giật; dành được giải = giành được giải;
tranh dành = tranh giành | cho riêng; giành cho = dành cho | quyền lấy phần; giành riêng = dành riêng;
giành thời gian = dành thời gian;
để giành = để dành | lại quyền lấy phần thắng chiến giải huy được ngôi vé suất chức lợi thế độc;
giành dụm = dành dụm; trân thành = chân thành; trân thật = chân thật; chân trọng = trân trọng;
chình bày = trình bày; trú trọng = chú trọng; trú ý = chú ý; cư chú = cư trú | ý trọng;
thường chú = thường trú | ý trọng; tạm chú = tạm trú | ý; trỉ đạo = chỉ đạo; trỉ tiêu = chỉ tiêu;
chách nhiệm = trách nhiệm; chung bình = trung bình | đẳng; câu truyện = câu chuyện; truyện trò = chuyện trò;
trò truyện = trò chuyện; nói truyện = nói chuyện; chuyện ngắn = truyện ngắn; chuyền thống = truyền thống;
chuyền thông = truyền thông; chuyền hình = truyền hình; tuyên chuyền = tuyên truyền; di truyển = di chuyển;
vận truyển = vận chuyển; truyển đổi = chuyển đổi; chuyển khai = triển khai | báo; phát chiển = phát triển;
chiển khai = triển khai; chao đổi = trao đổi; chao tặng = trao tặng; trau truốt = trau chuốt;
chau chuốt = trau chuốt; trấp hành = chấp hành; chắp hành = chấp hành; chấp vá = chắp vá; trấp thuận = chấp thuận;
cạnh chanh = cạnh tranh; chang bị = trang bị; chang trí = trang trí; trăm sóc = chăm sóc; trăn nuôi = chăn nuôi;
chồng trọt = trồng trọt; trồng chéo = chồng chéo; chọng tâm = trọng tâm; chường học = trường học;
sáng lạng = xán lạn; xán lạng = xán lạn; lãng mạng = lãng mạn; rốt cuột = rốt cuộc; chín mùi = chín muồi;
bàng quang = bàng quan | viêm sỏi niệu tiểu thận ung u nang nội mạc thành mổ; nghe phong phanh = nghe phong thanh;
dục giã = giục giã; dục dã = giục giã; thúc dục = thúc giục; giáo giục = giáo dục; bánh trưng = bánh chưng | bày;
chứng trỉ = chứng chỉ; đều đặng = đều đặn; khắc khe = khắt khe; khắc phụt = khắc phục; bắc buộc = bắt buộc;
bắt cầu = bắc cầu | thủ lông; thắt mắc = thắc mắc; thắc chặt = thắt chặt; nhắt nhở = nhắc nhở;
vướng mắt = vướng mắc; giải quyếc = giải quyết; kiên quyếc = kiên quyết; quyếc định = quyết định;
biêng bản = biên bản; hoàng thiện = hoàn thiện; hoàng cảnh = hoàn cảnh; hoàng toàn = hoàn toàn; an toàng = an toàn;
bàng giao = bàn giao; ban nghành = ban ngành; nghành nghề = ngành nghề; các nghành = các ngành;
nghề ngiệp = nghề nghiệp; khoản cách = khoảng cách | tài điều; tài khoảng = tài khoản; điều khoảng = điều khoản;
khoản thời gian = khoảng thời gian; khoản không gian = khoảng không gian; tình trạn = tình trạng;
thực trạn = thực trạng; mặc bằng = mặt bằng | ăn; mặc trận = mặt trận; mặc hàng = mặt hàng; mặt dù = mặc dù;
thiếu xót = thiếu sót; sai xót = sai sót; sót xa = xót xa; xơ kết = sơ kết; xơ bộ = sơ bộ; hồ xơ = hồ sơ;
xơ đồ = sơ đồ; số xách = sổ sách; chính xách = chính sách; ngân xách = ngân sách; danh xách = danh sách;
tài xản = tài sản; bất động xản = bất động sản; xản phẩm = sản phẩm; xản xuất = sản xuất; xáng kiến = sáng kiến;
xáng tạo = sáng tạo; đời xống = đời sống; tiêu trí = tiêu chí; chí tuệ = trí tuệ; vị chí = vị trí | sĩ;
bố chí = bố trí; báo trí = báo chí | tuệ; kinh chí = kinh phí; nhất chí = nhất trí; quản chị = quản trị;
hỗ chợ = hỗ trợ; hỏi tham = hỏi thăm; tham hỏi = thăm hỏi; tiếp thu ý kiếm = tiếp thu ý kiến; công chứt = công chức;
tổ chứt = tổ chức; viên chứt = viên chức; người giân = người dân; nhân giân = nhân dân; đại diên = đại diện;
bang chỉ đạo = ban chỉ đạo; chặc chẽ = chặt chẽ; thời hạng = thời hạn; quá hạng = quá hạn | cân;
gia hạng = gia hạn | tăng; rỏ ràng = rõ ràng; làm rỏ = làm rõ; nêu rỏ = nêu rõ; ghi rỏ = ghi rõ; hiểu rỏ = hiểu rõ;
bửa cơm = bữa cơm; bửa ăn = bữa ăn; một lần nửa = một lần nữa; bổng nhiên = bỗng nhiên; học bỗng = học bổng;
lương bỗng = lương bổng; đẫy mạnh = đẩy mạnh; mẩu đơn = mẫu đơn; biểu mẩu = biểu mẫu; bão vệ = bảo vệ | tinh cơn;
bão đảm = bảo đảm | cơn; bão hiểm = bảo hiểm | cơn; bải bỏ = bãi bỏ; bải nhiệm = bãi nhiệm; lảng phí = lãng phí;
kỷ xảo = kỹ xảo; nổi niềm = nỗi niềm; củ kỹ = cũ kỹ; người dan = người dân;
cập nhập = cập nhật; tiêng độ = tiến độ; hạng chế = hạn chế; hạng hán = hạn hán; kỳ hạng = kỳ hạn; hạng mức = hạn
mức; hữu hạng = hữu hạn; giới hạng = giới hạn; hạng định = hạn định; vô hạng = vô hạn; kì hạng = kì hạn; cán bộ một
của = cán bộ một cửa; bộ phận một của = bộ phận một cửa; cơ chế một của = cơ chế một cửa; giao dịch một của = giao
dịch một cửa; một của liên thông = một cửa liên thông; trung tâm một của = trung tâm một cửa; hợp tác sã = hợp tác
xã; sã hội = xã hội; thị sã = thị xã; sã viên = xã viên; cấp sã = cấp xã; cản ơn = cảm ơn; các xả = các xã | lũ thải
rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; xả hội = xã hội; thị xả = thị xã | lũ thải rác nước
khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; hợp tác xả = hợp tác xã | lũ thải rác nước khí khói van súng
hơi láng tràn hàng đáy thân thịt lộ; xả viên = xã viên; cấp xả = cấp xã | lũ thải rác nước khí khói van súng hơi láng
tràn hàng đáy thân thịt lộ; toàn xả = toàn xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt
lộ; cán bộ xả = cán bộ xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; nhiều xả = nhiều
xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; trong xả = trong xã | lũ thải rác nước
khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; nhân dân xả = nhân dân xã | lũ thải rác nước khí khói van súng
hơi láng tràn hàng đáy thân thịt lộ; công an xả = công an xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng
đáy thân thịt lộ; lãnh đạo xả = lãnh đạo xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ;
địa bàn xả = địa bàn xã | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; xả phường = xã
phường | lũ thải rác nước khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; y tế xả = y tế xã | lũ thải rác nước
khí khói van súng hơi láng tràn hàng đáy thân thịt lộ; lãnh đạo tĩnh = lãnh đạo tỉnh | mạch lặng tâm từ điện vật
dưỡng học tại lược trí gia túc; trong tĩnh = trong tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc;
toàn tĩnh = toàn tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; nhân dân tĩnh = nhân dân tỉnh |
mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; cấp tĩnh = cấp tỉnh | mạch lặng tâm từ điện vật dưỡng học
tại lược trí gia túc; các tĩnh = các tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; ngoài tĩnh =
ngoài tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; liên tĩnh = liên tỉnh | mạch lặng tâm từ điện
vật dưỡng học tại lược trí gia túc; tĩnh ủy = tỉnh ủy; tĩnh đoàn = tỉnh đoàn; tĩnh nhà = tỉnh nhà | mạch lặng tâm từ
điện vật dưỡng học tại lược trí gia túc; địa bàn tĩnh = địa bàn tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược
trí gia túc; của tĩnh = của tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; công an tĩnh = công an
tỉnh | mạch lặng tâm từ điện vật dưỡng học tại lược trí gia túc; trung tâm tĩnh = trung tâm tỉnh | mạch lặng tâm từ
điện vật dưỡng học tại lược trí gia túc; của người dần = của người dân | thay nâng tăng quen; ban nhân dần = ban nhân
dân; hội đồng nhân dần = hội đồng nhân dân; cho người dần = cho người dân | quen; phục vụ người dần = phục vụ người
dân; giúp người dần = giúp người dân | mọi; để người dần = để người dân; hướng dẫn người dần = hướng dẫn người dân;
vận động người dần = vận động người dân; người dần địa phương = người dân địa phương; tiếp nhân = tiếp nhận | trực
gián rộng sự lực dân loại giống quyền viên công khẩu đạo văn chứng; nghỉ rằng = nghĩ rằng; ngày nghĩ = ngày nghỉ | về
đến ra lại ngợi cách mỗi cả đêm; kỳ nghĩ = kỳ nghỉ; kì nghĩ = kì nghỉ; nghĩ tết = nghỉ tết; nghĩ dưỡng = nghỉ dưỡng;
nghĩ mát = nghỉ mát; nghĩ trưa = nghỉ trưa; nghĩ hè = nghỉ hè; xin nghĩ việc = xin nghỉ việc; cho nghĩ việc = cho
nghỉ việc; nghĩ thai sản = nghỉ thai sản; an nghĩ = an nghỉ; sữa sai = sửa sai; sữa soạn = sửa soạn; sữa lỗi = sửa
lỗi; sữa xe = sửa xe; sữa nhà = sửa nhà | máy; tu sữa = tu sửa; sửa bò = sữa bò | chuồng; sửa tươi = sữa tươi; sửa mẹ
= sữa mẹ; sửa chua = sữa chua; uống sửa = uống sữa; có vẽ = có vẻ | bản hình tranh tay họa sĩ năng khiếu bút màu; vẽ
vang = vẻ vang; bản vẻ = bản vẽ; hình vẻ = hình vẽ; dáng vẽ = dáng vẻ; vẽ ngoài = vẻ ngoài | trời; giã tạo = giả tạo;
giã mạo = giả mạo; tác giã = tác giả; hàng giã = hàng giả; khán giã = khán giả; giã định = giả định; giả gạo = giã
gạo; đọc giả = độc giả; mả số = mã số; mả vạch = mã vạch; mả định danh = mã định danh; quét mả = quét mã; bác sỉ =
bác sĩ; chiến sỉ = chiến sĩ; nghệ sỉ = nghệ sĩ; liệt sỉ = liệt sĩ; sỉ quan = sĩ quan; tiến sỉ = tiến sĩ; thạc sỉ =
thạc sĩ; ca sỉ = ca sĩ; sĩ nhục = sỉ nhục; bán sĩ = bán sỉ; sỉ số = sĩ số; nhân sỉ = nhân sĩ; y sỉ = y sĩ; kiêng cử =
kiêng cữ | nhân; cữ tri = cử tri; bầu cữ = bầu cử; ứng cữ = ứng cử; cữ chỉ = cử chỉ; đề cữ = đề cử; cữ nhân = cử
nhân; bão quản = bảo quản; bão tồn = bảo tồn; đảm bão = đảm bảo; bão lãnh = bảo lãnh; bão lưu = bảo lưu; bão hộ = bảo
hộ | cơn sau do mưa lũ tránh chống vì; bão tàng = bảo tàng; bão dưỡng = bảo dưỡng; bão trợ = bảo trợ; bão hành = bảo
hành; bão mật = bảo mật; mưa bảo = mưa bão | đảm vệ; cơn bảo = cơn bão | đảm vệ; lụt bảo = lụt bão | đảm vệ; đổ đạt =
đỗ đạt; thi đổ = thi đỗ; bãi đổ xe = bãi đỗ xe; đỗ vỡ = đổ vỡ; sụp đỗ = sụp đổ; đỗ lỗi = đổ lỗi; lật đỗ = lật đổ; đỗ
bộ = đổ bộ; cấm đổ xe = cấm đỗ xe; đến nổi = đến nỗi | tiếng bật; nỗi loạn = nổi loạn; nỗi trội = nổi trội; nỗi cộm =
nổi cộm; nổi sợ = nỗi sợ; nổi nhớ = nỗi nhớ; nổi khổ = nỗi khổ; nổi băn khoăn = nỗi băn khoăn; nổi oan = nỗi oan; nổi
ám ảnh = nỗi ám ảnh; nỗi dậy = nổi dậy; có lẻ = có lẽ | trăm nghìn ngàn triệu tỷ đồng năm tuổi số; lẻ ra = lẽ ra |
chia tách; lý lẻ = lý lẽ; bán lẽ = bán lẻ; riêng lẽ = riêng lẻ; đơn lẽ = đơn lẻ; lẽ tẻ = lẻ tẻ; lặng lẻ = lặng lẽ; lẽ
loi = lẻ loi; sạch sẻ = sạch sẽ; suôn sẽ = suôn sẻ; mát mẽ = mát mẻ; mới mẽ = mới mẻ; chặt chẻ = chặt chẽ; san sẽ =
san sẻ; giá rẽ = giá rẻ; chia rẻ = chia rẽ; nữa đêm = nửa đêm; nữa đầu năm = nửa đầu năm; nữa cuối năm = nửa cuối
năm; một nữa số = một nửa số; lần nửa = lần nữa; gì nửa = gì nữa; chửa bệnh = chữa bệnh | có mang; cứu chửa = cứu
chữa; chửa cháy = chữa cháy; chửa trị = chữa trị; để ngõ = để ngỏ; bỏ ngõ = bỏ ngỏ; thư ngõ = thư ngỏ; cửa ngỏ = cửa
ngõ; ngỏ hẻm = ngõ hẻm; ngỏ xóm = ngõ xóm; kẻ hở = kẽ hở; kẽ gian = kẻ gian; kẽ xấu = kẻ xấu; thua lổ = thua lỗ; lổ
hổng = lỗ hổng; lỗ hỏng = lỗ hổng; xấu hỗ = xấu hổ; cỗ phần = cổ phần; cỗ phiếu = cổ phiếu; cỗ đông = cổ đông; cỗ vũ
= cổ vũ; cỗ động = cổ động; cỗ truyền = cổ truyền; cổ máy = cỗ máy; mâm cổ = mâm cỗ; mẫu củ = mẫu cũ | tỏi gừng hành
khoai sắn cải nghệ chi quả giống kiệu sen ấu dền mì; đồ củ = đồ cũ | tỏi gừng hành khoai sắn cải nghệ chi quả giống
kiệu sen ấu dền mì; hồ sơ củ = hồ sơ cũ; như củ = như cũ | tỏi gừng hành khoai sắn cải nghệ chi quả giống kiệu sen ấu
dền mì; quê củ = quê cũ; huyện củ = huyện cũ | tỏi gừng hành khoai sắn cải nghệ chi quả giống kiệu sen ấu dền mì; xã
củ = xã cũ | tỏi gừng hành khoai sắn cải nghệ chi quả giống kiệu sen ấu dền mì; trụ sở củ = trụ sở cũ; xe củ = xe cũ
| tỏi gừng hành khoai sắn cải nghệ chi quả giống kiệu sen ấu dền mì; nhà củ = nhà cũ | tỏi gừng hành khoai sắn cải
nghệ chi quả giống kiệu sen ấu dền mì; cũ khoai = củ khoai; cũ sắn = củ sắn; mỗ xẻ = mổ xẻ; ca mỗ = ca mổ; xã lũ = xả
lũ; xã rác = xả rác; xã thân = xả thân; xã súng = xả súng; xã thải = xả thải; trình bài = trình bày; trưng bài =
trưng bày; bày viết = bài viết | tỏ giải dễ; dang dỡ = dang dở; bốc dở = bốc dỡ; tháo dở = tháo dỡ; dỡ dang = dở
dang; dở bỏ = dỡ bỏ; phá dở = phá dỡ; sợ hải = sợ hãi; hãi quan = hải quan; hãi sản = hải sản; hãi đảo = hải đảo; ưu
đải = ưu đãi; chiêu đải = chiêu đãi; đải ngộ = đãi ngộ; dễ dải = dễ dãi; dãi đất = dải đất; dãi phân cách = dải phân
cách; thừa thải = thừa thãi | nước chất; quỷ đất = quỹ đất; gây quỷ = gây quỹ; quỷ bảo hiểm = quỹ bảo hiểm; quỷ tín
dụng = quỹ tín dụng; quỷ khuyến học = quỹ khuyến học; thủ quỷ = thủ quỹ; quỷ đầu tư = quỹ đầu tư; quỷ hỗ trợ = quỹ hỗ
trợ; quỷ tiền = quỹ tiền; kỷ càng = kỹ càng; kỹ nguyên = kỷ nguyên; ích kỹ = ích kỷ; tự kỹ = tự kỷ | thuật năng lưỡng
sư; tri kỹ = tri kỷ; quyến rủ = quyến rũ; rũ nhau = rủ nhau; rũi ro = rủi ro; giúp đở = giúp đỡ; đở đầu = đỡ đầu;
nâng đở = nâng đỡ; xúc vật = súc vật; súc tiến = xúc tiến; súc phạm = xúc phạm; cảm súc = cảm xúc; tiếp súc = tiếp
xúc; xuất ăn = suất ăn | đột sản đề; xuất học bổng = suất học bổng | đề; xuất quà = suất quà | sản đề kho; xa sỉ = xa
xỉ; sa xỉ = xa xỉ; phố sá = phố xá; sáng xuốt = sáng suốt; sương máu = xương máu; xương mù = sương mù; xơ suất = sơ
suất; xơ tán = sơ tán; xơ cứu = sơ cứu; xơ xài = sơ sài; sơ xài = sơ sài; sơ xác = xơ xác; sâm nhập = xâm nhập; sâm
hại = xâm hại; sâm phạm = xâm phạm; sâm lấn = xâm lấn; sâm lược = xâm lược; sinh đẹp = xinh đẹp; xinh hoạt = sinh
hoạt; xinh ra = sinh ra; sinh xắn = xinh xắn; xôi nổi = sôi nổi; xôi động = sôi động; sấp xỉ = xấp xỉ; sẵn xàng = sẵn
sàng; xứ mệnh = sứ mệnh; đại xứ = đại sứ; sứ sở = xứ sở; xức khỏe = sức khỏe; công xức = công sức; sung phong = xung
phong; sung yếu = xung yếu; xuất sứ = xuất xứ; sô xát = xô xát; xô sát = xô xát; xụp đổ = sụp đổ; xạt lở = sạt lở;
sạc lở = sạt lở; xát hạch = sát hạch; xâu bệnh = sâu bệnh; dòng xông = dòng sông; xông suối = sông suối; xoát vé =
soát vé; kiểm xoát = kiểm soát; rà xoát = rà soát; sác nhận = xác nhận; sác minh = xác minh; sác định = xác định;
chính sác = chính xác; sanh sạch = xanh sạch; chanh chấp = tranh chấp; chanh thủ = tranh thủ; chợ cấp = trợ cấp | xã
huyện tỉnh vùng hội phiên; chợ giúp = trợ giúp | đi phiên hội ra các ban; bảo chợ = bảo trợ | đảm quản; tài chợ = tài
trợ; chung thực = trung thực | tài; chung thành = trung thành | công góp chia gộp nhập vào ghép; chung ương = trung
ương; tập chung = tập trung | bài luyện buổi cùng thi; trung tay = chung tay; nói trung = nói chung | quốc ương tâm;
trung sức = chung sức | tập; chưng bày = trưng bày; chưng cầu = trưng cầu; đặc chưng = đặc trưng; tượng chưng = tượng
trưng; trưng cất = chưng cất; trương trình = chương trình | chủ; chủ chương = chủ trương; khai chương = khai trương;
huân trương = huân chương; huy trương = huy chương; giá chị = giá trị; bộ chính chị = bộ chính trị; hệ thống chính
chị = hệ thống chính trị; chính chị xã hội = chính trị xã hội; chị giá = trị giá; chụ
sở = trụ sở; chụ cột = trụ cột; tri trả = chi trả; tri phí = chi phí; chi thức = tri thức; chi ân = tri ân; cử chi =
cử tri; dự chữ = dự trữ; lưu chữ = lưu trữ | ký; tích chữ = tích trữ | phân; chải qua = trải qua; chải nghiệm = trải
nghiệm; chải dài = trải dài | tóc; trê trách = chê trách; chở thành = trở thành | xe hàng khách; chở nên = trở nên;
chở ngại = trở ngại; trở hàng = chở hàng | lại đầu loạt; chuyên trở = chuyên chở; chồng cây = trồng cây | vợ đống;
chống trọi = chống chọi; chọn vẹn = trọn vẹn; lựa trọn = lựa chọn; trọn lọc = chọn lọc; trọn lựa = chọn lựa; chật tự
= trật tự; trật chội = chật chội; trứng minh = chứng minh; trứng nhận = chứng nhận; trứng thực = chứng thực; công
trứng = công chứng; chuyền nhiễm = truyền nhiễm; chuyền tải = truyền tải; trào mừng = chào mừng; trào đón = chào đón;
phong chào = phong trào; kính trào = kính chào; da đình = gia đình; ra đình = gia đình | làng chùa hội lễ cúng tế;
tham da = tham gia; da hạn = gia hạn; da tăng = gia tăng; quốc da = quốc gia; chuyên da = chuyên gia; tham ra = tham
gia; dấy tờ = giấy tờ; dấy phép = giấy phép; dấy chứng nhận = giấy chứng nhận; dao ban = giao ban; dao lưu = giao
lưu; bàn dao = bàn giao; dao nhiệm vụ = giao nhiệm vụ; dao đất = giao đất; giao động = dao động | bàn; dữ nguyên =
giữ nguyên; dữ vững = giữ vững; dữ gìn = giữ gìn; rèn rũa = rèn giũa; giàn trải = dàn trải; dàn khoan = giàn khoan;
giàn xếp = dàn xếp; dàn giáo = giàn giáo; dàng buộc = ràng buộc; rõ dàng = rõ ràng; rộng dãi = rộng rãi; giải rác =
rải rác; dải rác = rải rác; rễ dàng = dễ dàng; con giấu = con dấu; bây dờ = bây giờ; rừng lại = dừng lại; giân chủ =
dân chủ; giân tộc = dân tộc; rải quyết = giải quyết; rải pháp = giải pháp; hoàng tất = hoàn tất; hoàng trả = hoàn
trả; hoàng chỉnh = hoàn chỉnh; hoàng thành kế hoạch = hoàn thành kế hoạch; hoàng thành nhiệm vụ = hoàn thành nhiệm
vụ; hoàng thành chỉ tiêu = hoàn thành chỉ tiêu; hoàn gia = hoàng gia | cảnh; khoảng chi = khoản chi; khoảng thu =
khoản thu | hẹp hút hồi hoạch đông; khoảng tiền = khoản tiền; khoảng vay = khoản vay; khoảng nợ = khoản nợ; bàng luận
= bàn luận; bàng về = bàn về; tràng lan = tràn lan; tràng ngập = tràn ngập; căng cứ = căn cứ; căng cước = căn cước;
căng bản = căn bản; căng hộ = căn hộ; căng dặn = căn dặn; ngăn chặng = ngăn chặn; đang xen = đan xen | kẽ lẫn vào
canh; lang tỏa = lan tỏa; sang lấp = san lấp; sang sẻ = san sẻ; tang vỡ = tan vỡ; vương lên = vươn lên; biêng chế =
biên chế; biêng giới = biên giới; trườn học = trường học; nông thông = nông thôn; giao thôn = giao thông | bản xã tổ
quản tự trưởng cho; thôn tin = thông tin | tưởng rằng vào; đông đốc = đôn đốc;
tông trọng = tôn trọng; tông giáo = tôn giáo; tông vinh = tôn vinh; tông tạo = tôn tạo; khôn có = không có; khôn phải
= không phải; khôn được = không được; khôn còn = không còn; khôn gian = không gian; khôn khí = không khí; bắc đầu =
bắt đầu; mặc khác = mặt khác; mặt định = mặc định; các mặc = các mặt; bề mặc = bề mặt; gặp mặc = gặp mặt; vắng mặc =
vắng mặt; đặt biệt = đặc biệt; đặt điểm = đặc điểm; đặt sản = đặc sản; đặt thù = đặc thù; đặt trưng = đặc trưng; đặc
câu hỏi = đặt câu hỏi; đặc hàng = đặt hàng; đặc ra = đặt ra; lắp đặc = lắp đặt; cài đặc = cài đặt; đặc tên = đặt tên;
sắp đặc = sắp đặt; đặc lịch = đặt lịch; khác vọng = khát vọng; mất mác = mất mát; việt làm = việc làm | người tiếng
bạn; công việt = công việc; chắt chắn = chắc chắn; chắc lọc = chắt lọc; sâu sắt = sâu sắc; đường sắc = đường sắt |
nét lệnh; bản sắt = bản sắc; màu sắt = màu sắc | gỉ rỉ; xuất sắt = xuất sắc; tấc cả = tất cả; mứt độ = mức độ; mứt
lương = mức lương; mứt phạt = mức phạt; mứt thu = mức thu | tết; sứt khỏe = sức khỏe; sứt mạnh = sức mạnh; công sứt =
công sức; bứt tranh = bức tranh; bứt xúc = bức xúc; bức phá = bứt phá; đạo đứt = đạo đức; chấm dức = chấm dứt; dức
khoát = dứt khoát; lượt bỏ = lược bỏ | phiếu thầu học; chiến lượt = chiến lược; sơ lượt = sơ lược; tóm lượt = tóm
lược; lược xem = lượt xem; lược khách = lượt khách; lược người = lượt người; lần lược = lần lượt; buột phải = buộc
phải; bắt buột = bắt buộc; ràng buột = ràng buộc; kiến trút = kiến trúc; cấu trút = cấu trúc; một chúc = một chút |
thư tết; chút mừng = chúc mừng; khúc mắt = khúc mắc; phụt vụ = phục vụ; phụt hồi = phục hồi; thủ tụt = thủ tục; tiếp
tụt = tiếp tục | liên hậu; liên tụt = liên tục; tục hậu = tụt hậu | phong; hạc giống = hạt giống; hạc điều = hạt
điều; phác triển = phát triển; phác động = phát động; phác hiện = phát hiện; phác biểu = phát biểu; xuất phác = xuất
phát | đồ thảo họa; phát thảo = phác thảo | luận; phát họa = phác họa; tiếc kiệm = tiết kiệm; thời tiếc = thời tiết |
nuối; chi tiếc = chi tiết | nuối; đáng tiết = đáng tiếc | kiệm; khuyết khích = khuyến khích; khuyến điểm = khuyết
điểm; khuyết cáo = khuyến cáo; thăm gia = tham gia | đình; thăm dự = tham dự; tham viếng = thăm viếng; hồ sở = hồ sơ;
hồ sờ = hồ sơ; lông nghiệp = nông nghiệp; lông dân = nông dân; lông sản = nông sản; lông thôn = nông thôn; nao động =
lao động; lâng cao = nâng cao; lâng cấp = nâng cấp; lăng lực = năng lực; khả lăng = khả năng; kỹ lăng = kỹ năng; nâu
dài = lâu dài; nâu nay = lâu nay; bao nâu = bao lâu; lội dung = nội dung; lộp hồ sơ = nộp hồ sơ; lộp thuế = nộp thuế;
lộp phạt = nộp phạt; liềm vui = niềm vui; liềm tin = niềm tin; nớp học = lớp học; lăm nay = năm nay; niên kết = liên
kết | thanh thiếu; niên hệ = liên hệ | thanh thiếu
"""


# Syllables that are right only beside those behind `|` (none: never), in the same run and near.
_ALONE = """
sẻ = sẽ | chia san sang suôn chim se bồ; củng = cũng | cố lủng đầu trán; vẩn = vẫn | vơ đục vớ lẩn quẩn; trể = trễ;
đả = đã | kích phá thông động đảo ẩu loạn hổ nữ thương đấu; lảnh = lãnh | lót lanh; sã = xã | suồng cánh; xắp = sắp;
rỏ = rõ | giọt nước nhỏ dãi rãi máu mắt xuống thuốc vào; chử = chữ | đồng; giử = giữ; dử = dữ; hảy = hãy
"""


class _Row(NamedTuple):
    wrong: tuple[str, ...]
    right: str
    unless: frozenset[str]


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in (*_parsed(), *_parsed(_ALONE)):
        found.setdefault(row.wrong[0], []).append(row)
    return found


def _parsed(rows: str = _ROWS) -> Iterator[_Row]:
    for line in " ".join(rows.split()).split(";"):
        pair, _, unless = line.partition("|")
        wrong, right = (canonical(side.strip()) for side in pair.split("="))
        yield _Row(tuple(wrong.split()), right, frozenset(unless.split()))


class Confusion(NamedTuple):
    """A row that begins at a syllable and goes to index `last` of the run. `written` is canonical."""

    last: int
    written: str
    meant: str
    reason: str


def confused(run: Run, index: int) -> Confusion | None:
    """The row that begins at `index` of a run."""
    for row in _rows().get(run[index].syllable, ()):
        last = index + len(row.wrong) - 1
        if tuple(token.syllable for token in run[index : last + 1]) != row.wrong:
            continue
        if any((token.is_capital and not token.is_first) or token.is_joined for token in run[index : last + 1]):
            continue  # a name
        around = run[max(0, index - REACH) : last + 1 + REACH]
        if row.unless.isdisjoint(token.syllable for token in around):
            written = " ".join(token.text for token in run[index : last + 1])
            reason = f"“{written}” hay bị viết lẫn; đúng là “{in_case_of(run[index], row.right)}”."
            return Confusion(last, " ".join(row.wrong), row.right, reason)
    return None
