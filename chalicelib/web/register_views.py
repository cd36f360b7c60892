"""The registers, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from chalicelib import i18n
from chalicelib.domain.alphabets import sort_key
from chalicelib.domain.countries import shown_as
from chalicelib.domain.register_edits import acts
from chalicelib.domain.register_health import Health
from chalicelib.domain.registers import Answer, Cost, Register, Rhythm, SearchKey
from chalicelib.register_words import ANSWERS, COSTS, KEYS, RHYTHMS, country_name
from chalicelib.services.register_entries import Seen
from chalicelib.services.registers import Known, Names
from chalicelib.web import views
from chalicelib.web.register_bodies import RegisterFields, fields
from chalicelib.web.views import AuthoritySummary


class Labelled(Struct):
    """A code, with what it is called in the reader's language."""

    code: str
    label: str


class HealthView(Struct):
    """What looks at the address of a register have found."""

    state: str
    """``alive``, ``moved``, ``unwell`` (the last look failed), ``dead`` (those of a week did), ``unknown``."""
    reached_on: date | None
    """Day (UTC) on which it was last reached."""
    moved_to: str | None
    """The address to which it says that it has moved for good."""


class GuidanceView(Struct):
    """What the keeper of a register tells those who look something up."""

    language: str
    """Language code of *text*: the reader's if the keeper tells it in that."""
    text: str


class SuccessorView(Struct):
    """The register that has taken the place of another."""

    id: str
    name: str
    language: str
    """Language code of *name*."""


class RegisterRow(Struct):
    """A public register of firms or professions."""

    id: str
    country: str
    """ISO 3166; EU for a register of all countries."""
    shown_as: str
    """The code that people see: EL for Greece."""
    country_name: str
    """In the reader's language."""
    name: str
    """As the register calls itself."""
    language: str
    """Language code of *name*."""
    kind: Labelled
    url: str
    areas: list[Labelled]
    """Legal areas in which it is of use."""
    professions: list[Labelled]
    answers: list[Labelled]
    """What somebody who looks there gets to know."""
    languages: list[Labelled]
    """Of its pages, its own first."""
    cost: Labelled
    keys: list[Labelled]
    """By what one looks something up."""
    source: str
    """Where this was found."""
    confirmed_on: date | None
    """Day on which its keeper has last said that it is right; None while nobody has."""
    guidance: GuidanceView | None
    english_url: str
    """Where its pages are in English, if that is not *url*; empty for unknown."""
    region: str
    """The part of the country for which it is kept, in *language*; empty for all of it."""
    rhythm: Labelled | None
    """How often it is brought up to date."""
    contact: str
    """E-mail address for questions about it; empty for none."""
    successor: SuccessorView | None
    """What has taken its place: it is offered to nobody any more."""
    health: HealthView | None
    """None while nobody has looked."""
    spared_this_year: int
    """Requests that it has spared since the 1st of January (UTC)."""
    questions: list[str]
    """Codes of the questions of the call that it may answer."""


class Registers(Struct):
    """A page of the directory."""

    items: list[RegisterRow]
    next: str | None


class KindsView(Struct):
    """What can be chosen for an entry."""

    kinds: list[Labelled]
    answers: list[Labelled]
    costs: list[Labelled]
    keys: list[Labelled]
    rhythms: list[Labelled]
    successors: list[Labelled]
    """Ids and names of the registers of the country that may take the place of another."""
    languages: list[str]
    """Codes of the languages that a register may be in."""


class ProposalView(Struct):
    """What somebody, whoever it may be, has written about an entry."""

    id: str
    text: str
    at: datetime


class RegisterRecord(Struct):
    """The entry of a register, as those see it who look after it."""

    id: str
    country: str
    """ISO 3166."""
    editor: str
    """``keeper`` or ``coordinator``: as what the reader's authority looks after it."""
    published: RegisterFields | None
    """As everybody sees it; null until the coordinator has approved the first version."""
    waiting: RegisterFields | None
    """The version that waits until the coordinator approves it."""
    keeper: AuthoritySummary | None
    confirmed_on: date | None
    cares: list[str]
    """Why it should be looked at: ``approve``, ``dead``, ``moved``, ``proposal``, ``confirm``."""
    actions: list[str]
    health: HealthView | None
    spared_this_year: int
    proposals: list[ProposalView]
    etag: str


class RegisterRecords(Struct):
    """The entries that an authority looks after, with what can be chosen for them."""

    items: list[RegisterRecord]
    choices: KindsView
    next: None = None


class LookedUp(Struct, forbid_unknown_fields=True):
    """What somebody who was about to ask has found in a register."""

    draft: str
    """Number of the draft that was to ask."""
    found: bool
    """Whether the answer stands there; the draft is deleted then, and ``If-Match`` names its version."""


def row(
    register: Register,
    known: Known,
    names: Names,
    language: str,
    questions: Sequence[str] = (),
) -> RegisterRow:
    """
    Return *register* for a reader of *language*.

    Args:
        known: The directory, and what has become of its registers.
        names: What legal areas and professions are called.
        questions: Codes of those that it may answer.
    """
    say = i18n.catalogue(language).gettext
    languages = i18n.language_names(language)
    return RegisterRow(
        id=register.id,
        country=register.country,
        shown_as=shown_as(register.country),
        country_name=country_name(register.country, language),
        name=register.name,
        language=register.language,
        kind=Labelled(register.kind, known.directory.kinds[register.kind][language]),
        url=register.url,
        areas=_named(register.areas, names.areas, language),
        professions=_named(register.professions, names.professions, language),
        answers=[_answer(each, language) for each in register.answers],
        languages=[Labelled(each, languages.get(each, each)) for each in register.languages],
        cost=Labelled(register.cost, say(COSTS[register.cost])),
        keys=[Labelled(each, say(KEYS[each])) for each in register.keys],
        source=register.source,
        confirmed_on=register.confirmed_on,
        guidance=GuidanceView(*told) if (told := register.guidance_for(language)) else None,
        english_url=register.english_url,
        region=register.region,
        rhythm=_rhythm(register.rhythm, language) if register.rhythm else None,
        contact=register.contact,
        successor=(
            SuccessorView(heir.id, heir.name, heir.language)
            if (heir := known.directory.successor(register))
            else None
        ),
        health=_health(known.health.get(register.id), register),
        spared_this_year=known.spared.get(register.id, 0),
        questions=list(questions),
    )


def records(
    found: Sequence[Seen], known: Known, country: str, language: str
) -> RegisterRecords:
    """Return the entries *found*, all of *country* (ISO code), for a reader of *language*, by name."""
    rows = [record(each, known, language) for each in found]
    return RegisterRecords(
        items=sorted(rows, key=lambda row: sort_key(_latest(row).name, language)),
        choices=_choices(known, country, language),
    )


def record(seen: Seen, known: Known, language: str) -> RegisterRecord:
    """Return an entry for who looks after it and reads *language*."""
    entry, register = seen.entry, seen.entry.register
    latest = entry.latest
    return RegisterRecord(
        id=latest.id,
        country=latest.country,
        editor=seen.editor,
        published=fields(register) if register else None,
        waiting=fields(entry.waiting) if entry.waiting else None,
        keeper=views.summary(seen.keeper.party, language) if seen.keeper else None,
        confirmed_on=register.confirmed_on if register else None,
        cares=[*seen.cares],
        actions=[*acts(entry, seen.editor, responsible=seen.responsible)],
        health=_health(known.health.get(latest.id), register or latest),
        spared_this_year=known.spared.get(latest.id, 0),
        proposals=[ProposalView(each.id, each.text, each.at) for each in seen.proposals],
        etag=views.etag(entry.version),
    )


def _latest(row: RegisterRecord) -> RegisterFields:
    latest = row.waiting or row.published
    assert latest is not None  # noqa: S101 - one of them is there
    return latest


def _choices(known: Known, country: str, language: str) -> KindsView:
    say = i18n.catalogue(language).gettext
    kinds = [Labelled(code, names[language]) for code, names in known.directory.kinds.items()]
    return KindsView(
        kinds=sorted(kinds, key=lambda kind: sort_key(kind.label, language)),
        answers=[_answer(each, language) for each in Answer],
        costs=[Labelled(each, say(COSTS[each])) for each in Cost],
        keys=[Labelled(each, say(KEYS[each])) for each in SearchKey],
        rhythms=[_rhythm(each, language) for each in Rhythm],
        successors=[
            Labelled(each.id, each.name)
            for each in known.directory.registers
            if each.country == country and not each.successor
        ],
        languages=[*i18n.LANGUAGES, *i18n.OTHER_LANGUAGES],
    )


def _health(health: Health | None, register: Register) -> HealthView | None:
    """Return what was found at the address that *register* has now."""
    if health is None or health.url != register.url:
        return None
    return HealthView(health.state, health.reached_on, health.moved_to)


def _answer(answer: Answer, language: str) -> Labelled:
    return Labelled(answer, i18n.catalogue(language).gettext(ANSWERS[answer]))


def _rhythm(rhythm: Rhythm, language: str) -> Labelled:
    return Labelled(rhythm, i18n.catalogue(language).gettext(RHYTHMS[rhythm]))


def _named(
    codes: Iterable[str], names: Mapping[str, Mapping[str, str]], language: str
) -> list[Labelled]:
    return [Labelled(code, names.get(code, {}).get(language, code)) for code in codes]
