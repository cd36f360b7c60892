"""A request as one reader sees it: sealed or not, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct, structs

from chalicelib.config import settings
from chalicelib.domain import attaching, deadlines, numbers, writings
from chalicelib.domain.areas import AnswerType, AreaTexts, Question, QuestionSet, QuestionTexts
from chalicelib.domain.attachments import Condition
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.drafts import whole
from chalicelib.domain.errors import Fault
from chalicelib.domain.officials import Acting
from chalicelib.domain.requests import (
    OVER,
    Action,
    Answer,
    AskedQuestion,
    Case,
    Concerned,
    Kept,
    Person,
    Request,
    Returned,
    Sealed,
    Side,
    SplitPart,
    State,
)
from chalicelib.domain.steps import open_actions
from chalicelib.i18n import catalogue
from chalicelib.storage import calendars
from chalicelib.web import area_views, attachment_views, labels, problems
from chalicelib.web.area_views import Coded
from chalicelib.web.attachment_views import AttachmentView
from chalicelib.web.views import AuthoritySummary, Told, etag, summary

# fmt: off
FIELDS: Mapping[Action, tuple[tuple[str, str, bool], ...]] = {
    Action.WITHDRAW: (("reason", "text", True),),
    Action.ACCEPT:   (("agreed_on", "date", True),),
    Action.RETURN:   (("reason", "text", True), ("suggested", "authority", False)),
    Action.FORWARD:  (("to", "authority", True), ("reason", "text", True)),
    Action.SPLIT:    (("to", "authority", True), ("questions", "questions", True), ("reason", "text", True)),
    Action.ALLOCATE: (("officials", "officials", False),),
    Action.ANSWER:   (("answers", "answers", True),),
    Action.PROPOSE_DATE: (("on", "date", True), ("reason", "text", True)),
    Action.CLARIFY:  (("questions", "questions", True), ("reason", "text", True)),
    Action.REFUSE:   (("reason", "text", True),),
    Action.REFER:    (("reason", "text", True),),
    Action.UPHOLD:   (("comment", "text", False),),
    Action.SEND_BACK: (("comment", "text", False),),
    Action.APPROVE:  (("comment", "text", False),),
    Action.REJECT:   (("comment", "text", True),),
    Action.MESSAGE:  (("text", "text", True), ("attachments", "files", False)),
    Action.ERASE_EARLY: (("reason", "text", True), ("consent", "consent", True)),
    Action.CLOSE:    (("timeliness", "rating", False), ("effort", "rating", False)),
}
# fmt: on
"""What each action asks for: name, type, and whether it must be given."""


class AnswerView(Struct):
    """The answer to a question."""

    value: str
    text: str
    """The value in words, in the reader's language; free text in its own."""
    comment: str
    language: str
    """Language code of free text in the answer."""


class QuestionView(Struct):
    """A question of a request, with its answer as far as the reader may see it."""

    code: str
    theme: str
    text: str
    hint: str
    personal: bool
    answer_type: AnswerType
    options: list[Coded]
    """What it may be answered with; a document with the files of the reply, by their ids."""
    slots: dict[str, str]
    comment: str
    answer: AnswerView | None


class PersonView(Struct):
    """The person or firm concerned."""

    name: str
    kind: Concerned
    born_on: date | None
    details: str


class FieldView(Struct):
    """Something that an action asks for."""

    name: str
    type: str
    label: str
    required: bool
    value: date | None = None


class ActionView(Struct):
    """Something that the reader may do now."""

    action: Action
    label: str
    fields: list[FieldView]


class OfferView(Struct):
    """A day that one side waits for the other to agree to."""

    on: date
    by: Side


class ReturnedView(Struct):
    """Why a draft that was sent before came back."""

    by: AuthoritySummary
    reason: str
    language: str
    """Language code of *reason*."""
    suggested: AuthoritySummary | None
    at: datetime | None
    """Null where it came back before this was noted."""


class ShareView(Struct):
    """How much of the request needs no translator; messages are not counted."""

    ready: int
    """Questions, answers and texts that are there in *language*."""
    of: int
    """All of them."""
    language: str
    """Mine; for a draft that of the authority that is asked."""


class SplitPartView(Struct):
    """Questions that were split off for another authority."""

    number: str
    asked: AuthoritySummary
    questions: list[Coded]
    """The questions, without what was filled in."""
    state: State | None
    """None for all but the side that asked."""
    state_label: str | None
    over: bool | None
    """Whether nobody has anything more to do with it."""


class RequestRow(Struct):
    """A request in a list."""

    number: str
    state: State
    state_label: str
    area: str
    area_title: str
    asking: str
    asked: str | None
    counterpart: AuthoritySummary | None
    proposed_on: date | None
    agreed_on: date | None
    due_on: date | None
    urgent: bool
    ball_with: str | None
    sent_at: datetime | None
    updated_at: datetime
    waits_for: AuthoritySummary | None = None
    """Whose turn it is; told to coordinators who watch those in their care."""


OF_LISTS: Final = frozenset({"counterpart", "waits_for"})
"""What a row has and the whole request has not."""


class Requests(Struct):
    """A part of a box."""

    items: list[RequestRow]
    next: str | None


class Activity(Struct):
    """How many requests the authority has received and sent this year."""

    received: int
    sent: int
    received_open: int
    """Those of *received* on which something is still to be done, by whichever side."""
    sent_open: int
    more: bool
    """Whether there may be more than was counted."""


class RequestView(Struct):
    """A request in full, as far as the reader may see it."""

    number: str
    state: State
    state_label: str
    side: Side
    area: str
    area_title: str
    question_set_version: int
    asking: str
    asked: str | None
    asking_authority: AuthoritySummary
    asked_authority: AuthoritySummary | None
    language: str
    reason: str
    urgent: bool
    urgent_reason: str
    proposed_on: date | None
    agreed_on: date | None
    due_on: date | None
    ball_with: str | None
    sent_at: datetime | None
    updated_at: datetime
    closed_at: datetime | None
    withdrawal_reason: str
    sealed: bool
    questions: list[QuestionView]
    ask_before_forwarding: bool
    """Whether the asked side may only return it with a suggestion, and not forward it itself."""
    offer: OfferView | None
    clarify: list[str]
    """Codes of the questions whose answers do not suffice, while that is open."""
    returned: ReturnedView | None
    parts: list[SplitPartView]
    """What was split off; the request can be closed when all of them are over."""
    part_of: str | None
    """Number of the request that this is a part of; told to the side that asked alone."""
    allocated: list[str]
    """Ids of the colleagues whom my authority has allocated it to."""
    blocked_on: date | None
    """Day on which the personal data of a request that is over is blocked, UTC."""
    erased_on: date | None
    """Day on which that data is erased, UTC."""
    erasure_by: Side | None
    """Who has first asked for the erasure before its day."""
    kept: Kept
    nagged_on: date | None
    """Day on which the authorities were last told that nothing happens, UTC."""
    was_out: bool
    """Whether a draft has left my authority before; it can be withdrawn, not deleted."""
    person: PersonView | None
    attachments: list[AttachmentView]
    may_attach: bool
    """Whether the reader may attach files now."""
    share: ShareView
    translates: bool
    """Whether this stage translates by machine what people wrote."""
    actions: list[ActionView]
    warnings: list[Told]
    today: date
    """The date now at the asked authority; at one's own while none is chosen."""
    etag: str


def row(request: Request, by: Acting, title: str, language: str) -> RequestRow:
    """Return *request* as a list shows it to *by*; *title* is that of its area."""
    side = request.side_of(by.authority)
    other = request.other_side(side) if side else None
    ball = request.ball_with
    return RequestRow(
        **_dates(request),
        number=request.number,
        state=request.state,
        state_label=catalogue(language).gettext(labels.STATES[request.state]),
        area=request.area,
        area_title=title,
        asking=request.asking.id,
        asked=request.asked.id if request.asked else None,
        counterpart=summary(other, language) if other else None,
        urgent=request.urgent,
        ball_with=ball.id if ball else None,
        updated_at=request.updated_at,
    )


def watched(request: Request, by: Acting, title: str, language: str) -> RequestRow:
    """Return *request* as a coordinator sees it who is no side of it, as :func:`row` does."""
    turn, other = request.ball_with, request.ball_awaited_by
    return structs.replace(
        row(request, by, title, language),
        waits_for=summary(turn, language) if turn else None,
        counterpart=summary(other, language) if other else None,
    )


def request(
    case: Case,
    by: Acting,
    words: tuple[QuestionSet, AreaTexts],
    language: str,
    *,
    at: datetime,
    parts: Sequence[Request] = (),
    conditions: Mapping[str, Condition] = MappingProxyType({}),
) -> RequestView:
    """
    Return *case* as *by* sees it *at* a moment; *words* are its questions in *language*.

    Args:
        parts: What was split off from it, as it stands; empty for all but the asking side.
        conditions: How far each attached file is, by id.
    """
    request, (question_set, texts) = case.request, words
    offer = request.offer
    side = request.side_of(by.authority)
    seen = structs.asdict(row(request, by, texts.title, language))
    return RequestView(
        **{name: value for name, value in seen.items() if name not in OF_LISTS},
        side=side or Side.FORMER,
        question_set_version=request.question_set_version,
        asking_authority=summary(request.asking, language),
        asked_authority=summary(request.asked, language) if request.asked else None,
        language=request.language,
        reason=request.reason,
        urgent_reason=request.urgent_reason,
        closed_at=request.closed_at,
        withdrawal_reason=request.withdrawal_reason,
        sealed=case.sealed is None,
        questions=[
            _question(
                asked,
                question_set.question(asked.code),
                texts.questions[asked.code],
                case,
                language,
            )
            for asked in whole(request, case.sealed or Sealed())
        ],
        person=_person(case.sealed.person) if case.sealed and case.sealed.person else None,
        ask_before_forwarding=request.ask_before_forwarding,
        offer=OfferView(on=offer.on, by=offer.by) if offer else None,
        clarify=list(request.clarify),
        returned=_returned(request.returned, language) if request.returned else None,
        parts=[_part(each, parts, texts, language) for each in request.parts],
        part_of=numbers.whole(request.number) if side is Side.ASKING else None,
        allocated=list(request.allocated.get(side, ())) if side else [],
        blocked_on=request.blocked_on,
        erased_on=request.erased_on,
        erasure_by=request.erasure_by,
        kept=request.kept,
        nagged_on=request.nagged_on,
        was_out=request.was_out,
        attachments=list(attachment_views.views(case, conditions)),
        may_attach=attaching.may_attach(request, by),
        share=_share(case, question_set, language),
        translates=settings.translates,
        actions=[
            each
            for each in _actions(request, by, language, today=at.date())
            if each.action is not Action.CLOSE or all(part.state in OVER for part in parts)
        ],
        warnings=[Told(**each) for each in problems.told(_warnings(request), language)],
        today=local_day(at, (request.asked or request.asking).time_zone),
        etag=etag(request.version),
    )


def _warnings(request: Request) -> Iterator[Fault]:
    """Yield what is worth saying about the day that counts, by the calendars of both sides."""
    asked = request.asked or request.asking
    theirs, ours = (calendars.of(each.country) for each in (asked, request.asking))
    return deadlines.warnings(request, asked=theirs, asking=ours)


def _dates(request: Request) -> dict[str, Any]:
    return {
        "proposed_on": request.proposed_on,
        "agreed_on": request.agreed_on,
        "due_on": request.due_on,
        "sent_at": request.sent_at,
    }


def _question(
    asked: AskedQuestion,
    question: Question,
    words: QuestionTexts,
    case: Case,
    language: str,
) -> QuestionView:
    options = area_views.options(question, words, language)
    answer = case.answers.get(asked.code)
    if question.answer_type is AnswerType.DOCUMENT:
        # What it may be answered with is what is attached to the reply.
        options = [*(Coded(code=each.id, text=each.name) for each in case.files), *options]
    return QuestionView(
        code=asked.code,
        theme=question.theme,
        text=words.filled(asked.slots),
        hint=words.hint,
        personal=question.personal,
        answer_type=question.answer_type,
        options=options,
        slots=dict(asked.slots),
        comment=asked.comment,
        answer=_answer(answer, question, options, language) if answer else None,
    )


def _answer(
    answer: Answer, question: Question, options: Iterable[Coded], language: str
) -> AnswerView:
    words = {option.code: option.text for option in options}
    if question.answer_type is AnswerType.DOCUMENT:
        hidden = catalogue(language).gettext(labels.HIDDEN_FILE)
        text = ", ".join(words.get(each, hidden) for each in answer.value.split())
    else:
        text = words.get(answer.value, answer.value)
    return AnswerView(
        value=answer.value,
        text=text,
        comment=answer.comment,
        language=answer.language,
    )


def _person(person: Person) -> PersonView:
    return PersonView(
        name=person.name,
        kind=person.kind,
        born_on=person.born_on,
        details=person.details,
    )


def _part(
    split: SplitPart, parts: Sequence[Request], texts: AreaTexts, language: str
) -> SplitPartView:
    now = next((each for each in parts if each.number == split.number), None)
    asked = now.asked if now and now.asked else split.asked
    return SplitPartView(
        number=split.number,
        asked=summary(asked, language),
        questions=[
            Coded(code=code, text=texts.questions[code].filled({})) for code in split.questions
        ],
        state=now.state if now else None,
        state_label=catalogue(language).gettext(labels.STATES[now.state]) if now else None,
        over=now.state in OVER if now else None,
    )


def _share(case: Case, question_set: QuestionSet, language: str) -> ShareView:
    asked = case.request.asked
    reader = asked.language if asked and case.request.state is State.DRAFT else language
    ready, of = writings.share(case, question_set, reader)
    return ShareView(ready=ready, of=of, language=reader)


def _returned(returned: Returned, language: str) -> ReturnedView:
    suggested = returned.suggested
    return ReturnedView(
        by=summary(returned.by, language),
        reason=returned.reason,
        language=returned.language,
        suggested=summary(suggested, language) if suggested else None,
        at=returned.at,
    )


def _actions(request: Request, by: Acting, language: str, *, today: date) -> list[ActionView]:
    said = catalogue(language).gettext
    return [
        ActionView(
            action=action,
            label=said(labels.ACTIONS[action]),
            fields=[
                FieldView(
                    name=name,
                    type=kind,
                    label=said(labels.FIELDS[name]),
                    required=required,
                    value=request.proposed_on if name == "agreed_on" else None,
                )
                for name, kind, required in FIELDS.get(action, ())
            ],
        )
        for action in open_actions(request, by, today=today)
    ]
