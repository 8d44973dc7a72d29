"""What an import says of a file: (in English for commands, in Vietnamese for the admin) by code."""

ENGLISH, VIETNAMESE = 0, 1

# What a column is read as.
READ_AS = {
    "day": ("day", "Ngày"),
    "views": ("views", "Lượt xem trang"),
    "visits": ("visits", "Lượt truy cập"),
    "visitors": ("visitors", "Khách"),
    "": ("not used", "Không dùng"),
    "at": ("day and time (UTC)", "Ngày, giờ (UTC)"),
    "host": ("site", "Tên miền"),
    "address": ("reader's address, not kept", "Địa chỉ của người đọc (không lưu)"),
    "method": ("method", "Phương thức"),
    "target": ("page", "Trang được mở"),
    "status": ("status", "Mã trả lời"),
    "referrer": ("referrer", "Trang dẫn đến"),
    "agent": ("browser", "Trình duyệt"),
    "second": ("not used: an earlier column has this figure", "Không dùng: cột khác đã cho con số này"),
}

# Formats of access logs that are read.
FORMATS = {
    "combined": "nginx/Apache (combined)",
    "json": "JSON",
    "w3c": "W3C (IIS, CloudFront)",
    "elb": "AWS ELB",
}

# Why rows of a file are left out; the file comes in without them.
LEFT_OUT = {
    "unreadable": ("not a line of an access log", "Không đọc được: không phải dòng nhật ký truy cập"),
    "no_agent": (
        "no browser named: the “common” format does not tell readers from programs, “combined” does",
        "Không ghi trình duyệt: định dạng “common” không phân biệt được người đọc với chương trình, cần “combined”",
    ),
    "method": ("not asked for by GET", "Không phải lượt mở trang (không phải GET)"),
    "status": ("answered neither 200 nor 304", "Máy chủ không trả về trang (không phải 200 hay 304)"),
    "no_page": (
        "no page of readers: files, feeds, the admin",
        "Không phải trang của bạn đọc: tệp, nguồn tin, quản trị",
    ),
    "no_field": ("the log lacks the fields", "Nhật ký không ghi những trường cần có"),
    "bot": ("search engines and programs", "Công cụ tìm kiếm và chương trình tự động"),
    "other_site": ("of another site", "Của trang web khác"),
    "open_day": ("the day is not over", "Ngày chưa hết"),
    "counted_day": ("the day has figures already", "Ngày đã có số liệu"),
    "comment": ("comment", "Dòng ghi chú"),
    "before_header": ("before the line that names the columns", "Dòng đứng trước dòng tên cột"),
    "header": ("the names of the columns again", "Dòng tên cột lặp lại"),
    "total": ("a sum, no day", "Dòng cộng, không phải một ngày"),
    "further": ("after the table of days", "Phần sau bảng từng ngày"),
    "same_file": ("the same file twice", "Cùng một tệp, đưa vào hai lần"),
}

# What is worth knowing before the figures are added.
NOTES = {
    "encoding": ("Letters: {name}.", "Bảng mã chữ: {name}."),
    "separator": ("Columns separated by {name}.", "Các cột cách nhau bằng {name}."),
    "sheet": ("Sheet “{name}”.", "Trang tính “{name}”."),
    "sheets_not_read": (
        "Further sheets have days and are not read: {names}.",
        "Những trang tính khác cũng có số liệu ngày, nhưng không đọc: {names}.",
    ),
    "day_first": ("Days written as day/month/year.", "Ngày viết theo thứ tự ngày/tháng/năm."),
    "month_first": (
        "Days written as month/day/year: {example} is {day}.",
        "Ngày viết theo thứ tự tháng/ngày/năm: {example} là ngày {day}.",
    ),
    "either_order": (
        "The days could be day/month or month/day; read as day/month/year: {example} is {day}.",
        "Không rõ ngày hay tháng đứng trước; đọc {example} là ngày {day}.",
    ),
    "serial_days": (
        "Days as numbers of a spreadsheet: {example} is {day}.",
        "Ngày viết bằng số của bảng tính: {example} là ngày {day}.",
    ),
    "grouped": (
        "Thousands are separated: {example} is {number}.",
        "Số có dấu ngăn hàng nghìn: {example} là {number}.",
    ),
    "no_views": (
        "No column has views: they are 0.",
        "Không có cột nào là lượt xem: lượt xem của những ngày này là 0.",
    ),
    "no_visits": ("No column has visits: they are 0.", "Không có cột nào là lượt truy cập: số ấy là 0."),
    "unknown_columns": (
        "These columns are not used: {names}.",
        "Những cột không dùng: {names}.",
    ),
    "gap": ("{count} days between are missing.", "Thiếu {count} ngày ở giữa."),
    "all_zero": ("Every figure is 0.", "Mọi con số đều bằng 0."),
    "more_visits": (
        "{day} has more visits than views.",
        "Ngày {day} có lượt truy cập nhiều hơn lượt xem.",
    ),
    "total_differs": (
        "The file's own sum of {name} is {total}, its days add up to {sum}.",
        "Dòng cộng của tệp ghi {name} là {total}, các ngày cộng lại được {sum}.",
    ),
    "completed": (
        "{count} days have visits from an earlier import and no views; only what they lack is added.",
        "{count} ngày đã có lượt truy cập từ lần nhập trước mà không có lượt xem; chỉ nhập thêm phần còn thiếu.",
    ),
    "log_format": ("Format of the log: {name}.", "Kiểu nhật ký: {name}."),
    "fields_changed": (
        "From line {line} on the log has other fields; they are read as named there.",
        "Từ dòng {line}, nhật ký ghi các trường khác; phần sau được đọc theo tên trường ở đó.",
    ),
    "no_referrer": (
        "{count} lines do not record where readers came from: no source is counted for them.",
        "{count} dòng không ghi trang dẫn đến (Referer): những lượt ấy không có nguồn truy cập.",
    ),
    "other_host": (
        "The log names {host}, which is no name of this portal.",
        "Nhật ký ghi tên miền {host}, không phải tên của trang tin này.",
    ),
    "part_of_day": (
        "The log begins at {first} and ends at {last}: the first and the last day may not be whole.",
        "Nhật ký bắt đầu lúc {first} và kết thúc lúc {last}: ngày đầu và ngày cuối có thể không trọn.",
    ),
}

# What can be done about a note while the file waits; it follows the note then, and never later.
ADVICE = {
    "either_order": (
        "If that is wrong, say --dates.",
        "Sai thì tải lại, chọn “Thứ tự trong ngày”.",
    ),
    "sheets_not_read": ("Make a file of each.", "Lưu mỗi trang thành một tệp riêng."),
    "no_views": (
        "If one has, say --column.",
        "Nếu có, chọn lại ở “Các cột trong tệp”.",
    ),
    "unknown_columns": (
        "Say by --column which is one of views, visits, visitors.",
        "Cột nào là lượt xem, lượt truy cập hay khách thì chọn ở “Các cột trong tệp”.",
    ),
    "more_visits": ("Are the columns right?", "Xem lại các cột đã đúng chưa."),
    "gap": ("Is the file whole?", "Xem lại tệp có đủ ngày chưa."),
}

# Why a file is refused as a whole.
PROBLEMS = {
    "no_columns": (
        "The first line must name the columns: day and at least one of views, visits, visitors; it names {found}",
        "Dòng đầu phải có cột “Ngày” và ít nhất một trong “Lượt xem”, “Lượt truy cập”, “Khách”. Trong tệp có: {found}",
    ),
    "same_columns": (
        "Two columns are the same figure, the second is “{name}”.",
        "Có hai cột cùng là một con số, cột thứ hai là “{name}”. Bỏ bớt một cột, hoặc chọn lại ở “Các cột trong tệp”",
    ),
    "no_such_column": (
        "The file has no column “{name}”.",
        "Trong tệp không có cột “{name}” mà bạn đã chọn. Xem lại tệp, hoặc chọn lại ở “Các cột trong tệp”",
    ),
    "no_days": ("There is no day in the file.", "Trong tệp không có ngày nào."),
    "csv": ("The file is no table: {error}", "Tệp không phải bảng có cột: {error}"),
    "no_date": ("“{text}” is no date", "“{text}” không phải một ngày, ví dụ đúng: 31/12/2025"),
    "no_number": ("“{text}” is no whole number", "“{text}” không phải số nguyên, ví dụ đúng: 1234"),
    "too_early": ("{day} is before {year}", "{day} trước năm {year}"),
    "twice": ("{day} comes twice", "ngày {day} có hai lần"),
    "no_cell": ("a column is missing", "thiếu cột"),
    "unclear_number": (
        "“{text}” may be {number} or a fraction: write whole numbers without separators",
        "“{text}” có thể là {number}, cũng có thể là số lẻ: viết liền các chữ số",
    ),
    "both_orders": (
        "Some days are day/month, others month/day: {first}, {second}.",
        "Có ngày viết ngày/tháng, có ngày viết tháng/ngày: {first}, {second}. Viết cùng một kiểu.",
    ),
    "unclear_order": (
        "{example} and its like follow each other only as month/day: say which by --dates.",
        "Đọc là tháng/ngày thì {example} và các ngày khác mới liền nhau. Hãy chọn “Thứ tự trong ngày” rồi tải lại.",
    ),
    "counted": ("{day} has figures already", "Ngày {day} đã có số liệu{origin}"),
    "open": ("{day} is not over", "Ngày {day} chưa hết"),
    "too_long": (
        "The file has more than {most} rows: split it",
        "Tệp có hơn {most} dòng. Chia nhỏ tệp, hoặc nhờ người vận hành nhập bằng lệnh",
    ),
    "too_many_visitors": (
        "The log has more than {most} readers: split it by days",
        "Nhật ký có hơn {most} người đọc khác nhau. Chia nhỏ theo ngày",
    ),
    "packed": (
        "cannot be read: {name} is packed in a way that is not known here; unpack it first",
        "Tệp được nén theo kiểu không đọc được ở đây. Giải nén trước rồi tải lại",
    ),
    "old_excel": (
        "cannot be read: save it as .xlsx or .csv",
        "Tệp Excel đời cũ (.xls). Lưu lại thành .xlsx rồi tải lên",
    ),
    "unread_iis": (
        "This is the IIS log file format (with commas): it does not record browsers. Log in W3C format.",
        "Nhật ký kiểu “IIS” (các trường cách nhau bằng dấu phẩy) không ghi trình duyệt nên không tách được người đọc "
        "với chương trình. Trong IIS Manager, mục Logging, chọn Format là W3C; tệp kiểu W3C thì nhập được",
    ),
    "unread_w3c": (
        "This is a W3C log (IIS) without its line “#Fields:”. Put that line, from the file's beginning, on top.",
        "Nhật ký kiểu W3C (IIS) thiếu dòng “#Fields:” nói tên các trường. Chép dòng ấy ở đầu tệp gốc lên đầu tệp này "
        "rồi tải lại",
    ),
    "unread_http_err": (
        "This is the error log of HTTP.sys (HTTPERR). The access log of IIS lies in inetpub/logs/LogFiles/W3SVC….",
        "Tệp này là nhật ký lỗi của Windows (HTTPERR), không có lượt mở trang. Nhật ký truy cập của IIS nằm trong thư "
        "mục inetpub/logs/LogFiles/W3SVC…",
    ),
    "unread_error_log": (
        "This is an error log. Take the access log (access.log).",
        "Tệp này là nhật ký lỗi (error.log), không có lượt mở trang. Hãy chọn nhật ký truy cập (access.log)",
    ),
    "unread_haproxy": (
        "This is a log of HAProxy, which does not record browsers. Take that of the web server behind it.",
        "Nhật ký của HAProxy không ghi trình duyệt. Hãy lấy nhật ký truy cập của máy chủ web đứng sau nó",
    ),
    "unread_s3": (
        "This is an access log of Amazon S3: it is about files, not pages. Take that of the web server.",
        "Nhật ký của Amazon S3 ghi lượt lấy tệp, không phải lượt mở trang. Hãy lấy nhật ký của máy chủ web",
    ),
    "unread_events": (
        "This is an event log of Windows (.evtx), no access log.",
        "Tệp này là nhật ký sự kiện Windows (.evtx), không có lượt mở trang. Nhật ký truy cập của IIS nằm trong thư "
        "mục inetpub/logs/LogFiles/W3SVC…",
    ),
    "unread_parquet": (
        "This is a Parquet file. Export the log as text or JSON, one entry a line.",
        "Tệp Parquet không đọc được ở đây. Xuất nhật ký thành văn bản hoặc JSON mỗi dòng một bản ghi rồi tải lại",
    ),
    "unread_json": (
        "JSON must have one entry in each line.",
        "Tệp JSON phải có mỗi dòng một bản ghi (JSON Lines). Xuất lại như thế rồi tải lên",
    ),
    "unread_log": (
        "This looks like an access log in a format that is not read. These are: nginx and Apache (combined), JSON "
        "with an entry a line, W3C (IIS, CloudFront), AWS ELB.",
        "Tệp giống nhật ký máy chủ nhưng kiểu ghi này không đọc được. Đọc được: nginx và Apache kiểu “combined”, JSON "
        "mỗi dòng một bản ghi, W3C (IIS, CloudFront), AWS ELB. Nhờ người vận hành xuất lại theo một trong các kiểu ấy",
    ),
    "damaged": ("cannot be read: {error}", "Tệp hỏng hoặc không đọc được"),
    "too_big": (
        "The file is larger than {most}.",
        "Tệp lớn hơn {most}. Chia nhỏ, hoặc nhờ người vận hành nhập bằng lệnh",
    ),
    "waiting": (
        "Too many files wait.",
        "Bạn đang có {count} tệp chờ xác nhận. Nhập hoặc bỏ bớt rồi hãy tải thêm",
    ),
    "nothing": ("There is nothing to add.", "Không có ngày nào nhập được"),
    "altered": (
        "The totals of {day} do not agree with their checksum; see the proof page first.",
        "Số liệu ngày {day} không khớp với dấu hoặc sổ. Xem “Đối chiếu” và báo người vận hành trước khi hoàn tác",
    ),
    "changed": (
        "The totals hold less than was imported: somebody changed them.",
        "Tổng đang có nhỏ hơn số đã nhập: có người đã sửa số liệu. Xem “Đối chiếu” và báo người vận hành",
    ),
    "gone": ("The import does not exist.", "Tệp chờ này không còn. Hãy tải tệp lên lại"),
    "undone": (
        "The import was undone; read the file again.",
        "Đợt nhập này đã hoàn tác, không nhập lại từ đây được. Muốn nhập lại thì tải tệp lên lại",
    ),
    "seen_before": (
        "The file was read again meanwhile.",
        "Tệp vừa được đọc lại ở tab khác, bảng dưới đây là bảng mới. Xem lại rồi xác nhận",
    ),
}
