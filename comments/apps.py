from django.apps import AppConfig, apps
from django.db.models import Q

from links.registry import holds_links
from revisions.bin.registry import goes_to_bin
from revisions.registry import keep_revisions

from . import published_answers
from .references import REFERENCE

ANSWER_WAS_SENT = "Câu trả lời đã gửi cho người hỏi nên không thay chữ được; xin trả lời thêm với địa chỉ mới."


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Bình luận"

    def ready(self):
        """Names the rows whose saves are kept (revisions/registry.py), and that are not deleted for ever."""
        keep_revisions(
            self.get_model("Rule"), leaves_out=["hits", "last_hit_at"], describes={"pattern": _what_a_rule_looks_for}
        )
        keep_revisions(self.get_model("Policy"))
        keep_revisions(self.get_model("ModerationPolicy"))
        keep_revisions(self.get_model("RejectionReason"))
        keep_revisions(self.get_model("CannedAnswer"))
        goes_to_bin(self.get_model("Rule"), readers_saw=_by_nobody)
        goes_to_bin(self.get_model("RejectionReason"), readers_saw=_by_nobody)  # one that was given stays
        goes_to_bin(self.get_model("CannedAnswer"), readers_saw=_by_nobody)
        # What citizens write is theirs, and is not asked after.
        official = Q(is_official=True, state="approved")
        holds_links(self.get_model("Comment"), "answer", texts=("body",), only=official, sealed=ANSWER_WAS_SENT)
        published_answers.register_all(self.get_model("Comment"), apps.get_model("articles.Article").objects.published)


def _by_nobody(row):
    return False


def _what_a_rule_looks_for(fields):
    """As `Rule.looks_for`: of a sender never the key."""
    if fields["kind"] != "sender":
        return fields["pattern"]
    named = REFERENCE.search(fields["note"])
    return f"Người gửi của {named[0]}" if named else "Người gửi một bình luận cũ"
