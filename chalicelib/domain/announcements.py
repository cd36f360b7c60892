"""What is told of an authority: its record was handed in or validated, access was asked for or decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from chalicelib.domain.authorities import Access, Authority
from chalicelib.domain.care import Act
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Acting

TOPICS: Final = {Act.SUBMIT: Topic.RECORD_SUBMITTED, Act.VALIDATE: Topic.RECORD_VALIDATED}


def of_step(act: Act, after: Authority, *, by: Acting, at: datetime) -> Iterator[Notice]:
    """Yield what is told of the step *act* that led to the record *after*."""
    topic = TOPICS.get(act)
    if topic is None:
        return
    own = topic is Topic.RECORD_VALIDATED
    reader = after.party.id if own else after.validating_coordinator
    if reader:
        yield _notice(topic, after, reader, "", by, at)


def of_access(
    before: Authority,
    after: Authority,
    area: str,
    *,
    decides: str | None,
    by: Acting,
    at: datetime,
) -> Iterator[Notice]:
    """
    Yield what is told of a change of the part in *area* that led from *before* to *after*.

    Args:
        decides: Id of the authority that decides on access; None where nobody does.
    """
    old, new = before.parts.get(area), after.parts.get(area)
    was, is_now = old.access if old else None, new.access if new else None
    if was is is_now:
        return
    if is_now is Access.REQUESTED:
        if decides:
            yield _notice(Topic.ACCESS_WANTED, after, decides, area, by, at)
    elif is_now is Access.GRANTED:
        yield _notice(Topic.ACCESS_GRANTED, after, after.party.id, area, by, at)
    elif was is Access.REQUESTED and by.authority != after.party.id:
        yield _notice(Topic.ACCESS_REFUSED, after, after.party.id, area, by, at)


def _notice(
    topic: Topic, authority: Authority, reader: str, area: str, by: Acting, at: datetime
) -> Notice:
    return Notice(
        topic=topic,
        number=authority.party.id,
        version=authority.version,
        area=area,
        reader=reader,
        counterpart=authority.party,
        due_on=None,
        proposed_on=None,
        at=at,
        by=by.official.id,
    )
