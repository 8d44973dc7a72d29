"""Words of visitors stand in letters as they were written, whatever they look like."""

import pytest
from django.utils.html import escape
from post_office.models import Email

from comments.models import Comment
from comments.moderation import decisions
from comments.notifications.sender_emails import ask_to_confirm
from mailing import emails
from tests.comments.factories import make_comment, waiting
from tests.factories import MODERATOR, make_site, make_user

pytestmark = pytest.mark.django_db

CODE = [
    "{% load comments_tags %}{% newest_comments 1 as c %}{{ c.0.decided_by.password }}",
    "{{ 7|add:7 }}",
    "{{ a b }}",
    "{% nothing %}",
    "{# a remark #}",
    "{{",
    "%}",
    "{{ text|safe }}",
]


@pytest.mark.parametrize("code", CODE)
def test_no_letter_reads_its_words_as_a_template(code):
    context = {"comment": waiting(name=f"An {code}"[:80], body=code), "site": make_site(), "link": "http://x.example/"}

    emails.write("lien@thu.example", f"Về {code}", "mailing/comments/confirm", context)

    email = Email.objects.get()
    assert email.subject == f"Về {code}"
    assert f"An {code}"[:80] in email.message
    assert escape(f"An {code}"[:80]) in email.html_message


@pytest.mark.parametrize("code", CODE)
def test_a_comment_with_a_template_in_it_is_confirmed_published_and_answered(code):
    make_site()
    moderator = make_user(MODERATOR, pen_name="Lê Ngọc Ánh")
    make_comment(decided_by=moderator)
    sent = waiting(name=f"An {code}"[:80], body=code, email="an@thu.example", wants_mail=True)
    ask_to_confirm(sent)
    sent.email_confirmed_at = sent.created_at
    sent.save(update_fields=["email_confirmed_at"])

    decisions.answer_officially(sent, code, by=moderator, name=f"UBND {code}"[:80])

    letters = Email.objects.filter(to=["an@thu.example"])
    assert letters.count() >= 2
    assert Comment.objects.get(pk=sent.pk).state == Comment.State.APPROVED
    for letter in letters:
        assert moderator.password not in letter.message + letter.html_message + letter.subject
        assert f"An {code}"[:80] in letter.message
