"""How often each operation calls DynamoDB, besides the one read of who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from botocore.client import BaseClient

from chalicelib.domain import deadlines
from chalicelib.domain.areas import Deadline
from chalicelib.domain.authorities import Kind, Part
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.i18n import LANGUAGES
from chalicelib.services import finder
from chalicelib.storage import areas, countries, directory, file_items, snapshots, taxonomies
from chalicelib.web import http, tokens
from infra.localstage.gateway import Answer, Gateway
from tests.builders import (
    AREA,
    PORTUGAL,
    a_party,
    a_question_set,
    an_administrator,
    an_authority,
    area_texts,
)
from tests.stack.seed import fill
from tests.web import coordinators, register_shelf
from tests.web.stage import A_DRAFT, INES, METTE, Api, jwks

WRITE: Final = "TransactWriteItems"


class Calls(NamedTuple):
    """Calls to DynamoDB."""

    reads: int
    writes: int = 0
    """Transactions."""

    def within(self, budget: Calls) -> bool:
        """Return whether neither number is larger than that of *budget*."""
        return self.reads <= budget.reads and self.writes <= budget.writes


LIST, CASE, CHANGE = Calls(1), Calls(2), Calls(1, 1)
LOOKED_UP = Calls(2, 1)
"""A change that first looks up whether a coordinator must approve: decision 0020."""

# fmt: off
BUDGETS: Final[Mapping[str, Calls]] = {
    "me":                      Calls(1, 1),  # whether mail arrives
    "my checklist":            Calls(4),
    "colleagues":              Calls(3),  # likewise
    "a colleague":             CASE,
    "my confirmation":         Calls(1, 1),
    "register a colleague":    Calls(3, 1),
    "change a colleague":      LOOKED_UP,
    "legal areas":             LIST,
    "one legal area":          LIST,
    "countries":               LIST,
    "taxonomies":              LIST,
    "registers":               Calls(3),  # the directory; how it was found; what it has spared
    "look up instead":         Calls(2, 1),  # the call; the draft
    "authorities of a country": LIST,
    "authorities everywhere":  LIST,
    "an authority":            CASE,
    "my own authority":        CASE,
    "in my care":              LIST,
    "its audit":               Calls(4),
    "report on a person":      Calls(6, 1),
    "change a record":         LOOKED_UP,
    "confirm a record":        LOOKED_UP,
    "register an authority":   Calls(3, 1),
    "invite an authority":     Calls(4, 1),
    "ask for access":          Calls(6, 1),
    "take that back":          LOOKED_UP,
    "look through a list":     Calls(3),
    "import a list":           Calls(8, 2),
    "count a deadline":        Calls(0),
    "my activity":             Calls(2),
    "my tasks":                Calls(2),  # whose turn it is; days to agree on
    "allocated to me":         Calls(3),  # colleagues besides, who may be away
    "what I watch":            Calls(3),  # own record; the country's; their records, if any
    "similar requests":        Calls(2),
    "an authority's pace":     LIST,
    "requests received":       LIST,
    "requests sent":           LIST,
    "a request by its number": LIST,
    "open a case":             CASE,
    "a case":                  CASE,
    "its timeline":            CASE,
    "its e-mails":             Calls(3),
    "its file":                Calls(4),
    "create":                  CHANGE,
    "change":                  CHANGE,
    "delete":                  CHANGE,
    "send":                    LOOKED_UP,
    "accept":                  CHANGE,
    "answer":                  CHANGE,
    "reply":                   LOOKED_UP,
    "propose-date":            CHANGE,
    "agree-date":              CHANGE,
    "remind":                  CHANGE,
    "clarify":                 CHANGE,
    "refuse":                  CHANGE,
    "message":                 CHANGE,
    "upload for it":           Calls(3, 1),  # the case; the call; what else is uploaded
    "message with a file":     Calls(3, 1),  # one of them is the scanner's
    "what is uploaded":        Calls(2),
    "return":                  LOOKED_UP,  # what was uploaded for messages goes
    "copy":                    CHANGE,
    "close":                   LOOKED_UP,  # likewise
    "withdraw":                LOOKED_UP,  # likewise
    "my language":             Calls(1, 1),
}
# fmt: on
"""What architecture allows; in a function that has answered before."""


BOSS: Final = an_administrator(PORTUGAL)
"""Who registers and changes colleagues."""

NATIONAL: Final = an_authority(
    replace(a_party(PORTUGAL), id="pt-national"),
    parts={AREA: Part(kind=Kind.NATIONAL_COORDINATOR)},
)
NATIONAL_BOSS: Final = coordinators.an_administrator(NATIONAL, "chief")
"""Who registers authorities."""
OTHER: Final = "transport"
"""A legal area to which nobody has access yet."""

PUBLIC: Final = frozenset({"countries", "registers"})
"""Operations before which nobody is asked who he or she is."""


def counted(api: Api) -> dict[str, Calls]:
    """Return the most that each operation of :data:`BUDGETS` calls; the tables are empty before."""
    prepare()
    found: dict[str, Calls] = {}
    with _watched() as calls:
        for name in answered(api):
            writes = calls.count(WRITE)
            who = 0 if name in PUBLIC else 1
            now = Calls(len(calls) - writes - who, writes)
            found[name] = max(now, found.get(name, now))
            calls.clear()
    forget()
    return found


def prepare() -> None:
    """Fill the empty tables with what the operations need."""
    forget()
    fill()
    directory.save_official(BOSS)
    directory.save_authority(NATIONAL)
    directory.save_official(NATIONAL_BOSS)
    words = {language: area_texts(language) for language in LANGUAGES}
    areas.publish(a_question_set(area=OTHER), words)
    register_shelf.publish()
    snapshots.shelf.forget()
    finder.rebuild(datetime.now(UTC))
    taxonomies.forget()


def forget() -> None:
    """Forget what was published, which is read once and kept."""
    areas.forget()
    countries.forget()
    register_shelf.forget()
    taxonomies.forget()


def bodies() -> dict[str, Any]:
    """Return what each action is sent with, by its name; its days lie ahead of today."""
    on = deadlines.suggested(
        Deadline(days=14), datetime.now(UTC).date(), urgent=False, calendar=NO_HOLIDAYS
    ).isoformat()
    later = (date.fromisoformat(on) + timedelta(days=7)).isoformat()
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios"}]
    return {
        "create": A_DRAFT | {"proposed_on": on},
        "send": {},
        "accept": {"agreed_on": on},
        "message": {"text": "Hello"},
        "propose-date": {"on": later, "reason": "Holidays"},
        "agree-date": {},
        "remind": {},
        "answer": {"answers": answers},
        "reply": {},
        "clarify": {"questions": ["Q-1"], "reason": "Since when?"},
        "refuse": {"reason": "All is said"},
        "close": {},
        "withdraw": {"reason": "Found"},
        "return": {"reason": "Found"},
    }


def answered(api: Api, lists: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """
    Yield the name of each operation when it has been answered.

    Args:
        lists: Paths that the asking side reads besides, by name.
    """
    # One moment for all: at the turn of a minute what is kept for a minute is read anew.
    begun = datetime.now(UTC)
    with (
        patch.object(tokens, "keys", tokens.Keys(jwks)),
        patch.object(http, "now", lambda: begun),
    ):
        for name, answer in _operations(api.of(METTE), api.of(INES)):
            assert answer.status < 300, (name, answer.text)
            yield name
        for name, path in lists.items():
            api.of(METTE).get(path)
            yield name


def _operations(asking: Api, asked: Api) -> Iterator[tuple[str, Answer]]:
    """Yield operations and what they answered, none of them the first of its process."""
    sent = bodies()
    draft = sent["create"]
    life: list[tuple[Api, str]] = [
        (asking, "send"),
        (asked, "accept"),
        (asked, "propose-date"),
        (asking, "agree-date"),
        (asking, "remind"),
        (asked, "answer"),
        (asked, "reply"),
        (asking, "clarify"),
        (asked, "refuse"),
        (asking, "close"),
    ]
    # What is published is read once and kept, by the first who asks for it.
    yield "legal areas", asking.call("GET", "/api/areas")
    yield "one legal area", asking.call("GET", "/api/areas/services")
    yield "countries", asking.call("GET", "/api/countries")
    yield "taxonomies", asking.call("GET", "/api/taxonomies")
    yield "registers", asking.call("GET", "/api/registers?q=business&country=PT")

    made = asking.call("POST", "/api/requests", draft, key="create")
    yield "create", made
    path = f"/api/requests/{made.json()['number']}"
    made = asking.call("PATCH", path, {"reason": "Another"}, tag=made.json()["etag"])
    yield "change", made
    for by, action in life:
        tag = made.json()["etag"]
        made = by.call("POST", f"{path}/{action}", sent[action], tag=tag, key=action)
        yield action, made
        if action == "accept":
            yield from _messages(asking, path, sent["message"])
            made = asked.call("GET", path)
            yield "open a case", made

    yield "copy", asking.call("POST", f"{path}/copies", {}, key="copy")
    yield "open a case", asked.call("GET", path)
    yield "a case", asked.call("GET", path)
    yield "its timeline", asked.call("GET", f"{path}/events")
    yield "its e-mails", asked.call("GET", f"{path}/notices")
    yield "its file", asked.call("GET", f"{path}/file")
    yield from _reads(asked, path.rpartition("/")[2])

    for other in ("delete", "look up instead", "withdraw", "return"):
        made = asking.call("POST", "/api/requests", draft)
        yield "create", made
        path, tag = f"/api/requests/{made.json()['number']}", made.json()["etag"]
        if other == "delete":
            yield other, asking.call("DELETE", path, tag=tag)
        elif other == "look up instead":
            body = {"draft": made.json()["number"], "found": True}
            where = "/api/registers/pt-rnpc/answered"
            yield other, asking.call("POST", where, body, tag=tag, key=other)
        else:
            made = asking.call("POST", f"{path}/send", {}, tag=tag)
            yield "send", made
            tag = made.json()["etag"]
            by = asking if other == "withdraw" else asked
            yield other, by.call("POST", f"{path}/{other}", sent[other], tag=tag)


def _messages(asking: Api, path: str, first: Any) -> Iterator[tuple[str, Answer]]:
    yield "message", asking.call("POST", f"{path}/messages", first, key="message")
    file = {"name": "a.pdf", "type": "application/pdf", "size": 1, "sha256": "0" * 64}
    body = file | {"for_message": True}
    made = asking.call("POST", f"{path}/attachments", body, key="upload")
    yield "upload for it", made
    yield "what is uploaded", asking.call("GET", f"{path}/attachments")
    file_items.tell(path.rpartition("/")[2], made.json()["id"], fits=True, clean=True)
    message = {"text": "Here it is", "attachments": [made.json()["id"]]}
    yield (
        "message with a file",
        asking.call("POST", f"{path}/messages", message, key="message with a file"),
    )


def _reads(asked: Api, number: str) -> Iterator[tuple[str, Answer]]:
    me = asked.call("GET", "/api/me")
    yield "me", me
    change = {"language": "en"}
    yield "my language", asked.call("PATCH", "/api/me", change, tag=me.json()["etag"])
    yield "my confirmation", asked.call("POST", "/api/me/confirm", {})
    yield "my checklist", asked.call("GET", "/api/checklist")
    yield from _colleagues(asked.of(BOSS))
    yield "my tasks", asked.call("GET", "/api/tasks")
    yield "allocated to me", asked.call("GET", "/api/tasks?allocated=me")
    yield "what I watch", asked.call("GET", "/api/requests?box=watched")
    yield "similar requests", asked.call("GET", f"/api/requests/{number}/similar")
    yield (
        "an authority's pace",
        asked.call("GET", f"/api/authorities/{PORTUGAL}/pace?area={AREA}"),
    )
    yield "requests received", asked.call("GET", "/api/requests?box=received")
    yield "requests sent", asked.call("GET", "/api/requests?box=sent")
    yield "a request by its number", asked.call("GET", f"/api/requests?q={number}")
    yield "authorities of a country", asked.call("GET", "/api/authorities?country=DK")
    yield "authorities everywhere", asked.call("GET", "/api/authorities?q=erhverv")
    yield "an authority", asked.call("GET", "/api/authorities/dk-business")
    yield from _records(asked.of(BOSS))


def _records(boss: Api) -> Iterator[tuple[str, Answer]]:
    path = "/api/authorities/pt-tourism"
    made = boss.call("GET", path)
    yield "my own authority", made
    made = boss.call("PATCH", path, {"address": "Rua Nova"}, tag=made.json()["etag"])
    yield "change a record", made
    made = boss.call("POST", f"{path}/confirm", {}, tag=made.json()["etag"], key="confirm")
    yield "confirm a record", made
    yield "its audit", boss.call("GET", f"{path}/audit")
    wanted = {"name": "Ann Able"}
    yield "report on a person", boss.call("POST", f"{path}/subject-report?limit=100", wanted)
    yield "in my care", boss.call("GET", "/api/authorities?care=mine")
    made = boss.call("POST", f"{path}/areas/{OTHER}", {}, tag=boss.get(path)["etag"])
    yield "ask for access", made
    yield (
        "take that back",
        boss.call("DELETE", f"{path}/areas/{OTHER}", tag=made.json()["etag"]),
    )
    yield from _registrations(boss.of(NATIONAL_BOSS))
    yield "my activity", boss.call("GET", "/api/activity")
    query = "from=2026-04-01&days=25&unit=working&asking=DK&asked=PT"
    yield "count a deadline", boss.call("GET", f"/api/deadline?{query}")


def _registrations(national: Api) -> Iterator[tuple[str, Answer]]:
    new = {
        "name": "Inspeção", "language": "pt", "country": "PT", "titles": {"en": "Inspection"},
        "level": "local", "city": "Faro", "mailbox": "imi@faro.example", "languages": ["pt"],
    }  # fmt: skip
    yield "register an authority", national.call("POST", "/api/authorities", new)
    first = {"name": "Ann", "email": "ann@faro.example", "language": "pt"}
    invited = {"name": "Porto de Faro", "language": "pt", "country": "PT", "city": "Faro"}
    made = national.call("POST", "/api/authorities", invited | {"administrator": first})
    yield "invite an authority", made
    rows = [f"{name};{name};Bo;{name}@faro.example" for name in ("Sagres", "Tavira")]
    body = {"csv": "\n".join(["name;city;administrator_name;administrator_email", *rows])}
    yield "look through a list", national.call("POST", "/api/imports", body)
    yield "import a list", national.call("POST", "/api/imports", body | {"dry_run": False})


def _colleagues(boss: Api) -> Iterator[tuple[str, Answer]]:
    people = "/api/authorities/pt-tourism/officials"
    new = {"name": "Ann", "email": "ann@office.example", "language": "pt"}
    made = boss.call("POST", people, new, key="register")
    yield "register a colleague", made
    yield "colleagues", boss.call("GET", people)
    path = f"{people}/{made.json()['id']}"
    yield "a colleague", boss.call("GET", path)
    change = {"administrator": True}
    yield "change a colleague", boss.call("PATCH", path, change, tag=made.json()["etag"])


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Note the name of every call to DynamoDB."""
    calls: list[str] = []
    call = BaseClient._make_api_call

    def noted(client: Any, operation: str, arguments: Any) -> Any:
        if client.meta.service_model.service_name == "dynamodb":
            calls.append(operation)
        return call(client, operation, arguments)

    with patch.object(BaseClient, "_make_api_call", noted):
        yield calls


def the_api() -> Api:
    """Return the real app as a client sees it, without anybody signed in."""
    from app import app

    return Api(Gateway(app))
