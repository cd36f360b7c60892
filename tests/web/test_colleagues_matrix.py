"""
Every route about officials crossed with every relation that an authority may have to another.

Unless it says otherwise, who asks is an administrator, and the officials are those of the
Danish office; what is refused changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from chalicelib.domain.authorities import Kind, Part, Status
from chalicelib.domain.officials import Membership, Official, Standing
from chalicelib.storage import directory
from tests.builders import (
    AREA,
    DENMARK,
    FINLAND,
    NOON,
    a_party,
    an_administrator,
    an_official,
)
from tests.web.stage import Api

if TYPE_CHECKING:
    from tests.conftest import Account

PEOPLE: Final = f"/api/authorities/{DENMARK}/officials"
BO, KIM, CEM = (an_administrator(name=name) for name in ("bo", "kim", "cem"))
NEW: Final = an_official(name="new", standing=Standing.INVITED, invited_at=NOON)
FINN: Final = an_administrator(FINLAND, "finn")
PLAIN: Final = replace(
    FINN, memberships={FINLAND: Membership(party=a_party(FINLAND), roles={})}
)
ANN: Final = {"name": "Ann", "email": "ann@office.example", "language": "da"}

CALLS: Final[dict[str, tuple[str, str, Any]]] = {
    "list": ("GET", PEOPLE, None),
    "read": ("GET", f"{PEOPLE}/{CEM.id}", None),
    "register": ("POST", PEOPLE, ANN),
    "change": ("PATCH", f"{PEOPLE}/{CEM.id}", {"administrator": True}),
    "remove": ("DELETE", f"{PEOPLE}/{CEM.id}", None),
    "invite": ("POST", f"{PEOPLE}/{NEW.id}/invite", {}),
    "revoke": ("POST", f"{PEOPLE}/{NEW.id}/revoke", {}),
    "mail": ("POST", f"{PEOPLE}/{CEM.id}/mail", {}),
}

NATIONAL: Final = {AREA: Part(kind=Kind.NATIONAL_COORDINATOR)}
FINN_IN_DENMARK: Final = replace(a_party(FINLAND), country="DK")


def part(**relation: Any) -> dict[str, Any]:
    return {"parts": {AREA: Part(**relation)}}


# fmt: off
#   who asks, what the Danish office's record says, what the Finnish one's says, and then
#                                                                              list read register change remove invite revoke mail
CASES: Final[list[tuple[str, Official, dict[str, Any], dict[str, Any], tuple[int, ...]]]] = [
    ("own administrator",           BO,   {}, {},                              (200, 200, 201, 200, 204, 200, 200, 200)),
    ("colleague",                   an_official(name="mette"), {}, {},         (200, 200, 403, 403, 403, 403, 403, 403)),
    ("stranger",                    FINN, {}, {},                              (404, 404, 404, 404, 404, 404, 404, 404)),
    ("validating coordinator",      FINN, {"validating_coordinator": FINLAND}, {}, (200, 200, 201, 200, 204, 200, 200, 200)),
    ("its other officials",         PLAIN, {"validating_coordinator": FINLAND}, {}, (404, 404, 404, 404, 404, 404, 404, 404)),
    ("suspended coordinator",       FINN, {"validating_coordinator": FINLAND}, {"status": Status.SUSPENDED}, (404, 404, 404, 404, 404, 404, 404, 404)),
    ("access coordinator",          FINN, part(access_coordinator=FINLAND), {}, (200, 200, 403, 403, 403, 403, 403, 403)),
    ("request coordinator",         FINN, part(request_coordinators=(FINLAND,)), {}, (200, 200, 403, 403, 403, 403, 403, 403)),
    ("linked coordinator",          FINN, part(linked_coordinators=(FINLAND,)), {}, (200, 200, 403, 403, 403, 403, 403, 403)),
    ("national coordinator",        FINN, {}, {"party": FINN_IN_DENMARK, "parts": NATIONAL}, (200, 200, 201, 200, 204, 200, 200, 200)),
    ("foreign national coordinator", FINN, {}, {"parts": NATIONAL},            (404, 404, 404, 404, 404, 404, 404, 404)),
]
# fmt: on


@pytest.fixture
def there(aws: Account, api: Api) -> Api:
    aws.holds(_people)
    return api


def _people() -> None:
    for each in (BO, KIM, CEM, NEW):
        directory.save_official(each)


@pytest.mark.parametrize(
    ("who", "theirs", "own", "statuses"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
@pytest.mark.parametrize("name", CALLS)
def test_who_gets_what_of_the_officials(there, who, theirs, own, statuses, name):
    if who in (FINN, PLAIN):
        directory.save_official(who)
    for authority, changes in ((DENMARK, theirs), (FINLAND, own)):
        directory.save_authority(replace(directory.authority(authority), **changes))
    method, path, body = CALLS[name]
    before = directory.officials_of(DENMARK)

    status = there.of(who).call(method, path, body, tag='"1"').status

    assert status == dict(zip(CALLS, statuses, strict=True))[name]
    if status >= 400:
        assert directory.officials_of(DENMARK) == before
