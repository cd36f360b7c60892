"""The items of a request's collection, each beside its mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date
from typing import Any, Final

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.domain import reminders
from chalicelib.domain.attachments import Attachment
from chalicelib.domain.requests import (
    Answer,
    AskedQuestion,
    Case,
    Concerned,
    Kept,
    Person,
    Request,
    Sealed,
    Side,
    State,
)
from chalicelib.storage import parties, turns

NEXT_ON: Final[Mapping[Kept, Callable[[Request], date | None]]] = {
    Kept.ALL: lambda request: request.blocked_on,
    Kept.BLOCKED: lambda request: request.erased_on,
    Kept.NOTHING: lambda _: None,
}
"""The day on which the next part of its personal data goes."""
NO_DAY: Final = "9999-12-31"
"""Sorts what has no due day after everything that has one."""


class ByAsking(GlobalSecondaryIndex["RequestItem"]):
    """What an authority has written, drafts among it."""

    class Meta:
        index_name = "by_asking"
        projection = AllProjection()

    asking = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByAsked(GlobalSecondaryIndex["RequestItem"]):
    """What an authority has received; sparse: a draft is not in it."""

    class Meta:
        index_name = "by_asked"
        projection = AllProjection()

    asked_box = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByBall(GlobalSecondaryIndex["RequestItem"]):
    """Whose turn it is, by due day; sparse: what is over is not in it."""

    class Meta:
        index_name = "by_ball"
        projection = AllProjection()

    ball_with = UnicodeAttribute(hash_key=True)
    due_key = UnicodeAttribute(range_key=True)


class ByCountry(GlobalSecondaryIndex["RequestItem"]):
    """In which country it is somebody's turn, by due day; sparse: nothing unsent, and nothing that is over."""

    class Meta:
        index_name = "by_country"
        projection = AllProjection()

    turn_country = UnicodeAttribute(hash_key=True)
    due_key = UnicodeAttribute(range_key=True)


class ByOffer(GlobalSecondaryIndex["RequestItem"]):
    """Who is to decide on another day, by due day; sparse: only what has an open offer."""

    class Meta:
        index_name = "by_offer"
        projection = AllProjection()

    offer_with = UnicodeAttribute(hash_key=True)
    due_key = UnicodeAttribute(range_key=True)


class ByRetention(GlobalSecondaryIndex["RequestItem"]):
    """What is to be blocked or erased, by the day of it; sparse: only what is over."""

    class Meta:
        index_name = "by_retention"
        projection = IncludeProjection(["kind"])

    retention = UnicodeAttribute(hash_key=True)
    retention_key = UnicodeAttribute(range_key=True)


class ByReminder(GlobalSecondaryIndex["RequestItem"]):
    """Of what the clock reminds, by the day on which it does so next; sparse."""

    class Meta:
        index_name = "by_reminder"
        projection = IncludeProjection(["kind"])

    reminder = UnicodeAttribute(hash_key=True)
    reminder_key = UnicodeAttribute(range_key=True)


class RequestTable(Model):
    """All items of all requests."""

    class Meta:
        table_name = settings.requests_table
        region = settings.region

    number = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()


class RequestItem(RequestTable, discriminator="request"):
    """What both sides may read; holds nothing sealed and no answer."""

    DUE: Final = "due"
    REMINDER: Final = "reminder"
    KEY: Final = "story"
    """Sorts right before the events, so that both are read at once, and nothing else."""

    state = UnicodeAttribute()
    area = UnicodeAttribute()
    question_set_version = NumberAttribute()
    asking = UnicodeAttribute()
    asked = UnicodeAttribute(null=True)
    parties = JSONAttribute()
    language = UnicodeAttribute()
    reason = UnicodeAttribute()
    urgent = BooleanAttribute()
    urgent_reason = UnicodeAttribute()
    proposed_on = UnicodeAttribute(null=True)
    agreed_on = UnicodeAttribute(null=True)
    questions = JSONAttribute()
    ask_before_forwarding = BooleanAttribute()
    turns = JSONAttribute()
    """What has happened to it on the way, and what is open between the sides."""
    withdrawal_reason = UnicodeAttribute()
    timeliness = NumberAttribute(null=True)
    effort = NumberAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    sent_at = UTCDateTimeAttribute(null=True)
    replied_at = UTCDateTimeAttribute(null=True)
    closed_at = UTCDateTimeAttribute(null=True)
    blocked_on = UnicodeAttribute(null=True)
    erased_on = UnicodeAttribute(null=True)
    kept = UnicodeAttribute()
    version = NumberAttribute()
    salt = UnicodeAttribute(null=True)
    chain = UnicodeAttribute(null=True)

    nagged_on = UnicodeAttribute(null=True)
    retention = UnicodeAttribute(null=True)
    retention_key = UnicodeAttribute(null=True)
    reminder = UnicodeAttribute(null=True)
    reminder_key = UnicodeAttribute(null=True)
    asked_box = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute()
    ball_with = UnicodeAttribute(null=True)
    offer_with = UnicodeAttribute(null=True)
    turn_country = UnicodeAttribute(null=True)
    due_key = UnicodeAttribute(null=True)

    by_asking = ByAsking()
    by_asked = ByAsked()
    by_ball = ByBall()
    by_country = ByCountry()
    by_offer = ByOffer()
    by_retention = ByRetention()
    by_reminder = ByReminder()

    @classmethod
    def from_domain(cls, request: Request) -> RequestItem:
        asked, ball, decides = request.asked, request.ball_with, request.offer_waits_for
        next_on = _iso(NEXT_ON[request.kept](request))
        told_next_on = _iso(reminders.next_on(request))
        named = {side.value: request.party(side) for side in Side}
        return cls(
            number=request.number,
            item=cls.KEY,
            state=request.state.value,
            area=request.area,
            question_set_version=request.question_set_version,
            asking=request.asking.id,
            asked=asked.id if asked else None,
            parties={side: parties.to_item(party) for side, party in named.items() if party},
            language=request.language,
            reason=request.reason,
            urgent=request.urgent,
            urgent_reason=request.urgent_reason,
            proposed_on=_iso(request.proposed_on),
            agreed_on=_iso(request.agreed_on),
            questions=[{"code": q.code, "slots": dict(q.slots)} for q in request.questions],
            ask_before_forwarding=request.ask_before_forwarding,
            turns=turns.to_item(request),
            withdrawal_reason=request.withdrawal_reason,
            timeliness=request.timeliness,
            effort=request.effort,
            created_at=request.created_at,
            updated_at=request.updated_at,
            sent_at=request.sent_at,
            replied_at=request.replied_at,
            closed_at=request.closed_at,
            blocked_on=_iso(request.blocked_on),
            erased_on=_iso(request.erased_on),
            kept=request.kept.value,
            version=request.version,
            salt=request.salt or None,
            chain=request.chain or None,
            retention=cls.DUE if next_on else None,
            retention_key=f"{next_on}#{request.number}" if next_on else None,
            nagged_on=_iso(request.nagged_on),
            reminder=cls.REMINDER if told_next_on else None,
            reminder_key=f"{told_next_on}#{request.number}" if told_next_on else None,
            asked_box=asked.id if asked and request.sent_at else None,
            listed_at=(request.sent_at or request.created_at).astimezone(UTC).isoformat(),
            ball_with=ball.id if ball else None,
            turn_country=ball.country if ball and request.sent_at else None,
            offer_with=decides.id if decides else None,
            due_key=cls.due_key_of(request) if ball else None,
        )

    @staticmethod
    def due_key_of(request: Request) -> str:
        return f"{_iso(request.due_on) or NO_DAY}#{request.number}"

    def to_domain(self) -> Request:
        named = {side: parties.from_item(item) for side, item in self.parties.items()}
        return Request(
            number=self.number,
            state=State(self.state),
            area=self.area,
            question_set_version=int(self.question_set_version),
            asking=named[Side.ASKING],
            asked=named.get(Side.ASKED),
            asking_coordinator=named.get(Side.ASKING_COORDINATOR),
            asked_coordinator=named.get(Side.ASKED_COORDINATOR),
            language=self.language,
            reason=self.reason,
            urgent=self.urgent,
            urgent_reason=self.urgent_reason,
            proposed_on=_date(self.proposed_on),
            agreed_on=_date(self.agreed_on),
            questions=tuple(AskedQuestion(**question) for question in self.questions),
            ask_before_forwarding=self.ask_before_forwarding,
            **turns.from_item(self.turns),
            withdrawal_reason=self.withdrawal_reason,
            timeliness=_int(self.timeliness),
            effort=_int(self.effort),
            created_at=self.created_at,
            updated_at=self.updated_at,
            sent_at=self.sent_at,
            replied_at=self.replied_at,
            closed_at=self.closed_at,
            blocked_on=_date(self.blocked_on),
            erased_on=_date(self.erased_on),
            kept=Kept(self.kept),
            nagged_on=_date(self.nagged_on),
            version=int(self.version),
            salt=self.salt or "",
            chain=self.chain or "",
        )


class SealedItem(RequestTable, discriminator="sealed"):
    """The sealed part, under the key of an authority that may read it."""

    person = JSONAttribute(null=True)
    slots = JSONAttribute()
    comments = JSONAttribute()
    attachments = JSONAttribute(null=True)
    salt = UnicodeAttribute(null=True)

    @staticmethod
    def key(authority: str) -> str:
        return f"sealed#{authority}"

    @classmethod
    def from_domain(cls, number: str, sealed: Sealed, *, reader: str) -> SealedItem:
        return cls(
            number=number,
            item=cls.key(reader),
            person=_person_item(sealed.person) if sealed.person else None,
            slots={code: dict(values) for code, values in sealed.slots.items()},
            comments=dict(sealed.comments),
            attachments=file_values(sealed.attachments),
            salt=sealed.salt or None,
        )

    def to_domain(self) -> Sealed:
        return Sealed(
            person=_person(self.person) if self.person else None,
            slots=self.slots,
            comments=self.comments,
            attachments=files_of(self.attachments),
            salt=self.salt or "",
        )


class AnswersItem(RequestTable, discriminator="answers"):
    """The answers, under the key of an authority that may read them."""

    answers = JSONAttribute()
    files = JSONAttribute(null=True)
    salt = UnicodeAttribute(null=True)

    @staticmethod
    def key(authority: str) -> str:
        return f"answers#{authority}"

    @classmethod
    def from_domain(cls, case: Case, *, reader: str) -> AnswersItem:
        written = {
            code: {"value": a.value, "comment": a.comment, "language": a.language}
            for code, a in case.answers.items()
        }
        return cls(
            number=case.request.number,
            item=cls.key(reader),
            answers=written,
            files=file_values(case.files),
            salt=case.answers_salt or None,
        )

    def to_domain(self) -> tuple[Mapping[str, Answer], tuple[Attachment, ...]]:
        answers = {code: Answer(**answer) for code, answer in self.answers.items()}
        return answers, files_of(self.files)


class DoneItem(RequestTable, discriminator="done"):
    """That a call with an idempotency key was carried out; keeps no body."""

    fingerprint = UnicodeAttribute()
    result = UnicodeAttribute()
    expires = NumberAttribute()


def file_values(files: Sequence[Attachment]) -> list[dict[str, Any]] | None:
    """Return *files* as they are stored with what they belong to; None for none."""
    return [asdict(each) for each in files] or None


def files_of(items: Sequence[Mapping[str, Any]] | None) -> tuple[Attachment, ...]:
    """Return what :func:`file_values` made *items* of."""
    return tuple(Attachment(**each) for each in items or ())


def _person_item(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "kind": person.kind.value,
        "born_on": _iso(person.born_on),
        "details": person.details,
    }


def _person(item: Mapping[str, Any]) -> Person:
    return Person(
        name=item["name"],
        kind=Concerned(item["kind"]),
        born_on=_date(item["born_on"]),
        details=item["details"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _int(number: float | None) -> int | None:
    return None if number is None else int(number)
