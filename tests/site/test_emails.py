"""The page of all e-mails shows each, in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib import i18n
from chalicelib.domain.notices import Topic
from sitegen import areas, emails

AREAS = areas.read(Path(__file__).parents[2] / "content")
ORIGIN = "https://imi.example"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_e_mail_is_shown_once_and_what_tells_of_several(language):
    found = list(emails.groups(language, AREAS, ORIGIN))

    shown = [each for group in found for each in group.examples]
    assert sorted(each.id for each in shown) == sorted(
        [*(topic.value.replace("_", "-") for topic in Topic), "several"]
    )
    for each in shown:
        assert each.title in each.message.text
        assert each.message.language == language
        assert "Training" not in each.message.subject


def test_the_notes_say_what_the_rules_do():
    found = {
        each.id: each.notes
        for group in emails.groups("en", AREAS, ORIGIN)
        for each in group.examples
    }

    assert found["request-received"] == ("Also goes to the mailbox of the authority.",)
    assert found["message"] == ()
    assert found["care-overdue"] == (
        "Goes to coordinators.",
        "Also goes to the mailbox of the authority.",
        "Comes in working hours only.",
    )
    assert found["invitation"] == ("Comes at once, whatever you have chosen.",)


def test_nobody_is_asked_by_an_authority_of_the_own_language():
    shown = {
        language: next(emails.groups(language, AREAS, ORIGIN)).examples[0].message.text
        for language in ("da", "fi")
    }

    assert "Direção dos Serviços, Portugal" in shown["da"]
    assert "Styrelsen for Tjenesteydelser, Tanska" in shown["fi"]
