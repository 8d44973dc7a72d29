"""Words of talk and of the house, of field and market: everybody says them, encyclopedias hardly. That their pairs are
rare in the counts says little.
"""

_WORDS = """
anh ao bao biếu buôn buồn buộc bà bàn bác bán bánh bát bão bé bìa bò bó bón bóp bông bù bùn bún bút bơi bản bảo bấm
bẩn bận bật bế bến bếp bịa bỏ bồng bớt bởi bụng bức cao chai chi chiếc chiều cho chuyến chuyển chán cháo cháu chân
chè chén chép chìa chó chú chăn chạm chạy chảo chậm chỉ chị chọn chỗ chớ chờ chợ chửi chữ con cua cuốn cuộn cành cá
cái cát cây còn cô cõng cũ cơm cười cạnh cả cấy cầm cầu cậu cắt cỏ cổ cổng cột cỡ củ cứ cử cửa da dao dài dành dán
dép dê dì dính dò dòng dạ dấu dẫn dắt dặn dịch dọa dọn dốc dỗ dột dời dở dụm dựa em ghi ghim ghét ghế giao giày gió
giường giấy giận giặt giỏ giữ gom gà gãy góc gói gõ gạo gấp gập gắn gặt gỉ gọi gối gộp gỡ gửi hiệu hoa hoài hàng hái
hát hãy hè hé hét hơi hạt hấp hẳn hẻm hỏi hỏng hồi hộp hở khe kho khoai khoan khung khuyên khá khít khóa khóc khô
khúc khăn khỏe khỏi kia kéo kênh kêu kín ký kẹp kẹt kể kệ la lau leo lo loa luôn luộc làn làng lá lên lìa lúa lúc lũ
lưng lưỡi lượt lạ lại lạnh lấp lật lắm lắng lắp lệch lọ lội lớn lợn lụt lửa mai may miếng miệng mua muối muộn màn
mác mách mái mát máu máy mã mãi mèo mình mòn móc mũ mũi mưa mương mượn mất mầm mẩu mẫu mắc mắm mắng mắt mặt mẻ mệt
mọi mốc mốt mỗi mớ mới mời mở mợ mục mừng mực nay ngay nghe nghiêng nghẽn nghỉ ngon ngã ngó ngón ngô ngõ ngăn ngượng
ngại ngắn ngồi ngủ ngửi ngựa nhanh nhau nhà nháp nhãn nhé nhì nhìn nhảy nhất nhẫn nhận nhật nhắn nhẹ nhỉ nhỏ nhớ nhờ
nhủ nuôi nào nãy nó nói nón nóng nút nước nướng nấu nắm nắng nằm nặng nếm nối nồi nộp nứa nửa nữa phum phà phím phơi
phở qua quen quyển quá quét quên quả quần quầy ra rau ruộng rà rách rán ráp réo rút răng rơi rễ rồi rớt rời rủ rửa
sai san sang sao soi suối sáng sân sóc sơn sạch sắn sắp sẵn sổ sớm sờ sợ sữa ta tai tay tem thanh thiếu thu tháo
thêu thìa thím thôi thôn thùng thư thưa thương thả thấp thấy thẹn thẻ thịt thủng thừa tiêu tiếc to tra trang tre
treo tràng trát trâu trèo trích trói trưa trượt trả trỏ trồng trứng tách tên tìm tính tóc tôi tôm túi tưới tường tại
tấm tắc tắt tặng tỉa tối tốt tới tờ tủ từng tự uống vai vay viết vo vui vào vá vách vâng vì vòng vơi vướng vườn vả
vẫy vắng vặn vẽ vết về vịn vịt vở vỡ vừa xe xin xong xuống xào xây xén xóm xô xúi xương xấu xếp yêu áo ép ô ông ăn
đan đang đau đi đoán đài đào đá đáp đâu đã đèo đêm đò đó đón đóng đông đùa đúng đũa đơm đơn đưa đường đất đấy đầu
đầy đẩy đậu đắp đặt đẹp đếm đến đọc đổ đổi đỡ đợi đục đụng đủ đứng đứt đừng ướt ạ ấm ấp ấy ẩm ẵm ốm ủi
"""
EVERYDAY = frozenset(_WORDS.split())
