"""Requests: written, sent, accepted, answered, closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from chalicelib import i18n
from chalicelib.domain import moves, texts
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import Fault, Invalid, NotFound, VersionMissing
from chalicelib.domain.moves import Move
from chalicelib.domain.requests import (
    Action,
    Answer,
    Case,
    State,
)
from chalicelib.services import areas, attachments, boxes, requests, watching
from chalicelib.services.boxes import Wanted
from chalicelib.storage.boxes import Days
from chalicelib.web import bodies, case_numbers, draft_bodies, event_views, http, request_views
from chalicelib.web.asked import Asked
from chalicelib.web.request_views import RequestRow

routes = http.routes(__name__)

LONGEST_TEXT: Final = 200


@routes.route(
    "/api/requests",
    "GET",
    answer=request_views.Requests,
    query=(
        "box",
        "state",
        "area",
        "q",
        "country",
        "since",
        "until",
        "authority",
        "limit",
        "cursor",
    ),
)
def list_requests(asked: Asked) -> http.Answer:
    """
    List what my authority has received or sent, or what waits for those in its care.

    With ``box=watched`` it is an overview for coordinators, without anything that is written in
    the requests: whose turn it is, till when; ``authority`` chooses one of those in their care.
    """
    box = BOXES.get(asked.query.get("box", "received"))
    if box is None:
        raise Invalid(Fault("/box", "not_an_option"))
    read, row = box
    page = read(
        by=asked.official, wanted=_wanted(asked), limit=asked.limit, cursor=asked.cursor
    )
    titles = {each.code: each.titles for each in areas.catalogue(at=asked.at)}
    language = asked.language
    rows = [
        row(each, asked.official, titles[each.area].get(language, each.area), language)
        for each in page.items
    ]
    return http.Answer(request_views.Requests(items=rows, next=page.cursor))


@routes.route(
    "/api/requests",
    "POST",
    body=bodies.NewDraft,
    answer=request_views.RequestView,
    status=201,
)
def create_request(asked: Asked) -> http.Answer:
    """Begin a draft."""
    body = asked.body(bodies.NewDraft)
    draft = draft_bodies.draft(body, Draft(language=asked.official.official.language))
    case = requests.create(
        body.area, draft, by=asked.official, call=asked.repeatable, at=asked.at
    )
    answer = _answer(case, asked)
    return answer._replace(status=201, location=f"/api/requests/{case.request.number}")


@routes.route(
    "/api/requests/{number}/copies",
    "POST",
    body=bodies.Nothing,
    answer=request_views.RequestView,
    status=201,
)
def copy_request(asked: Asked, number: str) -> http.Answer:
    """Begin a draft like a request of my authority."""
    asked.body(bodies.Nothing)
    case = requests.copy(
        case_numbers.known(number), by=asked.official, call=asked.repeatable, at=asked.at
    )
    answer = _answer(case, asked)
    return answer._replace(status=201, location=f"/api/requests/{case.request.number}")


@routes.route("/api/activity", "GET", answer=request_views.Activity)
def read_activity(asked: Asked) -> http.Answer:
    """Count what my authority has received and sent this year."""
    counts = boxes.activity(by=asked.official, at=asked.at)
    fields = asdict(counts)
    return http.Answer(request_views.Activity(more=fields.pop("are_more"), **fields))


@routes.route("/api/requests/{number}", "GET", answer=request_views.RequestView)
def read_request(asked: Asked, number: str) -> http.Answer:
    """Read a request, as far as I may see it."""
    return _answer(
        requests.opened(case_numbers.known(number), by=asked.official, at=asked.at), asked
    )


@routes.route(
    "/api/requests/{number}", "PATCH", body=bodies.Draft, answer=request_views.RequestView
)
def change_request(asked: Asked, number: str) -> http.Answer:
    """Change a draft (JSON Merge Patch)."""
    if asked.version is None:
        raise VersionMissing
    case = requests.change(
        case_numbers.known(number),
        lambda draft: draft_bodies.draft(
            bodies.merged(draft_bodies.body(draft), asked.raw), draft
        ),
        version=asked.version,
        by=asked.official,
        at=asked.at,
    )
    return _answer(case, asked)


@routes.route("/api/requests/{number}", "DELETE", answer=None, status=204)
def delete_request(asked: Asked, number: str) -> http.Answer:
    """Delete a draft."""
    if asked.version is None:
        raise VersionMissing
    requests.delete(
        case_numbers.known(number), version=asked.version, by=asked.official, at=asked.at
    )
    return http.Answer(None, status=204)


@routes.route(
    "/api/requests/{number}/{action}",
    "POST",
    body=(
        bodies.Withdrawal,
        bodies.Acceptance,
        bodies.Answers,
        bodies.Returning,
        bodies.Forwarding,
        bodies.Splitting,
        bodies.Allocation,
        bodies.OtherDate,
        bodies.Doubts,
        bodies.Grounds,
        bodies.Comment,
        bodies.Closing,
        bodies.Erasure,
        bodies.Nothing,
    ),
    answer=request_views.RequestView,
)
def act_on_request(asked: Asked, number: str, action: str) -> http.Answer:
    """Take one step in the life of a request."""
    if action not in MOVES:
        raise NotFound
    case = requests.act(
        case_numbers.known(number),
        MOVES[Action(action)](asked),
        version=asked.version,
        by=asked.official,
        call=asked.repeatable,
        at=asked.at,
    )
    return _answer(case, asked)


@routes.route(
    "/api/requests/{number}/messages",
    "POST",
    body=bodies.Message,
    answer=request_views.RequestView,
    status=201,
)
def write_message(asked: Asked, number: str) -> http.Answer:
    """Write a message to the other side, and send files with it."""
    body = asked.body(bodies.Message)
    message = moves.Say(text=texts.clean(body.text), attachments=tuple(body.attachments))
    number = case_numbers.known(number)
    case = requests.say(number, message, by=asked.official, call=asked.repeatable, at=asked.at)
    location = f"/api/requests/{case.request.number}/events"
    return _answer(case, asked)._replace(status=201, location=location)


@routes.route(
    "/api/requests/{number}/events",
    "GET",
    answer=event_views.Events,
    query=("limit", "cursor"),
)
def list_events(asked: Asked, number: str) -> http.Answer:
    """Read the one timeline of a request."""
    by, language = asked.official, asked.language
    found = boxes.timeline(
        case_numbers.known(number), by=by, limit=asked.limit, cursor=asked.cursor
    )
    rows = [event_views.line(each, found, by, language) for each in found.page.items]
    return http.Answer(event_views.Events(items=rows, next=found.page.cursor))


BOXES: Final[Mapping[str, tuple[Callable[..., Any], Callable[..., RequestRow]]]] = (
    MappingProxyType(
        {
            "received": (boxes.received, request_views.row),
            "sent": (boxes.sent, request_views.row),
            "watched": (watching.watched, request_views.watched),
        }
    )
)
"""How each box is read, and how a row of it looks."""


def _withdraw(asked: Asked) -> Move:
    return moves.Withdraw(reason=texts.clean(asked.body(bodies.Withdrawal).reason))


def _accept(asked: Asked) -> Move:
    return moves.Accept(agreed_on=asked.body(bodies.Acceptance).agreed_on)


def _give(asked: Asked) -> Move:
    given = asked.body(bodies.Answers).answers
    answers: dict[str, Answer] = {}
    for index, each in enumerate(given):
        if each.code in answers:
            raise Invalid(Fault(f"/answers/{index}/code", "twice"))
        answers[each.code] = Answer(
            value=texts.clean(each.value),
            comment=texts.clean(each.comment),
            language=_language(each.language, asked, f"/answers/{index}/language"),
        )
    return moves.Give(answers=answers)


def _return(asked: Asked) -> Move:
    body = asked.body(bodies.Returning)
    suggested = requests.addressee(body.suggested, at="/suggested")
    return moves.Return(reason=texts.clean(body.reason), suggested=suggested)


def _forward(asked: Asked) -> Move:
    body = asked.body(bodies.Forwarding)
    to = requests.addressee(body.to, at="/to")
    if to is None:
        raise Invalid(Fault("/to", "missing"))
    return moves.Forward(to=to, reason=texts.clean(body.reason))


def _split(asked: Asked) -> Move:
    body = asked.body(bodies.Splitting)
    to = requests.addressee(body.to, at="/to")
    if to is None:
        raise Invalid(Fault("/to", "missing"))
    reason = texts.clean(body.reason)
    return moves.Split(to=to, questions=tuple(body.questions), reason=reason)


def _allocate(asked: Asked) -> Move:
    return moves.Allocate(officials=tuple(asked.body(bodies.Allocation).officials))


def _propose_date(asked: Asked) -> Move:
    body = asked.body(bodies.OtherDate)
    return moves.ProposeDate(on=body.on, reason=texts.clean(body.reason))


def _clarify(asked: Asked) -> Move:
    body = asked.body(bodies.Doubts)
    return moves.Clarify(questions=tuple(body.questions), reason=texts.clean(body.reason))


def _grounds(asked: Asked) -> str:
    return texts.clean(asked.body(bodies.Grounds).reason)


def _comment(asked: Asked) -> str:
    return texts.clean(asked.body(bodies.Comment).comment)


def _without_body(move: Callable[[], Move]) -> Callable[[Asked], Move]:
    """Return a reader of the empty body of *move*."""

    def read(asked: Asked) -> Move:
        asked.body(bodies.Nothing)
        return move()

    return read


def _close(asked: Asked) -> Move:
    body = asked.body(bodies.Closing)
    return moves.Close(timeliness=body.timeliness, effort=body.effort)


def _erase_early(asked: Asked) -> Move:
    body = asked.body(bodies.Erasure)
    return moves.EraseEarly(reason=texts.clean(body.reason), consent=body.consent)


MOVES: Final[Mapping[Action, Callable[[Asked], Move]]] = MappingProxyType(
    {
        Action.SEND: _without_body(moves.Send),
        Action.WITHDRAW: _withdraw,
        Action.ACCEPT: _accept,
        Action.ANSWER: _give,
        Action.REPLY: _without_body(moves.Reply),
        Action.RETURN: _return,
        Action.FORWARD: _forward,
        Action.SPLIT: _split,
        Action.ALLOCATE: _allocate,
        Action.PROPOSE_DATE: _propose_date,
        Action.AGREE_DATE: _without_body(moves.AgreeDate),
        Action.DECLINE_DATE: _without_body(moves.DeclineDate),
        Action.CLARIFY: _clarify,
        Action.REFUSE: lambda asked: moves.Refuse(reason=_grounds(asked)),
        Action.REFER: lambda asked: moves.Refer(reason=_grounds(asked)),
        Action.UPHOLD: lambda asked: moves.Uphold(comment=_comment(asked)),
        Action.SEND_BACK: lambda asked: moves.SendBack(comment=_comment(asked)),
        Action.APPROVE: lambda asked: moves.Approve(comment=_comment(asked)),
        Action.REJECT: lambda asked: moves.Reject(comment=_comment(asked)),
        Action.TAKE_BACK: _without_body(moves.TakeBack),
        Action.REMIND: _without_body(moves.Remind),
        Action.CLOSE: _close,
        Action.ERASE_EARLY: _erase_early,
    }
)
"""How the body of each action is read."""


def _answer(case: Case, asked: Asked) -> http.Answer:
    request, language = case.request, asked.language
    words = areas.read(request.area, request.question_set_version, language=language)
    parts = requests.parts(request, by=asked.official) if request.parts else ()
    body = request_views.request(
        case,
        asked.official,
        words,
        language,
        at=asked.at,
        parts=parts,
        conditions=attachments.conditions(case),
    )
    return http.Answer(body, version=request.version)


def _wanted(asked: Asked) -> Wanted:
    state = asked.query.get("state") or None
    if state and state not in set(State):
        raise Invalid(Fault("/state", "not_an_option"))
    return Wanted(
        area=asked.query.get("area") or None,
        state=State(state) if state else None,
        text=asked.query.get("q", "")[:LONGEST_TEXT],
        country=asked.query.get("country") or None,
        days=Days(since=_day(asked, "since"), until=_day(asked, "until")),
        authority=asked.query.get("authority") or None,
    )


def _day(asked: Asked, name: str) -> date | None:
    text = asked.query.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(Fault(f"/{name}", "not_a_date")) from None


def _language(code: str | None, asked: Asked, pointer: str) -> str:
    if code and code not in i18n.LANGUAGES:
        raise Invalid(Fault(pointer, "not_an_option"))
    return code or asked.official.official.language
