"""One row of each model that the admin has a form for."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Abbreviation, Attachment, Author, Page, Tag
from comments.models import CannedAnswer, ModerationPolicy, Policy, RejectionReason, Rule
from comments.questions.assignment import charge
from copyediting.models import HouseWord
from layout.models import Banner, Indicator, Link
from stats.models import Baseline, ReportRecipient
from tests.comments.factories import make_comment
from tests.factories import WRITER, make_article, make_event, make_image, make_site, make_user
from tests.recordings.factories import make_recording
from tests.uploads.factories import pdf_bytes


def make_rows():
    """`{model: row}` of every model in the admin, each with all that its form can hold."""
    article = make_article(
        cover=make_image(), created_by=make_user(WRITER), expires_at=timezone.now().replace(year=2099, day=1)
    )
    Attachment.objects.create(article=article, title="Kế hoạch", file=ContentFile(pdf_bytes(), "ke-hoach.pdf"))
    comment = make_comment(article)
    rows = [
        article,
        article.category,
        article.cover,
        article.created_by,
        Tag.objects.create(name="một cửa"),
        Author.objects.get(),
        make_event(),
        Abbreviation.objects.create(short="CCHC", long="cải cách hành chính"),
        Page.objects.create(title="Giới thiệu", body="<p>Trang tin.</p>"),
        make_site(),
        Link.objects.create(menu=Link.Menu.values[0], label="Giới thiệu", url="/"),
        Banner.objects.create(place=Banner.Place.values[0], image=make_image()),
        Indicator.objects.create(label="Đúng hạn", value="98,23%"),
        Rule.objects.create(pattern="tài xỉu trá hình"),
        RejectionReason.objects.create(text="Viết bằng tiếng nước ngoài"),
        CannedAnswer.objects.create(title="Giờ làm việc", body="Bộ phận Một cửa làm việc giờ hành chính."),
        Group.objects.get(name=WRITER),
        Policy.objects.create(),
        ModerationPolicy.objects.create(),
        make_recording(by=article.created_by, length="3:12", transcript="Xin chào bà con."),
        HouseWord.objects.create(text="vắc xin", added_by=article.created_by),
        ReportRecipient.objects.create(email="vanphong@songlam.example"),
        Baseline.objects.create(visits=1000, note="Bộ đếm của trang cũ", entered_by=article.created_by),
        comment,
        charge(comment, "UBND xã Tân Phong", by=article.created_by),
    ]
    made = {type(row): row for row in rows}
    missing = set(of_ours()) - made.keys()
    assert not missing, f"make_rows makes no row of {missing}"
    return made


def of_ours():
    """{model: ModelAdmin} of the admin, without those of libraries that show what they note themselves."""
    return {model: own for model, own in admin.site._registry.items() if model._meta.app_label not in LIBRARIES}


LIBRARIES = {"axes", "post_office"}
