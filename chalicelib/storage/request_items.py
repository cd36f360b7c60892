"""The items of a request's collection, each beside its mapping."""

from __future__ import annotations

from collections.abc import Mapping
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
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.config import settings
from chalicelib.domain.requests import (
    Answer,
    AskedQuestion,
    Concerned,
    Person,
    Request,
    Sealed,
    State,
)
from chalicelib.storage import parties

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
    withdrawal_reason = UnicodeAttribute()
    timeliness = NumberAttribute(null=True)
    effort = NumberAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    sent_at = UTCDateTimeAttribute(null=True)
    closed_at = UTCDateTimeAttribute(null=True)
    version = NumberAttribute()

    asked_box = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute()
    ball_with = UnicodeAttribute(null=True)
    due_key = UnicodeAttribute(null=True)

    by_asking = ByAsking()
    by_asked = ByAsked()
    by_ball = ByBall()

    @classmethod
    def from_domain(cls, request: Request) -> RequestItem:
        asked, ball = request.asked, request.ball_with
        sent = request.state is not State.DRAFT
        both = {"asking": request.asking, "asked": asked}
        return cls(
            number=request.number,
            item=cls.KEY,
            state=request.state.value,
            area=request.area,
            question_set_version=request.question_set_version,
            asking=request.asking.id,
            asked=asked.id if asked else None,
            parties={side: parties.to_item(party) for side, party in both.items() if party},
            language=request.language,
            reason=request.reason,
            urgent=request.urgent,
            urgent_reason=request.urgent_reason,
            proposed_on=_iso(request.proposed_on),
            agreed_on=_iso(request.agreed_on),
            questions=[{"code": q.code, "slots": dict(q.slots)} for q in request.questions],
            withdrawal_reason=request.withdrawal_reason,
            timeliness=request.timeliness,
            effort=request.effort,
            created_at=request.created_at,
            updated_at=request.updated_at,
            sent_at=request.sent_at,
            closed_at=request.closed_at,
            version=request.version,
            asked_box=asked.id if asked and sent else None,
            listed_at=(request.sent_at or request.created_at).astimezone(UTC).isoformat(),
            ball_with=ball.id if ball else None,
            due_key=f"{_iso(request.due_on) or NO_DAY}#{request.number}" if ball else None,
        )

    def to_domain(self) -> Request:
        asked = self.parties.get("asked")
        return Request(
            number=self.number,
            state=State(self.state),
            area=self.area,
            question_set_version=int(self.question_set_version),
            asking=parties.from_item(self.parties["asking"]),
            asked=parties.from_item(asked) if asked else None,
            language=self.language,
            reason=self.reason,
            urgent=self.urgent,
            urgent_reason=self.urgent_reason,
            proposed_on=_date(self.proposed_on),
            agreed_on=_date(self.agreed_on),
            questions=tuple(AskedQuestion(**question) for question in self.questions),
            withdrawal_reason=self.withdrawal_reason,
            timeliness=_int(self.timeliness),
            effort=_int(self.effort),
            created_at=self.created_at,
            updated_at=self.updated_at,
            sent_at=self.sent_at,
            closed_at=self.closed_at,
            version=int(self.version),
        )


class SealedItem(RequestTable, discriminator="sealed"):
    """The sealed part, under the key of an authority that may read it."""

    person = JSONAttribute(null=True)
    slots = JSONAttribute()
    comments = JSONAttribute()

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
        )

    def to_domain(self) -> Sealed:
        return Sealed(
            person=_person(self.person) if self.person else None,
            slots=self.slots,
            comments=self.comments,
        )


class AnswersItem(RequestTable, discriminator="answers"):
    """The answers, under the key of an authority that may read them."""

    answers = JSONAttribute()

    @staticmethod
    def key(authority: str) -> str:
        return f"answers#{authority}"

    @classmethod
    def from_domain(
        cls, number: str, answers: Mapping[str, Answer], *, reader: str
    ) -> AnswersItem:
        written = {
            code: {"value": a.value, "comment": a.comment, "language": a.language}
            for code, a in answers.items()
        }
        return cls(number=number, item=cls.key(reader), answers=written)

    def to_domain(self) -> Mapping[str, Answer]:
        return {code: Answer(**answer) for code, answer in self.answers.items()}


class DoneItem(RequestTable, discriminator="done"):
    """That a call with an idempotency key was carried out; keeps no body."""

    fingerprint = UnicodeAttribute()
    result = UnicodeAttribute()
    expires = NumberAttribute()


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
