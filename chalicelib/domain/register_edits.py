"""Who keeps the entry of a register right, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from chalicelib.domain import addresses, care, texts
from chalicelib.domain.authorities import Authority, Status
from chalicelib.domain.errors import Conflict, Fault, Invalid, NotAllowed, Reason
from chalicelib.domain.officials import Acting
from chalicelib.domain.register_health import Health, State
from chalicelib.domain.registers import Register, may_succeed, must_be_public

LONGEST: Final = 200
"""Characters of the name of a register at most."""
LONGEST_GUIDANCE: Final = 1000
"""Characters of what a keeper tells in one language."""
LONGEST_PROPOSAL: Final = 1000
"""Characters of what somebody writes about an entry."""
MOST: Final = 30
"""Of what can be chosen several times."""
CONFIRMED_FOR_DAYS: Final = 365
"""Calendar days after which an entry is to be confirmed again."""


class Editor(StrEnum):
    """As what an authority looks after an entry."""

    KEEPER = "keeper"
    COORDINATOR = "coordinator"
    """The national coordinator of its country."""


class Act(StrEnum):
    """What is done to an entry besides changing it."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    """Let the version that waits be seen by everybody."""
    REFUSE = "refuse"
    """Drop the version that waits; an entry that nobody has seen yet goes with it."""
    REMOVE = "remove"


class Care(StrEnum):
    """Why somebody should look at an entry."""

    APPROVE = "approve"
    DEAD = "dead"
    """Its address has not been reached for a week."""
    MOVED = "moved"
    """Its address says that it lies elsewhere for good."""
    PROPOSAL = "proposal"
    """Somebody has written what is wrong with it."""
    CONFIRM = "confirm"
    """Nobody has confirmed it for twelve months, or ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The entry of a register, as those see it who look after it."""

    register: Register | None
    """As everybody sees it; None until the coordinator has approved the first version."""
    waiting: Register | None = None
    """The version that the coordinator has yet to approve."""
    version: int = 0
    """How often it was changed here; 0 while only published."""

    @property
    def latest(self) -> Register:
        """Its newest version, be it approved or not."""
        latest = self.waiting or self.register
        assert latest is not None  # noqa: S101 - one of them is there
        return latest

    @property
    def keeper(self) -> str | None:
        """Id of the authority that keeps the register; None while nobody has said."""
        return (self.register or self.latest).keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody, whoever it may be, has written about an entry."""

    id: str
    register: str
    """Id of the register."""
    text: str
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes that an entry may use."""

    kinds: Collection[str]
    areas: Collection[str]
    professions: Collection[str]
    languages: Collection[str]
    successors: Mapping[str, Register]
    """By id: the registers that everybody sees, one of which may take the place of another."""


def editor_of(entry: Entry, own: Authority) -> Editor | None:
    """Return as what *own* looks after *entry*; None if it does not."""
    if care.is_national(own) and own.party.country == entry.latest.country:
        return Editor.COORDINATOR
    keeps = own.status is Status.ACTIVE and own.party.id == entry.keeper
    return Editor.KEEPER if keeps else None


def is_responsible(entry: Entry, own: Authority, keeper: Authority | None) -> bool:
    """
    Return whether *own*, which looks after *entry*, is to confirm it and to read what is said of it.

    That is its keeper; the coordinator where there is none that takes part.

    Args:
        keeper: Who keeps the register; None while nobody has said so.
    """
    if keeper is None or keeper.status is not Status.ACTIVE:
        return editor_of(entry, own) is Editor.COORDINATOR
    return own.party.id == keeper.party.id


def must_edit(entry: Entry, by: Acting, own: Authority) -> Editor:
    """
    Return as what *by*, acting for *own*, looks after *entry*.

    Raises:
        NotAllowed: *own* does not, or *by* is no administrator.
    """
    editor = editor_of(entry, own)
    if editor is None:
        raise NotAllowed(Reason.NO_KEEPER)
    if not by.membership.administrator:
        raise NotAllowed(Reason.NO_ADMINISTRATOR)
    return editor


def begun(
    register: Register, by: Acting, own: Authority, *, known: Known, today: date
) -> Entry:
    """
    Return the entry of a new register, which its keeper or the coordinator describes.

    Raises:
        NotAllowed: *own* takes no part, or *by* is no administrator.
        Invalid: Something is missing or has the wrong form.
    """
    if not by.membership.administrator:
        raise NotAllowed(Reason.NO_ADMINISTRATOR)
    if own.status is not Status.ACTIVE:
        raise NotAllowed(Reason.NO_KEEPER)
    editor = must_edit(Entry(register=None, waiting=register), by, own)
    return edited(
        Entry(register=None),
        register,
        editor=editor,
        confirms=register.keeper in {None, own.party.id},
        known=known,
        source=own.party.name,
        today=today,
    )


def edited(
    entry: Entry,
    wanted: Register,
    *,
    editor: Editor,
    confirms: bool,
    known: Known,
    source: str,
    today: date,
) -> Entry:
    """
    Return *entry* as *editor* wants it.

    What the coordinator writes is seen at once, and what the keeper changes of an entry that leads where it
    led. A first version, another address and a successor wait until the coordinator approves them: it is where
    people are led to.

    Args:
        confirms: Whether it counts as confirmed by that.
        source: Official name of who says so.
        today: The date in UTC.

    Raises:
        Invalid: Something is missing or has the wrong form.
    """
    before = entry.register or entry.waiting
    if faults := [*_faults(wanted, known, before)]:
        raise Invalid(*faults)
    former = entry.register.confirmed_on if entry.register else None
    told = replace(wanted, source=source, confirmed_on=today if confirms else former)
    published = entry.register
    if published is None and entry.waiting is not None:
        return replace(entry, waiting=told)
    if editor is Editor.KEEPER and (published is None or published.leads_to != wanted.leads_to):
        return replace(entry, waiting=told)
    pending = entry.waiting if editor is Editor.COORDINATOR else None
    if pending and published and wanted.leads_to == published.leads_to:
        # What the coordinator corrects besides does not decide on what waits, and takes nothing out of it.
        return replace(entry, register=told, waiting=_corrected(pending, published, told))
    return replace(entry, register=told, waiting=None)


def _corrected(pending: Register, before: Register, after: Register) -> Register:
    """Return *pending* with what was changed between *before* and *after*."""
    changed = {
        each.name: getattr(after, each.name)
        for each in fields(Register)
        if getattr(after, each.name) != getattr(before, each.name)
    }
    return replace(pending, **changed)


def after(
    entry: Entry, act: Act, *, editor: Editor, responsible: bool, today: date
) -> Entry | None:
    """
    Return *entry* after *act*; None if it is gone then.

    Raises:
        NotAllowed: Only the coordinator does this, or only who is *responsible*.
        Conflict: Nothing waits for approval, or there is nothing to confirm.
    """
    if act is Act.CONFIRM:
        if not responsible:
            raise NotAllowed(Reason.NO_KEEPER)
        if entry.register is None:
            raise Conflict(Fault("", "nothing_waits"))
        return replace(entry, register=replace(entry.register, confirmed_on=today))
    if editor is not Editor.COORDINATOR:
        raise NotAllowed(Reason.NO_NATIONAL_COORDINATOR)
    if act is Act.REMOVE:
        return None
    if entry.waiting is None:
        raise Conflict(Fault("", "nothing_waits"))
    if act is Act.APPROVE:
        return replace(entry, register=entry.waiting, waiting=None)
    return replace(entry, waiting=None) if entry.register else None


def acts(entry: Entry, editor: Editor, *, responsible: bool) -> list[Act]:
    """Return what *editor* may do to *entry* now; who is *responsible* confirms it."""
    found = [Act.CONFIRM] if entry.register and responsible else []
    if editor is Editor.COORDINATOR:
        found += [Act.APPROVE, Act.REFUSE] if entry.waiting else []
        found.append(Act.REMOVE)
    return found


def proposed(text: str) -> str:
    """
    Return *text* as it is kept.

    Raises:
        Invalid: It is empty, too long, or has characters that cannot be shown.
    """
    clean = texts.clean(text)
    if code := texts.fault(clean, LONGEST_PROPOSAL):
        raise Invalid(Fault("/text", code, {"longest": LONGEST_PROPOSAL}))
    if not clean:
        raise Invalid(Fault("/text", "missing"))
    return clean


def cares(
    entry: Entry,
    editor: Editor,
    health: Health | None,
    *,
    responsible: bool,
    replaced: bool = False,
    has_proposals: bool = False,
    today: date,
) -> Iterator[Care]:
    """
    Yield why *editor* should look at *entry*, the most pressing first.

    Args:
        health: What looks at the address have found; None while there was none.
        responsible: Whether *editor* is to confirm it and to read what is said of it.
        replaced: Whether another register has taken its place, which nobody is led to any more.
        has_proposals: Whether somebody has written what is wrong with it.
        today: The date in UTC.
    """
    if entry.waiting and editor is Editor.COORDINATOR:
        yield Care.APPROVE
    register = entry.register
    if register is None:
        return
    # The keeper has done its part when another address waits.
    moves = entry.waiting is not None and entry.waiting.leads_to != register.leads_to
    if health and health.url == register.url and not (moves and editor is Editor.KEEPER):
        if health.state is State.DEAD and not replaced:
            yield Care.DEAD
        elif _is_said_to_have_moved(register, health) and not replaced:
            yield Care.MOVED
    if responsible and has_proposals:
        yield Care.PROPOSAL
    if responsible and not replaced and is_overdue(register, today=today):
        yield Care.CONFIRM


def _is_said_to_have_moved(register: Register, health: Health) -> bool:
    """Return whether nobody has confirmed *register* since its address first said that it has moved."""
    confirmed_on, moved_on = register.confirmed_on, health.moved_on
    known = confirmed_on is not None and moved_on is not None and confirmed_on >= moved_on
    return health.state is State.MOVED and not known


def is_overdue(register: Register, *, today: date) -> bool:
    """Return whether nobody has confirmed *register* for twelve months, or ever."""
    confirmed_on = register.confirmed_on
    return confirmed_on is None or (today - confirmed_on).days >= CONFIRMED_FOR_DAYS


def _faults(register: Register, known: Known, before: Register | None) -> Iterator[Fault]:
    if code := texts.fault(register.name, LONGEST):
        yield Fault("/name", code, {"longest": LONGEST})
    elif not register.name:
        yield Fault("/name", "missing")
    for name, url in (("url", register.url), ("english_url", register.english_url)):
        if url or name == "url":
            try:
                must_be_public(url)
            except ValueError:
                yield Fault(f"/{name}", "no_public_address")
    if code := texts.fault(register.region, LONGEST):
        yield Fault("/region", code, {"longest": LONGEST})
    if register.contact and not addresses.is_email(register.contact):
        yield Fault("/contact", "not_an_email")
    yield from _faulty_guidance(register, known)
    kept = before is not None and before.successor == register.successor
    if (
        register.successor
        and not kept
        and not may_succeed(known.successors.get(register.successor), register)
    ):
        yield Fault("/successor", "not_an_option")
    chosen: Mapping[str, tuple[Collection[str], Collection[str] | None]] = {
        "areas": (register.areas, known.areas),
        "professions": (register.professions, known.professions),
        "languages": (register.languages, known.languages),
        "answers": (register.answers, None),
        "keys": (register.keys, None),
    }
    for name, (codes, there) in chosen.items():
        if not codes and name != "professions":
            yield Fault(f"/{name}", "missing")
        if len(codes) > MOST:
            yield Fault(f"/{name}", "too_many", {"most": MOST})
        if there is not None and not set(codes) <= set(there):
            yield Fault(f"/{name}", "not_an_option")
    for name, code, options in (
        ("kind", register.kind, known.kinds),
        ("language", register.language, known.languages),
    ):
        if code not in options:
            yield Fault(f"/{name}", "not_an_option")


def _faulty_guidance(register: Register, known: Known) -> Iterator[Fault]:
    for language, text in register.guidance.items():
        if language not in known.languages:
            yield Fault(f"/guidance/{language}", "not_an_option")
        if code := texts.fault(text, LONGEST_GUIDANCE):
            yield Fault(f"/guidance/{language}", code, {"longest": LONGEST_GUIDANCE})
