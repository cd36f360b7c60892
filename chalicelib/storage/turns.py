"""How the turns that a request has taken are written into its item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from chalicelib.domain.requests import (
    Former,
    Offer,
    Request,
    Returned,
    Side,
    SplitPart,
    State,
)
from chalicelib.storage import parties


def to_item(request: Request) -> dict[str, Any]:
    """Return the turns of *request* as DynamoDB keeps them; what did not happen is left out."""
    offer, returned = request.offer, request.returned
    written = {
        "offer": {"on": offer.on.isoformat(), "by": offer.by.value} if offer else None,
        "clarify": list(request.clarify),
        "returned": _returned_item(returned) if returned else None,
        "former": [
            {
                "party": parties.to_item(each.party),
                "until": each.until,
                "state": each.state.value,
            }
            for each in request.former
        ],
        "parts": [
            {
                "number": each.number,
                "asked": parties.to_item(each.asked),
                "questions": list(each.questions),
            }
            for each in request.parts
        ],
        "referred_to": request.referred_to.value if request.referred_to else None,
        "allocated": {side.value: list(ids) for side, ids in request.allocated.items() if ids},
        "reminded_on": request.reminded_on.isoformat() if request.reminded_on else None,
        "answered_at": request.answered_at.isoformat() if request.answered_at else None,
        "turn_since": request.turn_since.isoformat() if request.turn_since else None,
        "told_on": request.told_on.isoformat() if request.told_on else None,
        "decided": request.decided,
        "erasure_by": request.erasure_by.value if request.erasure_by else None,
    }
    return {name: value for name, value in written.items() if value}


def from_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a request that :func:`to_item` wrote."""
    offer, returned = item.get("offer"), item.get("returned")
    side, day = item.get("referred_to"), item.get("reminded_on")
    erases, answered_at = item.get("erasure_by"), item.get("answered_at")
    since, told_on = item.get("turn_since"), item.get("told_on")
    return {
        "offer": Offer(on=date.fromisoformat(offer["on"]), by=Side(offer["by"]))
        if offer
        else None,
        "clarify": tuple(item.get("clarify", ())),
        "returned": _returned(returned) if returned else None,
        "former": tuple(
            Former(
                party=parties.from_item(each["party"]),
                until=each["until"],
                state=State(each["state"]),
            )
            for each in item.get("former", ())
        ),
        "parts": tuple(
            SplitPart(
                number=each["number"],
                asked=parties.from_item(each["asked"]),
                questions=tuple(each["questions"]),
            )
            for each in item.get("parts", ())
        ),
        "referred_to": Side(side) if side else None,
        "allocated": {
            Side(side): tuple(ids) for side, ids in item.get("allocated", {}).items()
        },
        "reminded_on": date.fromisoformat(day) if day else None,
        "answered_at": datetime.fromisoformat(answered_at) if answered_at else None,
        "turn_since": datetime.fromisoformat(since) if since else None,
        "told_on": date.fromisoformat(told_on) if told_on else None,
        "decided": item.get("decided", False),
        "erasure_by": Side(erases) if erases else None,
    }


def _returned_item(returned: Returned) -> dict[str, Any]:
    suggested = returned.suggested
    return {
        "by": parties.to_item(returned.by),
        "reason": returned.reason,
        "language": returned.language,
        "suggested": parties.to_item(suggested) if suggested else None,
        "at": returned.at.isoformat() if returned.at else None,
    }


def _returned(item: Mapping[str, Any]) -> Returned:
    suggested, at = item["suggested"], item.get("at")
    return Returned(
        by=parties.from_item(item["by"]),
        reason=item["reason"],
        language=item["language"],
        suggested=parties.from_item(suggested) if suggested else None,
        at=datetime.fromisoformat(at) if at else None,
    )
