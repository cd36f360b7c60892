"""Finding for a person what the requests of an authority hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import care
from chalicelib.domain import subject_reports as rules
from chalicelib.domain.care import Act
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Kept
from chalicelib.domain.subject_reports import Finding, Subject
from chalicelib.services import records
from chalicelib.storage import audit
from chalicelib.storage import subject_reports as storage
from chalicelib.storage.writes import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A part of a report."""

    findings: tuple[Finding, ...]
    looked_at: int
    """How many requests were searched for this part."""
    erased: int
    """In how many more there is nothing left to be searched."""
    cursor: str | None


def make(
    id: str, wanted: Subject, *, by: Acting, limit: int, cursor: str | None, at: datetime
) -> Report:
    """
    Return what the next *limit* requests of the authority *id* hold of whom is *wanted*.

    The audit is told that *by* has looked, before anything is read, and not for whom.

    Raises:
        NotFound: There is no such authority.
        NotAllowed: *by* is no administrator of it or of its coordinators.
        Invalid: *cursor* is none of ours.
    """
    own, authority = records.pair(id, by)
    care.must(Act.REPORT_SUBJECT, by, own, authority)
    write = Write()
    audit.add(write, records.entry(Act.REPORT_SUBJECT, id, by, at))
    write.commit()
    page = storage.stored(id, limit=limit, cursor=cursor)
    cases = [
        each for each in page.items if rules.may_report(own, authority, each.case.request.area)
    ]
    found = (rules.finding(each.case, wanted, each.notes) for each in cases)
    erased = sum(each.case.request.kept is Kept.NOTHING for each in cases)
    return Report(
        findings=tuple(each for each in found if each),
        looked_at=len(cases) - erased,
        erased=erased,
        cursor=page.cursor,
    )
