"""Who reads the e-mails of these tests: an authority in Portugal, and the one legal area there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.areas import AreaTexts, Deadline, QuestionSet
from chalicelib.domain.officials import Official
from chalicelib.storage import areas, directory
from tests.builders import AREA, PORTUGUESE, an_authority


def settle(officials: Iterable[Official]) -> None:
    """Fill the empty tables with the area, the authority and its *officials*."""
    areas.forget()
    title = AreaTexts(title="Serviços", summary="", themes={}, questions={})
    empty = QuestionSet(
        area=AREA,
        version=1,
        legal_basis=(),
        deadline=Deadline(days=28),
        themes=(),
        questions=(),
    )
    areas.publish(empty, {"pt": title, "en": replace(title, title="Services")})
    directory.save_authority(an_authority(PORTUGUESE))
    for each in officials:
        directory.save_official(each)
