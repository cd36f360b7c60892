"""From a notice to an e-mail in the language of its reader."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from chalicelib import i18n
from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail
from chalicelib.domain.postings import ABOUT_RECORDS, ABOUT_REGISTERS, UNASKED
from chalicelib.mail.steps import WORDS as STEP_WORDS

if TYPE_CHECKING:
    from babel import Locale
    from jinja2 import Environment

CARE: Final = frozenset(
    {
        Topic.CARE_NOTHING_HAPPENS,
        Topic.CARE_OTHER_RESTS,
        Topic.CARE_NOT_ACCEPTED,
        Topic.CARE_OVERDUE,
    }
)
"""What is told to coordinators of requests that they may not know of themselves."""

ABOUT_STAFF: Final = frozenset({Topic.BELOW_RULE, Topic.CARE_BELOW_RULE, Topic.NOT_SEEN})
"""What leads to the list of users."""

TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who is told: an official, or the mailbox of an authority."""

    id: str
    """Of the official; for the mailbox, of the authority."""
    address: str
    language: str
    mail: Mail | None = None
    """How often an official wants e-mails; None for a mailbox, which does not choose."""
    party: Party | None = None
    """The authority for which it is; None where that does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where the link in an e-mail leads."""

    site_url: str
    """Origin of the site, without a slash at its end."""
    training: bool
    """Whether everything there is invented, which the e-mail then says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An e-mail to one reader."""

    to: str
    subject: str
    text: str
    html: str
    language: str
    number: str
    """Of the request; what belongs to one request is one conversation. Empty where it tells of several."""
    at: datetime
    """When it is written, UTC."""
    reader: str = ""
    """Id of the official, or of the authority whose mailbox it is; empty where that does not matter."""
    profile_url: str = ""
    """Where its reader chooses when e-mails come; empty where there is no choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in an e-mail that tells of several."""

    subject: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An authority as it is named to a reader."""

    title: str | None
    """What it is, in the reader's language; None if that is not known."""
    name: str
    name_language: str
    country: str
    """Name of the country in the reader's language."""


def compose(
    notice: Notice,
    reader: Reader,
    *,
    area_title: str,
    stage: Stage,
    at: datetime,
    token: str = "",
) -> Message:
    """
    Return what *notice* says to *reader*.

    Args:
        area_title: Of the notice's legal area, in the reader's language.
        at: The present moment, UTC.
        token: What the link of an invitation holds.

    Raises:
        UndefinedError: A template uses a fact that is not there.
        TypeError: It needs a date that the notice lacks.
        FileNotFoundError: The reader's language is not one of ours.
    """
    language = reader.language
    say = i18n.catalogue(language).gettext
    step = STEP_WORDS.get(notice.topic)
    facts: dict[str, object] = {
        "area": area_title,
        "counterpart": _named(notice.counterpart, language),
        "date_differs": notice.due_on != notice.proposed_on,
        "due_on": notice.due_on,
        "language": language,
        "number": notice.number,
        "profile_url": _profile_url(stage.site_url, notice.topic, reader),
        "proposed_on": notice.proposed_on,
        "offered_on": notice.proposed_on if notice.topic is Topic.DATE_PROPOSED else None,
        "training": stage.training,
        "url": _url(stage.site_url, notice, language, token),
    }
    if step:
        said = {"headline": say(step.headline), "todo": say(step.todo)}
        labels = {"date_label": say(step.date_label), "open_label": say(step.open_label)}
        facts |= {**said, **labels, "shows_date": step.shows_date}
    get = environment(language).get_template
    folder = "step" if step else notice.topic.value
    if notice.topic in ABOUT_RECORDS:
        folder = "record"
    subject = " ".join(get(f"{folder}/subject.txt").render(facts).split())
    return Message(
        to=reader.address,
        reader=reader.id,
        subject=subject,
        text=_paragraphs(get(f"{folder}/body.txt").render(facts)),
        html=get(f"{folder}/body.html").render(facts, subject=subject),
        language=language,
        number=notice.number,
        at=at,
        profile_url=_profile_url(stage.site_url, notice.topic, reader),
    )


def compose_several(
    notices: Sequence[Notice],
    reader: Reader,
    *,
    area_titles: Mapping[str, str],
    stage: Stage,
    at: datetime,
) -> Message:
    """
    Return what *notices* say to *reader* in one e-mail.

    Args:
        area_titles: Of the notices' legal areas, in the reader's language, by code.
        at: The present moment, UTC.

    Raises:
        UndefinedError, TypeError, FileNotFoundError: As :func:`compose` says.
    """
    language, workspace = reader.language, f"{stage.site_url}/{reader.language}/workspace"
    entries = []
    # The stage is said once, and not with each.
    plain = replace(stage, training=False)
    for notice in notices:
        title = area_titles.get(notice.area, notice.area)
        one = compose(notice, reader, area_title=title, stage=plain, at=at)
        url = _url(stage.site_url, notice, language, "")
        entries.append(Entry(subject=one.subject, url=url))
    profile_url = _profile_url(stage.site_url, Topic.MESSAGE, reader)
    facts: dict[str, object] = {
        "entries": entries,
        "language": language,
        "profile_url": profile_url,
        "training": stage.training,
        "url": f"{workspace}/",
    }
    get = environment(language).get_template
    subject = " ".join(get("digest/subject.txt").render(facts).split())
    numbers = {notice.number for notice in notices}
    return Message(
        to=reader.address,
        reader=reader.id,
        subject=subject,
        text=_paragraphs(get("digest/body.txt").render(facts)),
        html=get("digest/body.html").render(facts, subject=subject),
        language=language,
        number=numbers.pop() if len(numbers) == 1 else "",
        at=at,
        profile_url=profile_url,
    )


@functools.cache
def environment(language: str) -> Environment:
    """Return templates that speak *language* and fail on a missing fact."""
    # Jinja and Babel wait until there is an e-mail: the API starts without them.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(  # type: ignore[attr-defined]  # the extension adds it
        i18n.catalogue(language), newstyle=True
    )
    env.filters["day"] = functools.partial(_day, locale=_locale(language))
    return env


@functools.cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(i18n.locale(language))


def _day(day: date | None, *, locale: Locale) -> str:
    """Return *day* in words, with its weekday."""
    from babel.dates import format_date

    if not isinstance(day, date):
        # Babel would take None for today.
        raise TypeError("this e-mail needs a date")
    return format_date(day, format="full", locale=locale)


def _named(party: Party, language: str) -> Named:
    title = party.titles.get(language)
    return Named(
        title=title if title != party.name else None,
        name=party.name,
        name_language=party.language,
        country=i18n.country_name(party.country, language),
    )


def _url(site_url: str, notice: Notice, language: str, token: str) -> str:
    workspace = f"{site_url}/{language}/workspace"
    if notice.topic is Topic.INVITATION:
        # What stands behind the # never reaches a server, so no log holds the token.
        return f"{workspace}/invitation/#{token}"
    if notice.topic is Topic.ADDED:
        return f"{workspace}/profile/"
    if notice.topic in ABOUT_STAFF:
        return f"{workspace}/people/?{urlencode({'id': notice.counterpart.id})}"
    if notice.topic in ABOUT_REGISTERS:
        return f"{workspace}/registers/#{notice.number}"
    if notice.topic in CARE | ABOUT_RECORDS:
        # A coordinator may not know of the request itself.
        return f"{workspace}/authority/?{urlencode({'id': notice.counterpart.id})}"
    return f"{workspace}/case/?{urlencode({'number': notice.number})}"


def _profile_url(site_url: str, topic: Topic, reader: Reader) -> str:
    """Return where *reader* chooses whether to be told of *topic*; nothing where that is no choice."""
    if reader.mail is None or topic in UNASKED:
        return ""
    return f"{site_url}/{reader.language}/workspace/profile/#mail"


def _paragraphs(text: str) -> str:
    """Return *text* with one empty line wherever the templates leave several."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
