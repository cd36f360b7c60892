"""Every e-mail that is sent, with invented facts, for the page that shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from chalicelib import i18n
from chalicelib.domain import postings, reminders
from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Mail
from chalicelib.i18n import N_
from chalicelib.mail import steps
from chalicelib.mail.compose import Message, Reader, Stage, compose, compose_several
from sitegen.areas import Area

NUMBER: Final = "K7QM-3XPT"
AREA: Final = "services"
AT: Final = datetime(2027, 3, 1, 9, tzinfo=UTC)
DUE_ON: Final = date(2027, 3, 30)
PROPOSED_ON: Final = date(2027, 4, 6)
COPENHAGEN: Final = Party(
    id="dk-example",
    name="Styrelsen for Tjenesteydelser",
    titles={},
    country="DK",
    language="da",
    time_zone="Europe/Copenhagen",
)
LISBON: Final = Party(
    id="pt-example",
    name="Direção dos Serviços",
    titles={},
    country="PT",
    language="pt",
    time_zone="Europe/Lisbon",
)

CLOCK: Final = frozenset(reminders.WHO_IS_REMINDED)
GROUPS: Final = (
    (N_("About the steps of a request"), frozenset(Topic) - CLOCK - postings.UNASKED),
    (N_("Reminders"), CLOCK),
    (N_("About accounts and authorities"), postings.UNASKED),
)
COORDINATORS: Final = frozenset(
    {
        *(topic for topic in Topic if topic.value.startswith("care_")),
        Topic.APPROVAL_WANTED,
        Topic.DECISION_WANTED,
        Topic.RECORD_SUBMITTED,
        Topic.ACCESS_WANTED,
        Topic.REGISTER_WAITS,
    }
)
"""What goes to coordinators."""

WITHOUT_AREA: Final = frozenset(
    {Topic.NOT_SEEN, Topic.RECORD_SUBMITTED, Topic.RECORD_VALIDATED, *postings.ABOUT_REGISTERS}
)
"""What is about no legal area."""

NOTES: Final[tuple[tuple[str, Collection[Topic]], ...]] = (
    (N_("Goes to coordinators."), COORDINATORS),
    (N_("Also goes to the mailbox of the authority."), postings.TO_MAILBOX),
    (N_("Comes at once, whatever you have chosen."), postings.UNASKED),
    (N_("Comes in working hours only."), CLOCK),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One e-mail."""

    id: str
    """Where it stands on the page."""
    title: str
    notes: tuple[str, ...]
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """E-mails that belong together."""

    title: str
    examples: tuple[Example, ...]


def groups(language: str, areas: Sequence[Area], origin: str) -> Iterator[Group]:
    """
    Yield every e-mail as a reader of *language* gets it.

    Args:
        areas: The legal areas, one of which they are about.
        origin: Where the site stands, without a slash at its end.
    """
    say = i18n.catalogue(language).gettext
    (title,) = (each.title(language) for each in areas if each.code == AREA)
    stage = Stage(site_url=origin, training=False)
    # Nobody is told of an authority of the own country in a foreign language.
    counterpart = LISBON if language == "da" else COPENHAGEN
    reader = Reader(id="", address="", language=language, mail=Mail.AT_ONCE)
    for name, topics in GROUPS:
        found = [
            _example(
                topic,
                compose(
                    _notice(topic, counterpart),
                    reader,
                    area_title="" if topic in WITHOUT_AREA else title,
                    stage=stage,
                    at=AT,
                    token="…",  # noqa: S106 - the end of a link, left out
                ),
                language,
            )
            for topic in Topic
            if topic in topics
        ]
        yield Group(title=say(name), examples=tuple(found))
    several = (Topic.REQUEST_RECEIVED, Topic.REPLY_RECEIVED, Topic.DUE_SOON)
    together = compose_several(
        [_notice(topic, counterpart) for topic in several],
        reader,
        area_titles={AREA: title},
        stage=stage,
        at=AT,
    )
    digest = Example(id="several", title=together.subject, notes=(), message=together)
    yield Group(title=say(N_("Several in one e-mail")), examples=(digest,))


def _example(topic: Topic, message: Message, language: str) -> Example:
    say = i18n.catalogue(language).gettext
    return Example(
        id=topic.value.replace("_", "-"),
        title=say(steps.headline(topic)),
        notes=tuple(say(note) for note, topics in NOTES if topic in topics),
        message=message,
    )


def _notice(topic: Topic, counterpart: Party) -> Notice:
    return Notice(
        topic=topic,
        number=NUMBER,
        version=2,
        area="" if topic in WITHOUT_AREA else AREA,
        reader="",
        counterpart=counterpart,
        due_on=DUE_ON,
        proposed_on=PROPOSED_ON if topic is Topic.DATE_PROPOSED else DUE_ON,
        at=AT,
    )
