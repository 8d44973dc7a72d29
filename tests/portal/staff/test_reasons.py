"""Why something cannot be: the thing by its name, who did it, and what to do now; no words of databases."""

import re

import pytest
from django import forms
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType

from tests.factories import make_user
from tests.portal.every_field import can_be_typed_into, forms_of
from tests.portal.staff.rows_of_admin import make_rows
from tests.portal.staff.test_every_field import addresses, bound_forms, form_at, post
from tools.rooms import PROJECT

GONE = 90_000_001
OF_DATABASES = re.compile("đối tượng|bản ghi|khóa chính|hợp lệ|thao tác không|không tồn tại", re.IGNORECASE)
MEANT = {
    "stats/imports/sentences.py",  # records of a log, for those who run servers
    "uploads/sentences.py",  # OLE objects of Word
    "templates/reports/report.html",  # views that do not count
    "stats/models/hit.py",
    "articles/models/taxonomy.py",  # of columns: programs alone meet them
    "comments/models/comment.py",
}


@pytest.mark.django_db
def test_a_row_that_was_deleted_meanwhile_is_named_in_every_form(client, without_menu):
    user = make_user(is_superuser=True, pen_name="Minh Hòa")
    client.force_login(user)
    asked, wrong = 0, []
    for model, row in make_rows().items():
        for address in addresses(model, row):
            if not (page := form_at(client, address)):
                continue
            _, sent = max(forms_of(page), key=lambda one: len(can_be_typed_into(one[0])))
            form = bound_forms(page)[0]
            for name, field in form.fields.items():
                if not isinstance(field, forms.ModelChoiceField) or name not in {*sent, *OF_LISTS}:
                    continue
                asked += 1
                said = sentences_about(user, address, sent, name, field.queryset.model)
                if (
                    not re.match(r".+ “Tên cũ” Minh Hòa đã xóa lúc .+: đã bỏ ra khỏi ô “.+”, xin ", said)
                    or str(GONE) in said
                ):
                    wrong.append(f"{address} {name}: {said}")

    assert asked > 10
    assert not wrong, "\n".join(wrong)


OF_LISTS = {"tags", "groups", "permissions", "user_permissions"}  # empty ones are not sent


def sentences_about(user, address, sent, name, model):
    content_type = ContentType.objects.get_for_model(model)
    LogEntry.objects.filter(object_id=GONE).delete()
    LogEntry.objects.create(
        user=user, content_type=content_type, object_id=str(GONE), object_repr="Tên cũ", action_flag=DELETION
    )
    answer = post(user, address, sent | {name: GONE})
    return " ".join(bound_forms(answer)[0].errors.get(name, ["nothing"]))


@pytest.mark.parametrize("ending", ["py", "html", "js", "po"])
def test_no_sentence_speaks_as_a_database_does(ending):
    folders = "accounts articles cchc_portal comments layout locale newsroom revisions static stats templates uploads"
    files = [path for folder in folders.split() for path in (PROJECT / folder).rglob(f"*.{ending}")]

    found = {
        f"{path.relative_to(PROJECT)}: {line.strip()}"
        for path in files
        if "migrations" not in path.parts and str(path.relative_to(PROJECT)) not in MEANT
        for line in path.read_text(encoding="utf-8").splitlines()
        if OF_DATABASES.search(line)
    }

    assert files
    assert found == set()
