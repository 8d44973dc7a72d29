"""Measures comments posted a second, with form, limits, challenge and screening by 500 rules. See README.md."""

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from bench.counting import make_articles, scratch_database
from bench.run import BASE, cpu_seconds, granian, milliseconds, serving
from devserver.launcher import BLOCKING_THREADS

RULES = 500


def make_rules():
    from comments.models import Rule

    Rule.objects.bulk_create(Rule(pattern=f"từ cấm số {n}", kind="phrase") for n in range(RULES))


def forms(count):
    """`count` filled-in forms, each with a token and a solved challenge: at this volume all senders are asked."""
    from comments.posting.challenge import NUMBERS, new_challenge
    from comments.privacy import consent
    from comments.tokens import FormToken

    words = "Bộ phận một cửa xã tôi làm việc nhanh, chỉ mong có thêm quạt và nước uống cho người già. " * 3
    for number in range(count):
        asked = new_challenge()
        words = asked.question.lower().removesuffix(" bằng mấy?").split(" cộng ")
        token = FormToken.for_article(1 + number % 200, consent.VERSION)
        token = replace(token, opened_at=token.opened_at - 60)
        yield urlencode(
            {
                "name": f"Bạn đọc {number}",
                "email": f"ban.doc.{number}@thu.example",
                "body": f"{words} Ý kiến số {number}.",
                "consent": "1",
                "parent": "",
                "url": "",
                "token": token.write(),
                "challenge": asked.token,
                "answer": str(sum(map(NUMBERS.index, words))),
            }
        )


def measure(seconds, workers):
    from comments.models import Comment

    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="ascii") as file:
        file.writelines(f"{1 + n % 200} {form}\n" for n, form in enumerate(forms(seconds * 600)))
        file.flush()
        script = str(Path(__file__).with_name("posting.lua"))
        command = ["wrk", "-t1", "-c8", f"-d{seconds}", "--latency", "-s", script, BASE, "--", file.name]
        with serving(granian(BLOCKING_THREADS, workers), in_one_core=False) as server:
            before = cpu_seconds(server)
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            used = cpu_seconds(server) - before
    answered = int(re.search(r"(\d+) requests in", output)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    print(
        f"comments posted, {workers} processes, {RULES} rules: {rate:,.0f}/s, {answered / used:,.0f} per CPU second, "
        f"p50 {milliseconds(output, '50%'):.1f} ms, p99 {milliseconds(output, '99%'):.1f} ms"
    )
    print(f"answered {answered:,}, stored {Comment.objects.count():,}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    if not shutil.which("wrk"):
        sys.exit("wrk is needed; on Debian: apt-get install wrk")
    with scratch_database():
        make_articles()
        make_rules()
        measure(options.seconds, options.workers)


if __name__ == "__main__":
    main()
