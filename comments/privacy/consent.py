"""The version of the text that readers agree to. A new wording gets a new version; old rows keep theirs."""

VERSION = "2026-11"
TEXT = "Tôi đồng ý để Ban Biên tập lưu tên, email và nội dung này nhằm đăng và trả lời bình luận."
PRIVACY_PAGE = "bao-ve-du-lieu-ca-nhan"  # the slug of the static page that explains
