import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from accounts import roles
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_user

pytestmark = pytest.mark.django_db


def test_every_permission_of_a_role_exists():
    Group.objects.all().delete()

    roles.sync()

    assert set(Group.objects.values_list("name", flat=True)) == {WRITER, EDITOR, MODERATOR, WEBMASTER}


def test_a_second_sync_changes_nothing(capsys):
    roles.sync()

    call_command("sync_roles")

    assert capsys.readouterr().out == "The roles are as they should be.\n"


def test_a_sync_says_what_it_changed():
    roles.sync()
    moderators = Group.objects.get(name=MODERATOR)
    moderators.permissions.remove(Permission.objects.get(codename="view_article"))
    moderators.permissions.add(Permission.objects.get(codename="publish_article"))

    changes = roles.sync()

    assert changes == ["Kiểm duyệt viên: may now view_article; may no longer publish_article."]


def test_an_unknown_permission_stops_the_sync_and_changes_nothing(monkeypatch):
    Group.objects.all().delete()
    monkeypatch.setitem(roles.ROLES, MODERATOR, {"comments.burn_comment"})

    with pytest.raises(CommandError, match=r"comments\.burn_comment"):
        call_command("sync_roles")

    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (WRITER, "articles.add_article", "articles.publish_article"),
        (EDITOR, "articles.publish_article", "comments.change_comment"),
        (MODERATOR, "comments.change_comment", "articles.change_article"),
        (WEBMASTER, "accounts.add_user", "articles.publish_article"),
    ],
)
def test_each_role_does_its_own_work(role, may, may_not):
    person = make_user(role)

    assert person.has_perm(may)
    assert not person.has_perm(may_not)
