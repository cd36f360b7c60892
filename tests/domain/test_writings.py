"""What people wrote in a request, and how much of it needs no translator."""

from __future__ import annotations

import pytest

from chalicelib.domain import writings
from chalicelib.domain.requests import Answer
from chalicelib.domain.writings import Share, Text
from tests.builders import CANARY, a_case, a_question_set, a_request

ANSWERS = {
    "Q-1": Answer(value="yes", comment="Sim", language="pt"),
    "Q-2": Answer(value="Passeios", language="pt"),
}
SET = a_question_set()


def test_what_is_written_is_found_with_its_language():
    case = a_case(a_request(urgent_reason="Now"), answers=ANSWERS)

    assert [*writings.written(case, SET)] == [
        Text("We need to know", "da"),
        Text("Now", "da"),
        Text(f"{CANARY} in a comment", "da"),
        Text("Sim", "pt"),
        Text("Passeios", "pt"),
    ]


@pytest.mark.parametrize(
    ("language", "answers", "share"),
    [
        ("da", {}, Share(ready=4, of=4)),
        ("pt", {}, Share(ready=2, of=4)),
        ("pt", ANSWERS, Share(ready=5, of=7)),
        ("da", ANSWERS, Share(ready=5, of=7)),
        ("fi", ANSWERS, Share(ready=3, of=7)),
    ],
)
def test_the_share_that_needs_no_translator(language, answers, share):
    assert writings.share(a_case(answers=answers), SET, language) == share


def test_what_is_sealed_does_not_count():
    assert writings.share(a_case(sealed=None), SET, "pt") == Share(ready=2, of=3)
