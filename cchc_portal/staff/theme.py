"""The admin's theme: its names, colours and side list (settings of django-unfold)."""

from django.templatetags.static import static
from django.urls import reverse_lazy

from revisions.bin.registry import all_binned, permission


def _entry(title, icon, url_name, permission):
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(url_name),
        "permission": lambda request: request.user.has_perm(permission),
    }


def _list(title, icon, model, permission=None):
    """An entry that leads to the list of `model` ("articles_article")."""
    app, _, name = model.partition("_")
    return _entry(title, icon, f"admin:{model}_changelist", permission or f"{app}.view_{name}")


def _sees_bin(request):
    return any(request.user.has_perm(permission("view", each.model)) for each in all_binned())


# Lacquer red in eleven steps, and the warm greys of paper and ink (static/css/tokens.css).
_RED = [
    "#fdf4f3",
    "#fbe6e4",
    "#f6cdc9",
    "#eda7a1",
    "#de736d",
    "#c8474a",
    "#ab2c31",
    "#8a1a1e",
    "#74171b",
    "#651115",
    "#3d0c0f",
]
_INK = [
    "#fbf8f2",
    "#f3ecdf",
    "#e4d9c8",
    "#cfc1ae",
    "#a69888",
    "#7a6d62",
    "#5a5049",
    "#463d37",
    "#2f2824",
    "#211a17",
    "#14100e",
]
_STEPS = ["50", "100", "200", "300", "400", "500", "600", "700", "800", "900", "950"]

UNFOLD = {
    "SITE_TITLE": "Bàn biên tập",
    "SITE_HEADER": "Bàn biên tập",
    "SITE_SUBHEADER": "Trang tin Cải cách hành chính",
    "SITE_ICON": lambda request: static("img/logo.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/logo.svg")}],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "4px",
    "COLORS": {"primary": dict(zip(_STEPS, _RED, strict=True)), "base": dict(zip(_STEPS, _INK, strict=True))},
    "STYLES": [lambda request: static("desk/desk.css")],
    "SCRIPTS": [
        lambda request: static("desk/labels.js"),
        lambda request: static("js/limits.js"),
        lambda request: static("desk/related.js"),
        lambda request: static("desk/save_bar.js"),
    ],
    "LOGIN": {"form": "accounts.sign_in.SignInForm"},
    "DASHBOARD_CALLBACK": "cchc_portal.staff.dashboard.fill",
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {
                "title": "Tin bài",
                "items": [
                    _entry("Bảng nhắc việc", "notification_important", "reminders", "stats.view_siteday"),
                    _list("Bài viết", "article", "articles_article"),
                    _entry("Bản nháp của tôi", "edit_note", "newsroom:working_copies", "articles.change_article"),
                    _list("Sự kiện", "event", "articles_event"),
                    _list("Chuyên mục", "account_tree", "articles_category"),
                    _list("Thẻ", "sell", "articles_tag"),
                    _list("Tác giả", "ink_pen", "articles_author"),
                    _list("Từ viết tắt", "abc", "articles_abbreviation"),
                    _list("Trang tĩnh", "description", "articles_page"),
                    _list("Thư viện ảnh", "photo_library", "uploads_image"),
                    _list("Video, âm thanh", "video_library", "recordings_recording"),
                    _list("Từ điển của tòa soạn", "spellcheck", "copyediting_houseword"),
                    _entry("Liên kết hỏng", "link_off", "links:list", "links.view_address"),
                    _entry("Thùng rác", "delete", "bin:list", "") | {"permission": _sees_bin},
                ],
            },
            {
                "title": "Bạn đọc",
                "separator": True,
                "items": [
                    _entry("Duyệt bình luận", "forum", "queue:queue", "comments.view_comment")
                    | {"badge": "comments.queue.figures.badge"},
                    _list("Quy tắc lọc", "filter_alt", "comments_rule"),
                    _list("Lý do từ chối", "playlist_remove", "comments_rejectionreason"),
                    _list("Câu trả lời mẫu", "quickreply", "comments_cannedanswer"),
                    _list("Câu hỏi", "contact_support", "comments_question"),
                    _entry("Đánh giá bài viết", "star", "ratings", "comments.view_rating"),
                    _list("Thiết lập bình luận", "tune", "comments_policy"),
                    _entry("Dữ liệu cá nhân", "shield_person", "personal_data", "comments.handle_personal_data"),
                    _entry("Thống kê truy cập", "monitoring", "stats:desk", "stats.view_siteday"),
                    _list("Người nhận báo cáo", "outgoing_mail", "stats_reportrecipient"),
                ],
            },
            {
                "title": "Giao diện",
                "separator": True,
                "items": [
                    _list("Thông tin chung", "badge", "layout_sitesettings"),
                    _list("Danh mục, liên kết", "menu", "layout_link"),
                    _list("Banner", "ad", "layout_banner"),
                    _list("Con số cải cách", "percent", "layout_indicator"),
                ],
            },
            {
                "title": "Người dùng",
                "separator": True,
                "items": [
                    _list("Tài khoản", "group", "accounts_user"),
                    _list("Vai trò", "admin_panel_settings", "auth_group"),
                ],
            },
            {
                "title": "Hệ thống",
                "separator": True,
                "items": [
                    _entry("Vận hành", "monitor_heart", "operations", "uploads.view_filecheck"),
                ],
            },
        ],
    },
}

# Pages of this package among the tabs of the statistics pages: URL name, name, the tab that it stands before.
STATISTICS_TABS = [
    ("comment_handling", "Bình luận", "stats:left_out"),
    ("latest_report", "Báo cáo", "stats:proof"),
]
