"""Who is about to ask is offered the register that answers, among the first three."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
import yaml

from chalicelib.domain import register_finding
from infra.publication import registers

CASES: Final = [
    (*question.split(), country, expected)
    for question, by_country in yaml.safe_load(
        Path(__file__).with_name("register_cases.yaml").read_text("utf-8")
    ).items()
    for country, expected in by_country.items()
]
FIRST: Final = 3
DIRECTORY: Final = registers.read()


def test_there_are_a_hundred_cases_about_registers_that_there_are():
    assert len(CASES) == 100
    known = {each.id for each in DIRECTORY.registers}
    assert {expected for *_, expected in CASES} <= known


@pytest.mark.parametrize("language", ["da", "de", "mt"])
def test_the_register_that_answers_is_among_the_first_three(language):
    missed = [
        (code, country, expected)
        for area, code, country, expected in CASES
        if expected
        not in [
            offer.register.id
            for offer in register_finding.offers(
                DIRECTORY, area=area, country=country, codes=[code], language=language
            )[:FIRST]
        ]
    ]

    assert len(missed) <= 5, missed
