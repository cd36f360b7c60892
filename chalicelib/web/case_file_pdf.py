"""The case file on paper, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from babel import Locale
from babel.dates import format_date, format_datetime

from chalicelib import i18n
from chalicelib.config import settings
from chalicelib.domain.areas import AnswerType
from chalicelib.domain.case_files import Missing
from chalicelib.domain.chain import OWN
from chalicelib.domain.requests import Concerned, Kept, Side
from chalicelib.i18n import N_
from chalicelib.web.case_file_views import (
    CaseFileView,
    FileAttachment,
    FileEvent,
    FileQuestion,
    SendingView,
    SentFile,
)
from chalicelib.web.paper import HEADING, QUOTE, SMALL, SUBHEADING, TITLE, Paper
from chalicelib.web.request_views import PersonView
from chalicelib.web.views import AuthoritySummary

SCRIPT: Final = "/verify/verify_case_file.py"
"""Where the public site has what checks a file."""

# fmt: off
MISSING: Final[Mapping[Missing, str]] = {
    Missing.WITHHELD: N_("Some of this is not shown to you."),
    Missing.REPLACED: N_("Some of this was replaced later."),
    Missing.BLOCKED:  N_("Some of this is blocked: nobody can read it any more."),
    Missing.ERASED:   N_("Some of this is erased."),
}
KEPT: Final[Mapping[Kept, str]] = {
    Kept.BLOCKED: N_("Personal data in this request is blocked: nobody can read it any more. It is erased on {erased}."),
    Kept.NOTHING: N_("Personal data in this request is erased."),
}
# fmt: on


def pdf(made: CaseFileView) -> bytes:
    """Return *made* as a PDF."""
    return _Sheets(made).written()


class _Sheets:
    """The paper, and the file that is being written on it."""

    def __init__(self, made: CaseFileView) -> None:
        self.made = made
        self.locale = i18n.locale(made.language)
        self.say = i18n.catalogue(made.language).gettext
        title = self.say(N_("Case file {number}")).format(number=made.number)
        self.paper = Paper(title=title, language=made.language)

    def written(self) -> bytes:
        """Return the PDF."""
        self.paper.write(self.paper.title, TITLE)
        self._write_facts()
        self._write_reasons()
        self._write_questions()
        self._write_files()
        self._write_dates()
        self._write_receipts()
        self._write_events()
        self._write_chain()
        count = len(self.paper.pages)
        page = self.say(N_("{number} · Page {page} of {pages}"))
        return self.paper.finish(
            [
                page.format(number=self.made.number, page=each + 1, pages=count)
                for each in range(count)
            ]
        )

    def _write_facts(self) -> None:
        request = self.made.request
        made = self.say(N_("Made on {moment} for: {authority}"))
        self.paper.write(
            made.format(
                moment=self._moment(self.made.made_at),
                authority=_name(self.made.made_for.authority),
            )
        )
        self.paper.write(self.say(N_("All times are in UTC.")), SMALL)
        for label, value in (
            (N_("Status"), request.state_label),
            (N_("Legal area"), request.area_title),
            (N_("Requesting authority"), self._authority(request.asking_authority)),
            (N_("Responding authority"), self._authority(request.asked_authority)),
            (N_("Sent"), self._moment(request.sent_at)),
            (N_("Proposed deadline"), self._day(request.proposed_on)),
            (N_("Agreed deadline"), self._day(request.agreed_on)),
        ):
            self._fact(label, value)
        if request.kept is not Kept.ALL:
            erased = self._day(request.erased_on)
            self.paper.write(self.say(KEPT[request.kept]).format(erased=erased))

    def _write_reasons(self) -> None:
        request = self.made.request
        for label, text in (
            (N_("Reason for the request"), request.reason),
            (N_("Reason for the urgency"), request.urgent_reason),
            (N_("Reason for the withdrawal"), request.withdrawal_reason),
        ):
            if text:
                self.paper.write(self.say(label), HEADING)
                self._quote(text, request.language)
        if request.person:
            self._write_person(request.person)
        elif request.sealed and request.kept is Kept.ALL:
            self.paper.write(
                self.say(N_("Personal data of this request are not shown to you."))
            )

    def _write_person(self, person: PersonView) -> None:
        firm = person.kind is Concerned.FIRM
        self.paper.write(self.say(N_("Person or firm concerned")), HEADING)
        self._fact(N_("Legal person") if firm else N_("Natural person"), person.name)
        self._fact(N_("Date of birth"), self._day(person.born_on))
        self._quote(person.details, self.made.request.language)

    def _write_questions(self) -> None:
        if self.made.request.questions:
            self.paper.write(self.say(N_("Questions")), HEADING)
        for place, question in enumerate(self.made.request.questions, 1):
            self.paper.write(f"{place}. {question.text}", SUBHEADING)
            self._quote(question.comment, self.made.request.language)
            self._write_answer(question)

    def _write_files(self) -> None:
        for side, heading in (
            (Side.ASKING, N_("Attachments of the request")),
            (Side.ASKED, N_("Attachments of the reply")),
        ):
            files = [each for each in self.made.request.attachments if each.side is side]
            if files:
                self.paper.write(self.say(heading), HEADING)
            self._write_names(files)

    def _write_names(self, files: Iterable[FileAttachment | SentFile]) -> None:
        for each in files:
            self.paper.write(each.name)
            self.paper.write(f"SHA-256: {each.sha256}", SMALL)

    def _write_answer(self, question: FileQuestion) -> None:
        answer = question.answer
        if answer is None:
            self.paper.write(self.say(N_("No answer yet")))
            return
        free = question.answer_type is AnswerType.TEXT
        text = answer.text
        if question.answer_type is AnswerType.DATE and text == answer.value:
            text = self._day(date.fromisoformat(text)) or text
        if text and free:
            self._quote(text, answer.language)
        elif text:
            self.paper.write(text)
        self._quote(answer.comment, answer.language)

    def _write_dates(self) -> None:
        if self.made.dates:
            self.paper.write(self.say(N_("How the deadline came about")), HEADING)
        for each in self.made.dates:
            self.paper.write(f"{self._moment(each.at)}: {each.text}", SUBHEADING)
            self._fact(N_("Proposed deadline"), self._day(each.proposed_on))
            self._fact(N_("Agreed deadline"), self._day(each.agreed_on))

    def _write_receipts(self) -> None:
        names = dict(self._names())
        if self.made.receipts:
            self.paper.write(self.say(N_("Receipts")), HEADING)
        for each in self.made.receipts:
            to = self.say(N_("Sent to: {authority}"))
            self.paper.write(to.format(authority=names.get(each.to, each.to)), SUBHEADING)
            for label, at in _receipt(each):
                self._fact(label, self._moment(at) or self.say(N_("Not known")))

    def _write_events(self) -> None:
        self.paper.write(self.say(N_("What has happened")), HEADING)
        for event in self.made.events:
            if isinstance(event.content, dict):
                self._write_event(event, event.content)
            else:
                hidden = self.say(N_("An event that is not shown to you"))
                self.paper.write(f"{event.sequence}. {hidden}", SUBHEADING)
            self.paper.write(event.hash, SMALL)

    def _write_event(self, event: FileEvent, content: Mapping[str, str]) -> None:
        at = self._moment(datetime.fromisoformat(content["at"]))
        self.paper.write(f"{event.sequence}. {at}: {event.text}", SUBHEADING)
        by = _name(event.by) if event.by else ""
        self.paper.write(f"{by} ({event.official})" if event.official else by)
        if event.to:
            to = self.say(N_("Sent to: {authority}")).format(authority=_name(event.to))
            competent = self.say(N_("Competent authority: {authority}"))
            named = competent.format(authority=_name(event.to))
            self.paper.write(named if content["action"] == "return" else to)
        if event.officials:
            self.paper.write(", ".join(event.officials))
        if event.note:
            self._quote(event.note.text, event.note.language)
            self._write_names(event.note.attachments or ())
        # Who of the other side acted is nobody's business, and not worth a line each time.
        others = {name: why for name, why in (event.missing or {}).items() if name != OWN}
        for why in dict.fromkeys(others.values()):
            self.paper.write(self.say(MISSING[why]), SMALL)

    def _write_chain(self) -> None:
        self.paper.write(self.say(N_("How to check this file")), HEADING)
        said = N_(
            "The numbers below each event form a chain: whoever changes an event breaks all that "
            "follow. The same case file as JSON can be checked without a network by the script at "
            "{address}. Compare the last number with that in the file of the other authority."
        )
        self.paper.write(self.say(said).format(address=f"{settings.site_url}{SCRIPT}"))
        if self.paper.lacks_letters:
            lost = N_("Some letters cannot be printed here. The case file as JSON has them.")
            self.paper.write(self.say(lost))
        if self.made.chain.head:
            self.paper.write(self.made.chain.head.hash, SMALL)

    def _fact(self, label: str, value: str | None) -> None:
        if value:
            self.paper.write(f"{self.say(label)}: {value}")

    def _quote(self, text: str, language: str) -> None:
        if not text:
            return
        self.paper.write(text, QUOTE, language=language)
        if language != self.made.language:
            known = Locale.parse(self.locale).languages.get(language, language)
            said = self.say(N_("Original language: {language}")).format(language=known)
            self.paper.write(said, SMALL)

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield the authorities that the events name."""
        for event in self.made.events:
            for each in (event.by, event.to):
                if each:
                    yield each.id, _name(each)
        asked = self.made.request.asked_authority
        if asked:
            yield asked.id, _name(asked)

    def _authority(self, authority: AuthoritySummary | None) -> str | None:
        if authority is None:
            return None
        country = i18n.country_name(authority.country, self.made.language)
        own = "" if _name(authority) == authority.name else f" ({authority.name})"
        return f"{_name(authority)}{own}, {country}"

    def _day(self, day: date | None) -> str | None:
        return format_date(day, "long", self.locale) if day else None

    def _moment(self, at: datetime | None) -> str | None:
        if at is None:
            return None
        return format_datetime(at.astimezone(UTC), "medium", locale=self.locale)


def _receipt(sending: SendingView) -> Iterator[tuple[str, datetime | None]]:
    yield N_("Sent"), sending.sent_at
    yield N_("E-mail handed over"), sending.delivered_at
    yield N_("Opened"), sending.opened_at
    yield N_("Accepted"), sending.accepted_at


def _name(authority: AuthoritySummary) -> str:
    return authority.title or authority.name
