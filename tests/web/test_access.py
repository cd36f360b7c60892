"""Who takes no part any more is opened nothing: what is sealed stays so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.authorities import Access, Status
from chalicelib.storage import directory
from tests.builders import CANARY, FRIDAY, PORTUGAL, TODAY

AGREED = {"agreed_on": FRIDAY.isoformat()}


def changed(**changes) -> None:
    directory.save_authority(replace(directory.authority(PORTUGAL), **changes))


@pytest.mark.parametrize("why", ["suspended", "deactivated", "no access"])
def test_an_authority_that_takes_no_part_accepts_nothing_and_reads_nothing(ines, sent, why):
    if why == "no access":
        parts = directory.authority(PORTUGAL).parts
        changed(
            parts={area: replace(part, access=Access.SUSPENDED) for area, part in parts.items()}
        )
    else:
        changed(status=Status(why))

    answer = ines.act(sent, "accept", AGREED)

    assert answer.status == 403, answer.text
    assert f"{CANARY} in person" not in ines.call("GET", f"/api/requests/{sent}").text


def test_too_few_people_are_no_reason_to_keep_somebody_waiting(ines, sent):
    changed(below_rule_since=TODAY.replace(year=TODAY.year - 1))

    assert ines.act(sent, "accept", AGREED).status == 200


def test_what_was_accepted_before_is_still_answered(ines, accepted):
    changed(status=Status.SUSPENDED)

    assert ines.call("GET", f"/api/requests/{accepted}").status == 200
