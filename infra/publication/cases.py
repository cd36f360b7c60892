"""Playing the scripted cases of a training stage through the services, as people would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from chalicelib.domain import moves
from chalicelib.domain.deadlines import local_day
from chalicelib.domain.drafts import Draft
from chalicelib.domain.moves import Move
from chalicelib.domain.officials import Acting, Official
from chalicelib.domain.requests import Answer, AskedQuestion, Concerned, Person, Request
from chalicelib.services import requests
from infra.publication.training_entries import Case, Step

EARLIER: Final = timedelta(hours=3)
"""How long before the hour of filling the steps of a day begin, so that none lies ahead."""
BETWEEN_STEPS: Final = timedelta(minutes=5)

Scheduled = tuple[datetime, int, Step]


def play(
    cases: tuple[Case, ...],
    officials: Mapping[str, Official],
    *,
    at: datetime,
    each_day: Callable[[datetime], object],
) -> None:
    """
    Play *cases* in the order in which their steps happened.

    Args:
        cases: What is played.
        officials: Who acts, by e-mail address.
        at: When the stage is filled, UTC; days are counted back from here.
        each_day: Called with the moment of the last step of each day.
    """
    stored: dict[int, Request] = {}
    scheduled = sorted(_scheduled(cases, at), key=lambda row: row[:2])
    for index, (moment, case, step) in enumerate(scheduled):
        draft = cases[case].draft
        acts_for = cases[case].asking
        if step.by.authority != acts_for or draft.get("asked") == step.by.authority:
            acts_for = str(draft["asked"])
        by = officials[step.by.email].acting_for(acts_for)
        stored[case] = _played(step, stored.get(case), by, moment)
        following = scheduled[index + 1][0] if index + 1 < len(scheduled) else None
        if following is None or following.date() != moment.date():
            each_day(moment)


def _scheduled(cases: tuple[Case, ...], at: datetime) -> Iterator[Scheduled]:
    for number, case in enumerate(cases):
        for index, step in enumerate(case.steps):
            day = at - timedelta(days=step.days_ago) - EARLIER
            yield day + index * BETWEEN_STEPS, number, step


def _played(step: Step, request: Request | None, by: Acting, at: datetime) -> Request:
    if request is None:
        draft = _draft(step.body, by, at)
        return requests.create(step.body["area"], draft, by=by, call=None, at=at).request
    case = requests.act(
        request.number,
        _move(step, request, by, at),
        version=request.version,
        by=by,
        call=None,
        at=at,
    )
    return case.request


def _draft(body: Mapping[str, Any], by: Acting, at: datetime) -> Draft:
    days, person = body.get("proposed_in_days"), body.get("person")
    return Draft(
        asked=requests.addressee(body.get("asked"), known=None),
        language=body.get("language", by.official.language),
        reason=body.get("reason", ""),
        urgent=body.get("urgent", False),
        urgent_reason=body.get("urgent_reason", ""),
        proposed_on=_day(days, by, at) if days else None,
        questions=tuple(
            AskedQuestion(
                code=question["code"],
                slots=question.get("slots", {}),
                comment=question.get("comment", ""),
            )
            for question in body.get("questions", ())
        ),
        person=_person(person) if person else None,
    )


def _person(body: Mapping[str, Any]) -> Person:
    born_on = body.get("born_on")
    return Person(
        name=body["name"],
        kind=Concerned(body.get("kind", "person")),
        born_on=date.fromisoformat(str(born_on)) if born_on else None,
        details=body.get("details", ""),
    )


def _move(step: Step, request: Request, by: Acting, at: datetime) -> Move:
    body = step.body
    match step.action:
        case "send":
            return moves.Send()
        case "withdraw":
            return moves.Withdraw(reason=body["reason"])
        case "accept":
            days = body.get("agreed_in_days")
            proposed = request.proposed_on or local_day(at, by.membership.party.time_zone)
            return moves.Accept(agreed_on=_day(days, by, at) if days else proposed)
        case "answer":
            return moves.Give(
                answers={
                    answer["code"]: Answer(
                        value=str(answer.get("value", "")),
                        comment=answer.get("comment", ""),
                        language=by.official.language,
                    )
                    for answer in body["answers"]
                }
            )
        case "reply":
            return moves.Reply()
        case "close":
            return moves.Close(timeliness=body.get("timeliness"), effort=body.get("effort"))
    raise ValueError(f"no case can {step.action}")


def _day(days: int, by: Acting, at: datetime) -> date:
    return local_day(at, by.membership.party.time_zone) + timedelta(days=days)
