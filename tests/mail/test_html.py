"""Every e-mail is valid HTML in every language, says Nu's checker, which is that of the W3C."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from chalicelib import i18n
from chalicelib.domain.notices import Topic
from chalicelib.domain.officials import Mail
from chalicelib.mail.compose import Message, Reader, compose, compose_several
from tests.builders import NOON, a_notice
from tests.mail.test_compose import LONGEST, PRODUCTION, SHORTEST, TRAINING

CHECKER = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_email_is_valid(tmp_path):
    for language in i18n.LANGUAGES:
        for message in emails(language):
            number = len(list(tmp_path.iterdir()))
            (tmp_path / f"{language}-{number}.html").write_text(message.html, "utf-8")

    command = ["java", "-Xss1m", "-jar", CHECKER, "--errors-only", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
    assert len(list(tmp_path.iterdir())) == len(i18n.LANGUAGES) * (2 * len(Topic) + 1)


def emails(language: str) -> list[Message]:
    """Return every e-mail in *language*, with long facts and with short ones."""
    reader = Reader(id="x", address="x@imi.example", language=language, mail=Mail.AT_ONCE)
    found = []
    for party, title, stage in ((LONGEST, "Area " * 40, TRAINING), (SHORTEST, "§", PRODUCTION)):
        notices = [
            a_notice(
                topic,
                counterpart=party,
                due_on=date(2026, 12, 28),
                proposed_on=date(2027, 1, 11),
            )
            for topic in Topic
        ]
        found += [
            compose(each, reader, area_title=title, stage=stage, at=NOON) for each in notices
        ]
    several = [a_notice(topic, counterpart=LONGEST) for topic in Topic]
    digest = compose_several(several, reader, area_titles={}, stage=TRAINING, at=NOON)
    return [*found, digest]
