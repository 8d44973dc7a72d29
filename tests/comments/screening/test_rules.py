"""Rules that moderators keep: what each kind meets, what each effect does, and how a change becomes known."""

import json
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Rule
from comments.models.arrivals import SenderKeys
from comments.moderation import decisions
from comments.posting.article_lookup import load_commented_article
from comments.posting.submission import submit
from comments.privacy import consent
from comments.screening import rules
from comments.screening.checks import Draft
from comments.screening.matching import MAX_PIECES, Matcher, RuleRow
from tests.comments.factories import BODY, address, filled_in, post
from tests.factories import MODERATOR, make_article, make_user
from tests.growth import LINEAR, growth
from tests.waiting import wait_until

State = Comment.State


def met(
    pattern, text="", kind="phrase", *, ignores_marks=False, name="Lê Văn Khải", email="khai@thu.example", sender=None
):
    """The pieces that meet one rule, or None when it is not met."""
    matcher = Matcher([RuleRow(1, kind, pattern, ignores_marks, "hold")])
    found = matcher.matches(name=name, email=email, body=text, sender=sender)
    return list(found[0].pieces) if found else None


class TestPhrases:
    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            ("số đề n", "một số đề nghị"),
            ("ố đề", "một số đề nghị"),
            ("cá", "các bác"),
            ("cá", "quả cá́c"),
            ("ăn", "văn"),
            ("nhà cái", "trong nhà, cái bàn"),
            ("nhà cái", "nhà. Cái bàn"),
            ("nhà cái", "sửa nhà.Cái chính là"),
            ("nhà cái", "nhà cải tạo"),
            ("lô đề", "lo de"),
        ],
    )
    def test_a_phrase_is_never_found_inside_a_word_or_across_a_sign(self, pattern, text):
        assert met(pattern, text) is None

    @pytest.mark.parametrize("text", ["hòa", "hoà", "HOÀ", "ho\u0061\u0300", "Hòa!", "(hoà)"])
    @pytest.mark.parametrize("pattern", ["hòa", "hoà", "HÒA"])
    def test_case_tone_placement_and_unicode_form_are_equal(self, pattern, text):
        assert met(pattern, f"Ông {text} nói") is not None

    def test_marks_count_unless_the_rule_ignores_them(self):
        assert met("nhà cái", "nha cai") is None
        assert met("nhà cái", "nha cai", ignores_marks=True) == ["nha cai"]
        assert met("nha cai", "Nhà  Cái", ignores_marks=True) == ["Nhà  Cái"]
        assert met("nha cai", "nhà cái") is None

    def test_other_marks_are_another_word_even_when_marks_are_ignored(self):
        assert met("nhà cái", "nhà cải tạo", ignores_marks=True) is None
        assert met("tài xỉu", "tái xỉu", ignores_marks=True) is None
        assert met("nhà cái", "nhà cai", ignores_marks=True) == ["nhà cai"]

    @pytest.mark.parametrize(
        "disguise",
        [
            "nh4 c@i",
            "n h à c á i",
            "N.H.À C.Á.I",
            "n-h-à c-á-i",
            "nhà.cái",
            "nhà_cái",
            "nhàcái",
            "nhаcái",
            "nhà cáiiiii",
            "𝐧𝐡à 𝐜á𝐢",
            "ｎｈà ｃáｉ",
            "nh\u20ddà c\u0336ái",
            "n\u200bhà c\u200bái",
        ],
    )
    def test_a_disguised_phrase_is_found(self, disguise):
        assert met("nhà cái", f"Ghé {disguise} nhé") is not None

    def test_each_piece_of_a_text_is_found_once(self):
        assert met("lô đề", "lô đề, Lô Đề, lô đề") == ["lô đề", "Lô Đề"]
        assert len(met("lô", "lô LÔ Lô lÔ " + " ".join(f"lô{'ô' * n}" for n in range(2, 40)))) == MAX_PIECES

    @pytest.mark.parametrize("pattern", ["(a+)+$", "[", "a|b", ".*", "\\w", "c++", "(?i)x", "{2}"])
    def test_signs_of_regular_expressions_are_signs(self, pattern):
        assert met(pattern, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa xy b") is None
        assert met(pattern, f"Gõ {pattern} vào") is not None

    @pytest.mark.parametrize(
        "text", ["nhà " * 2_500, "n " * 5_000, "a.b" * 3_300, "1a" * 5_000, "nhà-" * 2_500, "@" * 10_000]
    )
    def test_no_text_makes_five_hundred_rules_slow(self, text):
        matcher = Matcher(RuleRow(n, "phrase", f"nhà nhà {n}", True, "hold") for n in range(500))

        assert growth(lambda body: matcher.matches(name="A", email="a@thu.example", body=body), text) < LINEAR


class TestOtherKinds:
    def test_an_address_is_met_whole_or_by_its_domain(self):
        assert met("khai@thu.example", kind="email", email="Khai@Thu.example") == []
        assert met("hai@thu.example", kind="email", email="khai@thu.example") is None
        assert met("*@thu.example", kind="email") == []
        assert met("@thu.example", kind="email") == []
        assert met("*@thu.example", kind="email", email="a@xa.thu.example") is None

    @pytest.mark.parametrize(
        "text", ["bet.com", "https://a.bet.com:80/x?y", "www.bet.com/", "Xem BET.COM!", "bet . com", "bet[.]com"]
    )
    def test_a_domain_is_met_in_links_with_its_subdomains(self, text):
        assert met("bet.com", f"Vào {text} nhé", kind="domain") is not None

    def test_a_domain_is_not_met_by_another_that_only_ends_like_it(self):
        assert met("bet.com", "alphabet.com bet.com.vn", kind="domain") is None

    def test_a_domain_is_met_in_the_address_and_the_address_stays_unnamed(self):
        assert met("bet.com", kind="domain", email="an.nguyen@mail.bet.com") == ["bet.com"]

    def test_a_name_is_looked_for_in_the_name_alone(self):
        assert met("toà soạn", "Gửi tòa soạn", kind="name") is None
        assert met("toà soạn", kind="name", name="Tòa Soạn báo") == ["Tòa Soạn"]
        assert met("công an", kind="name", name="Nguyễn Công Ân") is None

    def test_a_sender_is_met_by_the_key(self):
        key = uuid.uuid4()

        assert met(str(key), kind="sender", sender=key) == []
        assert met(str(key), kind="sender", sender=uuid.uuid4()) is None
        assert met(str(key), kind="sender") is None


@pytest.fixture
def no_rules(db):
    Rule.objects.all().delete()


OTHER_PROCESS = """
import json, os, sys
import django
from django.conf import settings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
settings.DATABASES["default"] |= json.loads(os.environ["TEST_DATABASE"])
django.setup()
from comments.screening import rules
sys.stdin.reconfigure(encoding="utf-8")
for line in sys.stdin:
    print(len(rules.in_force().matches(name="A", email="", body=line)), flush=True)
"""


def send(body, article):
    """A comment of a new sender who has solved the challenge that a rule may cause."""
    draft = Draft("Lê Văn Khải", "khai@thu.example", body, uuid.uuid4(), consent.VERSION)
    return submit(
        draft, load_commented_article(article.pk), sender=SenderKeys(uuid.uuid4(), uuid.uuid4()), is_human=True
    )


def make_rule(pattern, **fields):
    return Rule.objects.create(pattern=pattern, **fields)


@pytest.mark.usefixtures("no_rules")
class TestEffects:
    def test_hold_lets_a_comment_wait_with_the_reason_and_counts_the_hit(self):
        rule, other = make_rule("lô đề"), make_rule("tài xỉu")

        comment = send("Chơi Lô đề không?", make_article())

        assert comment.state == State.PENDING
        assert [(found["matched"], found["rule"]) for found in comment.findings] == [("Lô đề", rule.pk)]
        rule.refresh_from_db()
        other.refresh_from_db()
        assert (rule.hits, rule.last_hit_at, other.hits) == (1, comment.created_at, 0)

    def test_spam_puts_aside_and_the_reader_learns_nothing(self, client):
        make_rule("lô đề", effect="spam")

        response = post(client, make_article(), body="Chơi lô đề không?")

        assert (response.status_code, Comment.objects.get().state) == (303, State.SPAM)

    def test_reject_keeps_the_comment_with_the_reason_and_notifies_the_reader(self, client):
        make_rule("lô đề", effect="reject")

        response = post(client, make_article(), body="Chơi lô đề không?")

        comment, page = Comment.objects.get(), response.content.decode()
        assert comment.state == State.REJECTED
        assert comment.reason == "Hệ thống từ chối theo quy tắc lọc"
        assert (comment.events.get().to_state, comment.events.get().why) == (State.REJECTED, comment.reason)
        assert response.status_code == 422
        assert comment.reference in page
        assert "Chơi lô đề không?" in page

    def test_a_rejected_form_sent_twice_is_one_comment_and_the_same_answer(self, client):
        make_rule("lô đề", effect="reject")
        article = make_article()
        fields = filled_in(article, body="Chơi lô đề không?")

        answers = [client.post(address(article), fields) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [422, 422]
        assert Comment.objects.get().reference in answers[1].content.decode()

    def test_what_a_moderator_approves_after_all_is_no_longer_ruled_out(self, client):
        make_rule("lô đề", effect="reject")
        article = make_article()
        fields = filled_in(article, body="Chơi lô đề không?")
        client.post(address(article), fields)
        decisions.decide(Comment.objects.get(), State.APPROVED, by=make_user(MODERATOR))

        assert client.post(address(article), fields).status_code == 303

    def test_the_worst_effect_wins(self, client):
        make_rule("lô đề", effect="reject")
        make_rule("tài xỉu", effect="spam")
        make_rule("khai", kind="name")

        post(client, make_article(), body="lô đề, tài xỉu", name="Khai")

        comment = Comment.objects.get()
        assert (comment.state, len(comment.findings), comment.score) == (State.REJECTED, 4, 29)

    def test_a_rule_on_the_sender_meets_their_next_comment(self, client):
        post(client, make_article(), body=BODY, ip="203.0.113.77")
        first = Comment.objects.get()
        Comment.objects.filter(pk=first.pk).update(created_at=first.created_at - timedelta(hours=1))
        make_rule(str(first.browser_key), kind="sender", effect="reject")
        rules.expire()

        post(client, make_article(), body="Một ý khác.", ip="203.0.113.77")
        post(client, make_article(), body="Ý của người khác.", ip="203.0.113.78")

        states = list(Comment.objects.exclude(pk=first.pk).order_by("pk").values_list("state", flat=True))
        assert states == [State.REJECTED, State.PENDING]


@pytest.mark.usefixtures("no_rules")
class TestInForce:
    def test_a_rule_counts_until_it_expires_and_while_it_is_switched_on(self):
        now = timezone.now()
        make_rule("hết hạn", expires_at=now - timedelta(seconds=1))
        make_rule("còn hạn", expires_at=now + timedelta(minutes=1))
        make_rule("đã tắt", is_active=False)

        found = rules.in_force().matches(name="A", email="", body="hết hạn, còn hạn, đã tắt")

        assert [match.rule.pattern for match in found] == ["còn hạn"]

    def test_rules_cost_one_query_and_then_none(self, django_assert_num_queries):
        make_rule("lô đề")
        rules.expire()

        with django_assert_num_queries(1):
            first = rules.in_force()
            assert rules.in_force() is first

        rules.expire()
        assert rules.in_force() is first, "what did not change is not compiled again"

    def test_a_change_of_another_process_is_seen_within_five_seconds(self, let_pass):
        rules.in_force()
        make_rule("lô đề")  # no signal reaches this process
        body = {"name": "A", "email": "", "body": "lô đề"}
        assert rules.in_force().matches(**body) == []

        let_pass(seconds=5)

        assert len(rules.in_force().matches(**body)) == 1


@pytest.mark.django_db(transaction=True)
def test_hits_of_parallel_posts_are_all_counted():
    one, two = make_rule("lô đề song song"), make_rule("tài xỉu song song")

    article = make_article()

    def post_often(body):
        for number in range(5):
            send(f"{body} {number} {uuid.uuid4()}", article)
        connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(post_often, ["lô đề song song, tài xỉu song song", "tài xỉu song song, lô đề song song"] * 4))

    assert Comment.objects.count() == 40
    assert set(Rule.objects.filter(pk__in=[one.pk, two.pk]).values_list("hits", flat=True)) == {40}


@pytest.mark.django_db(transaction=True)
def test_a_rule_made_here_is_met_in_another_process():
    server = connection.settings_dict
    host, port, user, name = (server[key] for key in ("HOST", "PORT", "USER", "NAME"))
    word = f"quảng cáo {uuid.uuid4().hex}"
    begin = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    environment = os.environ | {"TEST_DATABASE": json.dumps({"HOST": host, "PORT": port, "USER": user, "NAME": name})}
    with subprocess.Popen([sys.executable, "-c", OTHER_PROCESS], env=environment, **begin) as other:

        def meets():
            print(word, file=other.stdin, flush=True)
            return int(other.stdout.readline())

        assert meets() == 0
        make_rule(word)
        wait_until(lambda: meets() == 1, seconds=10)
        other.stdin.close()


@pytest.mark.usefixtures("no_rules")
class TestFirstRules:
    migration = import_module("comments.migrations.0010_default_rules")

    def test_a_new_portal_begins_with_rules_that_only_hold(self):
        self.migration.fill_empty_table(apps, None)

        assert set(Rule.objects.values_list("effect", "created_by")) == {("hold", None)}
        assert Rule.objects.get(pattern="nhà cái").ignores_marks
        assert Rule.objects.get(pattern="UBND").kind == "name"

    def test_rules_that_are_there_already_stay_alone_and_the_way_back_keeps_what_moderators_made(self):
        make_rule("của chúng tôi")

        self.migration.fill_empty_table(apps, None)
        self.migration.take_back_untouched(apps, None)

        assert list(Rule.objects.values_list("pattern", flat=True)) == ["của chúng tôi"]
