"""Whoever is invited gets a sign-in account: as an administrator sees it, in production."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn

import pytest

from chalicelib.domain.errors import NotFound
from chalicelib.services import accounts, outbox
from chalicelib.storage import directory, members, taxonomies
from chalicelib.storage.writes import Write
from tests.builders import DENMARK, NOON, an_administrator
from tests.pool import PASSWORD, Pool, refusing
from tests.web.coordinators import BOSSES, NATIONAL, settle
from tests.web.stage import Api
from tests.web.test_colleagues import NEW, PEOPLE
from tests.web.test_invited import INVITATION

ANN = NEW["email"]


@pytest.fixture
def bo(api: Api, pool: Pool) -> Api:
    """An administrator of the Danish office."""
    bo = an_administrator(DENMARK, "bo")
    directory.save_official(bo)
    return api.of(bo)


@pytest.fixture
def national(api: Api, pool: Pool) -> Any:
    """The coordinator of a country, who invites authorities."""
    settle()
    yield api.of(BOSSES[NATIONAL])
    taxonomies.forget()


def crash(_: Write) -> NoReturn:
    raise SystemExit


def mailed() -> list[Any]:
    """Return what was mailed to the one who is invited."""
    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)
    return [message for message in sent if message.to == ANN]


def token() -> dict[str, str]:
    (mail,) = mailed()
    return {"token": mail.text.split("/workspace/invitation/#")[1].split()[0]}


def test_a_colleague_is_known_by_the_account_that_signs_in(bo, pool):
    made = bo.call("POST", PEOPLE, NEW)

    assert (made.status, made.json()["id"]) == (201, pool.accounts[ANN]["sub"])
    accepted = bo.of(None).call("POST", "/api/invitations/accept", token())
    assert accepted.status == 200
    ann = directory.official(pool.accounts[ANN]["sub"])
    assert bo.of(ann).get("/api/me")["email"] == ANN


def test_who_has_an_account_before_acceptance_is_nobody_yet(bo, pool):
    bo.call("POST", PEOPLE, NEW)
    ann = directory.official(pool.accounts[ANN]["sub"])

    assert bo.of(ann).call("GET", "/api/me").status == 403


def test_twenty_who_register_the_same_colleague_make_one_account(bo, pool):
    ids = {bo.call("POST", PEOPLE, NEW).json()["id"] for _ in range(20)}

    assert ids == {pool.accounts[ANN]["sub"]}
    assert len(pool.accounts) == 1


def test_who_has_signed_in_before_keeps_account_and_password(bo, pool):
    known = pool.add(ANN, password=PASSWORD)

    made = bo.call("POST", PEOPLE, NEW | {"email": ANN.upper()})

    assert made.json()["id"] == known
    assert pool.operations == ["AdminGetUser"]


@pytest.mark.parametrize(
    "operation", ["AdminGetUser", "AdminCreateUser", "AdminSetUserPassword"]
)
def test_without_an_account_nobody_is_registered_and_another_try_succeeds(bo, pool, operation):
    pool.before(operation, refusing("InternalErrorException", ANN))

    failed = bo.call("POST", PEOPLE, NEW, key="1")

    assert (failed.status, failed.json()["type"]) == (503, "/problems/unavailable")
    assert failed.headers["Retry-After"]
    assert ANN not in failed.text
    assert members.by_address(ANN) is None
    assert mailed() == []
    again = bo.call("POST", PEOPLE, NEW, key="1")
    assert (again.status, again.json()["id"]) == (201, pool.accounts[ANN]["sub"])
    assert len(mailed()) == len(pool.accounts) == 1


def test_an_account_without_a_colleague_is_found_by_the_next_try(bo, pool, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(Write, "commit", crash)
        with pytest.raises(SystemExit):
            bo.call("POST", PEOPLE, NEW, key="1")
    left = pool.accounts[ANN]["sub"]
    assert members.by_address(ANN) is None

    again = bo.call("POST", PEOPLE, NEW, key="1")

    assert (again.status, again.json()["id"]) == (201, left)
    assert len(pool.accounts) == 1


def test_the_first_administrator_of_an_invited_authority_gets_an_account(national, pool):
    made = national.call("POST", "/api/authorities", INVITATION)

    assert made.status == 201
    email = INVITATION["administrator"]["email"]
    assert members.by_address(email) == pool.accounts[email]["sub"]


def test_an_authority_whose_first_administrator_gets_no_account_is_not_written(national, pool):
    pool.before("AdminCreateUser", refusing("TooManyRequestsException"))

    failed = national.call("POST", "/api/authorities", INVITATION, key="1")

    assert failed.status == 503
    again = national.call("POST", "/api/authorities", INVITATION, key="1")
    assert again.status == 201
    assert len(pool.accounts) == 1


def test_an_address_that_gets_no_account_is_named_where_it_was_given(bo, national, pool):
    pointers = []
    for client, path, body in (
        (bo, PEOPLE, NEW),
        (national, "/api/authorities", INVITATION),
    ):
        pool.before("AdminGetUser", refusing("InvalidParameterException"))
        answer = client.call("POST", path, body)
        assert answer.status == 422
        pointers += [each["pointer"] for each in answer.json()["errors"]]

    assert pointers == ["/email", "/administrator/email"]


@pytest.mark.parametrize("own", [True, False], ids=["own pool", "another service"])
def test_an_invitation_says_whether_a_password_is_to_be_set(bo, pool, monkeypatch, own):
    bo.call("POST", PEOPLE, NEW)
    link = token()
    if not own:
        monkeypatch.setattr(accounts, "settings", replace(accounts.settings, user_pool=""))

    answers = [
        bo.of(None).call("POST", f"/api/invitations/{act}", link) for act in ("read", "accept")
    ]

    assert [each.json()["sets_password"] for each in answers] == [own, own]


def test_who_signs_in_elsewhere_is_told_of_no_password(bo, elsewhere):
    made = bo.call("POST", PEOPLE, NEW)

    assert made.status == 201
    assert len(elsewhere.links()) == 1
    link = token()
    read = bo.of(None).call("POST", "/api/invitations/read", link)
    assert read.json()["sets_password"] is False
    assert bo.of(None).call("POST", "/api/invitations/accept", link).status == 200
    ann = directory.official(elsewhere.accounts[ANN]["sub"])
    assert bo.of(ann).get("/api/me")["email"] == ANN


def test_where_the_former_address_cannot_be_put_back_it_is_told_what_went_wrong_first(
    bo, elsewhere, monkeypatch, caplog
):
    made = bo.call("POST", PEOPLE, NEW).json()
    path = f"{PEOPLE}/{made['id']}"
    tag = bo.call("GET", path).json()["etag"]

    def failing(*_: Any, **__: Any) -> NoReturn:
        elsewhere.before("AdminLinkProviderForUser", refusing("InvalidParameterException"))
        raise NotFound

    monkeypatch.setattr(members, "save", failing)

    answer = bo.call("PATCH", path, {"email": "bea@office.example"}, tag=tag)

    assert answer.status == 404, answer.text
    assert "keeps an address" in caplog.text
    assert ANN not in caplog.text
