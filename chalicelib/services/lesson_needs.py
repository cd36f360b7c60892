"""What a lesson needs before it can begin: a request that comes, or an authority that hands in its record."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from chalicelib.domain.audiences import areas_for
from chalicelib.domain.authorities import Access, Authority, Part, Party, Status
from chalicelib.domain.errors import AlreadyDone
from chalicelib.domain.invented import drawn
from chalicelib.domain.lessons import Lesson, Teller
from chalicelib.domain.officials import Acting
from chalicelib.services import counterpart_cases, counterpart_requests
from chalicelib.services.new_records import new_id
from chalicelib.services.records import entry
from chalicelib.storage import audit, calls, directory, lessons, records
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write

MOST_NEIGHBOURS: Final = 50
"""Authorities of a country that are looked at."""


def neighbours(own: Authority) -> frozenset[str]:
    """Return the legal areas in which another authority of the country of *own* takes part."""
    page = directory.find(
        own.party.country, words=(), area=None, limit=MOST_NEIGHBOURS, cursor=None
    )
    others = (each for each in page.items if each.party.id != own.party.id)
    return frozenset(area for each in others for area in each.areas)


def prepared(
    lesson: Lesson, by: Acting, seed: str, *, call: Call | None, at: datetime
) -> str | None:
    """
    Return what *lesson* is about, made for *by*; None where the learner begins with nothing.

    The same *call* again makes nothing more.

    Raises:
        TooMany, NotAllowed, KeyReused: As :func:`counterpart_requests.ask` and :func:`counterpart_cases.bring` do.
    """
    match lesson.told_by:
        case Teller.WHAT_I_AM_ASKED:
            wanted = _wanted(lesson, by)
            return counterpart_requests.ask(
                by.authority, at=at, seed=seed, wanted=wanted, call=call
            )
        case Teller.WHAT_I_APPROVE | Teller.WHAT_I_DECIDE:
            return counterpart_cases.bring(
                by,
                wanted=_wanted(lesson, by),
                approval=lesson.told_by is Teller.WHAT_I_APPROVE,
                at=at,
                seed=seed,
                call=call,
            )
        case Teller.A_NEW_AUTHORITY:
            return _invent(by, seed, call, at)
    return None


def _wanted(lesson: Lesson, by: Acting) -> frozenset[str]:
    own = directory.authority(by.authority)
    return areas_for(lesson.offered_to, by, own, neighbours(own))


def _invent(by: Acting, seed: str, call: Call | None, at: datetime) -> str:
    """Return the id of an authority in which nobody works, and which waits to be validated by *by*."""
    if call and (earlier := calls.earlier(call)):
        return earlier
    own = directory.authority(by.authority)
    authority = _invented(own, seed, at)
    write = Write()
    if call:
        calls.record(write, call, within=call.item, made=authority.party.id)
    records.put(write, authority, before=None)
    records.claim(write, authority, seen=records.names(own.party.country))
    told = entry("invite", authority.party.id, by, at, new=authority.party.name)
    audit.add(write, told)
    try:
        write.commit()
    except AlreadyDone:
        return _invent(by, seed, call, at)
    return authority.party.id


def _invented(own: Authority, seed: str, at: datetime) -> Authority:
    names = lessons.invented_authorities()
    called = names.get(own.party.language) or names["en"]
    # Several learners may have one each: the number tells them apart.
    number = 1000 + drawn(seed, "authority", of=9000)
    return Authority(
        party=Party(
            id=new_id(own.party.country),
            name=f"{called.name} {number}",
            titles={language: f"{each.name} {number}" for language, each in names.items()},
            country=own.party.country,
            language=own.party.language if own.party.language in names else "en",
            time_zone=own.party.time_zone,
        ),
        level="local",
        city=called.city,
        address=f"0000 {called.city}",
        website="https://www.exercise.example",
        phone="+00 00 00 00",
        mailbox="imi@exercise.example",
        languages=own.languages,
        parts={
            area: Part(
                access=Access.REQUESTED,
                access_coordinator=own.party.id,
                request_coordinators=(own.party.id,),
            )
            for area in sorted(own.areas)[:1]
        },
        status=Status.AWAITING_VALIDATION,
        validating_coordinator=own.party.id,
        below_rule_since=at.date(),
    )
