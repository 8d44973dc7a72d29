"""Syllables that carry grammar rather than meaning. They stand beside anything, so a pair with one says little."""

_WORDS = """
ai anh ba bao bà bên bảy bất bằng bị bọn bốn bộ bởi chiếc cho chín chính chúng chưa chẳng chỉ chị chứ con càng các
cách cái còn có cô cùng cũng cả cần của cứ do dù dưới em giờ giữa gì hai hay hiện hoặc hàng hãy hơn hết họ khi khác
không khắp kia kể luôn là làm lên lúc lại lần lẫn lớn muốn mà mình mười mọi mỗi một mới nay ngay ngoài ngày người
nhau nhiều như nhưng nhất những nào này nên nó năm nơi nếu nữa phải qua ra rất rằng rồi sau so suốt sáu sẽ số sự ta
theo thành tháng thêm thì thấy thế thứ trong trên trước tuy tám tôi tại tất tới từ từng tự việc và vài vào vì vẫn
vậy về với vụ vừa xong xuống à ông đang đi điều đâu đây đã đó được đấy đầu đến đều để đối đủ ạ ấy ở
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
