"""What learners leave behind in a training stage, and how it goes."""

from __future__ import annotations

from chalicelib.domain.errors import NotFound
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import Request
from chalicelib.services import lesson_trails
from chalicelib.storage import counterparts, directory, lessons, records, retention
from chalicelib.storage import requests as stored_requests


def start_afresh(*, by: Acting) -> int:
    """
    Forget how far *by* has come, and remove what belongs to the lessons.

    That is the requests that *by* has begun since the first of them, and what was made for one;
    but nothing with which another authority that practises, too, has or had to do.

    Returns:
        How many requests were removed.
    """
    progress = lessons.progress(by.official.id, by.authority)
    removed = sum(let_go(each.about, by=by) for each in progress.begun.values() if each.about)
    if progress.first_at:
        for story in list(lesson_trails.begun_by(by, progress.first_at)):
            removed += _let_go(story.request, by)
    lessons.forget(by.official.id, by.authority)
    return removed


def let_go(about: str, *, by: Acting) -> bool:
    """
    Remove what was made for a lesson of *by*: a request by its number, or an authority by its id.

    What is gone already, or concerns somebody else who practises, is left.

    Returns:
        Whether a request was removed.
    """
    for request in stored_requests.heads([about]):
        return _let_go(request, by)
    _remove_invented(about)
    return False


def _let_go(request: Request, by: Acting) -> bool:
    sides = {each.id for each in (request.asking, request.asked) if each}
    sides |= {
        each.id for each in (request.asking_coordinator, request.asked_coordinator) if each
    }
    sides |= {each.party.id for each in request.former}
    parts = list(stored_requests.heads(part.number for part in request.parts))
    for part in parts:
        sides |= {part.asked.id} if part.asked else set()
        sides |= {each.party.id for each in part.former}
    others = {*counterparts.switched_on()} - {by.authority}
    if by.authority not in sides or sides & others:
        return False
    for number in (*(part.number for part in parts), request.number):
        retention.remove(number)
    counterparts.drop(by.authority, request.number)
    return True


def _remove_invented(authority: str) -> None:
    """Remove an authority that was invented, unless somebody has been registered in it."""
    try:
        found = directory.authority(authority)
    except NotFound:
        return
    if not directory.officials_of(authority):
        records.remove(found)
