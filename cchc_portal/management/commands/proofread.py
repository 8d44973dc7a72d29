"""manage.py proofread: what proofreading finds in files, or in all that is online; see copyediting/text_files.py,
copyediting/published_report.py and proofreading/.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from copyediting.known import known_to_all
from copyediting.published_report import Summary, write_report
from copyediting.text_files import LONG, TextFile, Unreadable, read_file
from proofreading import lexicon
from proofreading.findings import Finding
from proofreading.known import Known
from proofreading.proofreader import proofread
from proofreading.rules import RULES
from vietnamese.numbers import format_number

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
TOLD_EVERY = 500  # texts
SHOWN = 120  # characters of a text or a suggestion, for people


class Command(BaseCommand):
    help = (
        "Soát lỗi tiếng Việt trong các tệp văn bản thuần hoặc HTML (mã UTF-8) và in từng chỗ: quy tắc, từ ký tự nào "
        "đến ký tự nào, chữ đang có, chữ nên thay, vì sao. Vị trí đếm bằng ký tự: trong chính tệp văn bản thuần, hoặc "
        "trong phần chữ của HTML. Kết thúc bằng 0 dù tìm thấy gì; bằng 1 khi có tệp không đọc được (các tệp khác vẫn "
        "được soát); bằng 2 khi gọi sai cách. Với --published: soát mọi bài đang trên trang tin và ghi một báo cáo."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE", help="tệp cần soát; “-” là đầu vào chuẩn")
        parser.add_argument(
            "--published",
            nargs="?",
            const="",
            metavar="PATH",
            help="soát mọi bài đang trên trang tin, ghi báo cáo vào PATH: trang HTML, hay bảng nếu tên có đuôi .csv "
            "(không có PATH: proofreading/published.html trong VAR_DIR)",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="in cho mỗi tệp một danh sách JSON trên một dòng (null: tệp không đọc được); khóa: rule, start, end, "
            "text, suggestion, reason",
        )

    def handle(self, *, files, published, **options):
        if bool(files) == (published is not None) or (published is not None and options["json"]):
            raise CommandError("Xin cho hoặc các tệp cần soát, hoặc --published.", returncode=2)
        if files:
            self._read_files(files, options)
        else:
            self._read_published(Path(published or Path(settings.VAR_DIR) / "proofreading" / "published.html"))

    def _read_files(self, files, options):
        house = self._known()
        if sentence := lexicon.why_not():
            self.stderr.write(f"{sentence} Chỉ soát con số, hình thức và cấu trúc.")
        unread = 0
        for name in files:
            try:
                file = read_file(name)
            except Unreadable as sentence:
                self.stderr.write(f"{_shown(name)}: {sentence}")
                unread += 1
                if options["json"]:
                    self.stdout.write("null")
                continue
            length = len(file.document.text)
            if length > LONG:
                self.stderr.write(f"{_shown(name)}: dài {format_number(length)} ký tự, đang soát, xin chờ vài giây …")
            known = Known(house.today, house.words, house.names, house.abbreviations, facts=file.facts)
            findings = proofread(file.document, known, at_most=None)
            lines = [_as_json(file, findings)] if options["json"] else _for_people(name, file, findings)
            for line in lines:
                self.stdout.write(line)
        if unread:
            sys.exit(1)

    def _read_published(self, path: Path) -> None:
        try:
            summary = write_report(path, self._tell)
        except OSError as error:
            raise CommandError(f"Không ghi được báo cáo vào {path}: {error.strerror or error}.") from error
        except DatabaseError as error:
            raise CommandError("Cơ sở dữ liệu không trả lời; báo cáo chưa được ghi, xin chạy lại.") from error
        if summary.says:
            self.stdout.write(summary.says)
        texts, found = format_number(summary.texts), format_number(summary.findings)
        self.stdout.write(f"Đã đọc {texts} bài, {format_number(summary.with_findings)} bài có lời nhắc: {found} lời.")
        for name, count in summary.rows():
            self.stdout.write(f"  {name}: {format_number(count)}")
        self.stdout.write(f"Báo cáo: {path}")

    def _tell(self, summary: Summary) -> None:
        if summary.texts % TOLD_EVERY == 0:
            self.stderr.write(f"Đã đọc {format_number(summary.texts)} bài …")

    def _known(self) -> Known:
        """With the words of the house and its abbreviations, where the database answers."""
        try:
            connection.ensure_connection()  # or each question would wait for it
            return known_to_all({})
        except DatabaseError:
            self.stderr.write("Cơ sở dữ liệu không trả lời; soát mà không có từ điển và bảng viết tắt của tòa soạn.")
            return Known(timezone.localdate())


def _as_json(file: TextFile, findings: list[Finding]) -> str:
    return json.dumps(
        [
            {
                "rule": finding.rule,
                "start": file.starts[finding.block] + finding.start,
                "end": file.starts[finding.block] + finding.end,
                "text": finding.text,
                "suggestion": finding.suggestion,
                "reason": finding.reason,
            }
            for finding in findings
        ],
        ensure_ascii=False,
    )


def _for_people(name: str, file: TextFile, findings: list[Finding]) -> Iterator[str]:
    yield f"{_shown(name)}: {format_number(len(findings))} chỗ" if findings else f"{_shown(name)}: không thấy gì"
    for finding in findings:
        start = file.starts[finding.block] + finding.start
        suggestion = {None: "", "": " → bỏ đi"}.get(finding.suggestion, f" → “{_shown(finding.suggestion or '')}”")
        place = f"{start}–{start + finding.end - finding.start}"
        yield f"  {place} {RULES[finding.rule].name} [{finding.rule}]: “{_shown(finding.text)}”{suggestion}"
        yield f"      {finding.reason}"


def _shown(text: str) -> str:
    """A text of anybody in one line of a terminal."""
    line = _CONTROLS.sub("·", text)
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
