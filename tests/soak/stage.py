"""The directory that the lives of requests depend on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from unittest.mock import patch

from chalicelib.domain.authorities import Part, Party
from chalicelib.domain.moves import Coordination
from chalicelib.storage import areas, directory, objects
from tests.builders import (
    AREA,
    COORDINATOR_DK,
    COORDINATOR_PT,
    DENMARK,
    FINLAND,
    PORTUGAL,
    SWEDEN,
    a_question_set,
    an_authority,
    area_texts,
)
from tests.lives import OFFICIALS

SEED: Final = "a seed"
"""What the salts of all these lives are drawn from, so that the rules alone can tell them."""

_said: dict[str, Coordination] = {}
"""What the directory says of who coordinates, as long as it does."""


def colleagues(authority: str) -> frozenset[str]:
    """Return the ids of those who handle requests for *authority*."""
    return frozenset(
        by.official.id
        for by in OFFICIALS.values()
        if by.authority == authority and by.handles(AREA)
    )


def fill() -> None:
    """Fill the empty tables with the area, the authorities and the officials."""
    areas.forget()
    areas.publish(a_question_set(), {"en": area_texts()})
    for each in (DENMARK, PORTUGAL, FINLAND, SWEDEN, COORDINATOR_DK, COORDINATOR_PT):
        directory.save_authority(an_authority(each))
    for each in OFFICIALS.values():
        directory.save_official(each.official)
    _said.clear()


@contextmanager
def drawing_one_seed() -> Iterator[None]:
    """Let every step draw :data:`SEED`."""
    with patch.object(secrets, "token_hex", lambda: SEED):
        yield


@contextmanager
def without_content() -> Iterator[None]:
    """Let files have no content, which would lie elsewhere."""
    with (
        patch.object(objects, "upload", lambda _: ("", {})),
        patch.object(objects, "delete", lambda *_: None),
    ):
        yield


def coordinate(coordination: Coordination) -> None:
    """Let the directory say who coordinates, as *coordination* does."""
    if _said.get("now") == coordination:
        return
    _said["now"] = coordination
    asking = Part(
        request_coordinators=ids(coordination.asking),
        approves_sending=coordination.approves_sending,
    )
    asked = Part(
        request_coordinators=ids(coordination.asked), approves_reply=coordination.approves_reply
    )
    for each, part in ((DENMARK, asking), (PORTUGAL, asked)):
        before = directory.authority(each)
        directory.save_authority(replace(before, parts={AREA: part}))


def ids(party: Party | None) -> tuple[str, ...]:
    return (party.id,) if party else ()
