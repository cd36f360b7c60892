"""The directory of registers, and what looking into them has spared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chalicelib import register_words
from chalicelib.domain import register_finding
from chalicelib.domain.errors import AlreadyDone, NotFound, VersionMissing
from chalicelib.domain.officials import Acting
from chalicelib.domain.register_finding import Offer, Wish
from chalicelib.domain.register_health import Health
from chalicelib.domain.register_uses import Use
from chalicelib.domain.registers import Directory, Register
from chalicelib.domain.requests import Request
from chalicelib.domain.taxonomies import PROFESSIONS
from chalicelib.services import requests
from chalicelib.storage import areas, calls, register_health, register_uses, taxonomies
from chalicelib.storage import registers as storage
from chalicelib.storage.calls import Call
from chalicelib.storage.writes import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The directory, and what has become of its registers, by their ids."""

    directory: Directory
    health: Mapping[str, Health]
    spared: Mapping[str, int]
    """How many requests each has spared since the 1st of January (UTC)."""


def known(*, at: datetime) -> Known:
    """Return what is known in this stage, no older than the minute of *at*."""
    return Known(
        directory=storage.directory(at),
        health=register_health.known(at),
        spared=register_uses.spared_since(f"{at.year}-01", at),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What registers have in common with others is called, by code and language code."""

    areas: Mapping[str, Mapping[str, str]]
    professions: Mapping[str, Mapping[str, str]]


def directory(*, at: datetime) -> Directory:
    """Return the registers of this stage and their kinds, no older than the minute of *at* (UTC)."""
    return storage.directory(at)


def names(*, at: datetime) -> Names:
    """Return what legal areas and professions are called in this stage."""
    titles = {each.code: each.titles for each in areas.catalogue(at)}
    return Names(areas=titles, professions=_professions(at))


def find(text: str, wish: Wish, *, language: str, at: datetime) -> list[Register]:
    """
    Return the registers that are all that is wanted, the best hit first.

    Args:
        text: Words, as somebody typed them; without any all are returned by country.
        language: Code of the reader's language.
        at: The present moment, UTC.
    """
    directory = storage.directory(at)
    fitting = [each for each in directory.registers if wish.fits(each)]
    if not text.strip():
        return fitting
    words = register_words.words(directory, _professions(at), language)
    return register_finding.hits(text, fitting, words)


def _professions(at: datetime) -> Mapping[str, Mapping[str, str]]:
    lists = taxonomies.catalogue(at)
    return lists[PROFESSIONS].terms if PROFESSIONS in lists else {}


def by_spared(found: Sequence[Register], known: Known) -> list[Register]:
    """Return those of *found* that have spared a request this year, who spared most first."""
    spared = [each for each in found if known.spared.get(each.id)]
    return sorted(spared, key=lambda each: -known.spared[each.id])


def offers(
    *, area: str, country: str, codes: Sequence[str], language: str, at: datetime
) -> list[Offer]:
    """Return the registers that may answer questions and are not dead: :func:`register_finding.offers`."""
    directory, health = storage.directory(at), register_health.known(at)
    states = {
        each.id: found.state
        for each in directory.registers
        if (found := health.get(each.id)) and found.url == each.url
    }
    return register_finding.offers(
        directory, area=area, country=country, codes=codes, language=language, states=states
    )


def looked_up(
    id: str,
    number: str,
    *,
    found: bool,
    version: int | None,
    by: Acting,
    call: Call,
    at: datetime,
) -> None:
    """
    Count that the register *id* has answered what the draft *number* was to ask, or has not.

    Only a register that may answer some of its questions does. A draft that is answered is deleted
    with that. The same *call* again changes nothing.

    Args:
        version: The version of the draft that the official saw; it matters if it is deleted.

    Raises:
        NotFound: There is no such register, or no such draft for *by*.
        VersionMissing: The draft is to be deleted, and the call does not say which version was seen.
        NotAllowed, IllegalAction, Stale: As :func:`requests.delete` does.
    """
    known = storage.directory(at)
    register = known.register(id)
    if calls.earlier(call):
        return

    def count(write: Write, request: Request) -> None:
        if not register_finding.may_answer(known, register, request):
            raise NotFound
        use = Use(
            register=register.id,
            by=by.membership.party,
            instead_of=request.asked,
            found=found,
            at=at,
        )
        register_uses.add(write, use)
        calls.record(write, call, within=call.item, made=register.id)

    with suppress(AlreadyDone):
        if found:
            if version is None:
                raise VersionMissing
            requests.delete(number, version=version, by=by, at=at, besides=count)
        else:
            draft = requests.own_draft(number, version=None, by=by, at=at).request
            write = Write()
            count(write, draft)
            write.commit()
    register_uses.forget()
