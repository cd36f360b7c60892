"""Entering a training stage, and who gives access to it in the real one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.config import settings
from chalicelib.domain import registrations
from chalicelib.domain.authorities import Status
from chalicelib.domain.errors import NotFound, Stale
from chalicelib.domain.officials import Official, Standing
from chalicelib.services import accounts, admissions
from chalicelib.services import learners as service
from chalicelib.storage import directory, taxonomies
from chalicelib.web import learners, practice, tokens, views
from tests.builders import DENMARK, FINLAND, NOON, PORTUGAL, an_administrator, an_official
from tests.pool import Pool, refusing
from tests.web.coordinators import BOSSES, CHIEF, CLERK, NATIONAL, VALIDATOR, settle
from tests.web.stage import Api, a_token

NEWCOMER = "a-new-account"
JOINING = {"authority": PORTUGAL, "name": "Ola Prøve", "language": "da"}
TRAINING = "https://training.example"


@pytest.fixture(autouse=True)
def has_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts of the group may enter the training stage."""
    for module in (learners, tokens):
        monkeypatch.setattr(module, "settings", replace(settings, learners="learners"))


def enter(api: Api, method: str, body: Any = None, *, groups: Any = ("learners",)) -> Any:
    """Call as an account that nobody knows here, which the sign-in has put into *groups*."""
    claim = [*groups] if isinstance(groups, tuple) else groups
    token = a_token(NEWCOMER, **{"cognito:groups": claim})
    headers = {"Authorization": f"Bearer {token}"}
    return api.of(None).call(method, "/api/learners", body, headers=headers)


def known(api: Api, groups: tuple[str, ...] = ("learners",)) -> Any:
    token = a_token(NEWCOMER, **{"cognito:groups": [*groups]})
    return api.of(None).call("GET", "/api/me", headers={"Authorization": f"Bearer {token}"})


def test_who_has_access_chooses_among_the_invented_authorities(api):
    answer = enter(api, "GET")

    assert answer.status == 200
    found = [each["id"] for each in answer.json()["items"]]
    assert {*found} == {DENMARK, FINLAND, PORTUGAL}


def test_who_joins_may_try_everything_at_once(api):
    assert known(api).status == 403

    answer = enter(api, "POST", JOINING)

    assert answer.json() == {"id": NEWCOMER, "authority": PORTUGAL}
    me = known(api).json()
    assert (me["name"], me["language"], me["administrator"]) == ("Ola Prøve", "da", True)
    assert "handler" in me["roles"]["services"]
    assert me["email"].endswith("@learner.example")
    learner = directory.official(NEWCOMER)
    assert learner.standing is Standing.ACTIVE
    assert learner in directory.officials_of(PORTUGAL)


def test_who_joins_twice_stays_where_he_or_she_is(api):
    enter(api, "POST", JOINING)

    answer = enter(api, "POST", JOINING | {"authority": FINLAND})

    assert (answer.status, answer.json()["authority"]) == (200, PORTUGAL)


@pytest.mark.parametrize("groups", [(), ("others",), None, "learners"])
@pytest.mark.parametrize(("method", "body"), [("GET", None), ("POST", JOINING)])
def test_an_account_without_access_does_not_enter(api, method, body, groups):
    answer = enter(api, method, body, groups=groups)

    assert answer.status == 403
    assert "no access to the training environment" in answer.json()["detail"]
    assert known(api).status == 403


def test_where_no_group_is_named_nobody_enters(api, monkeypatch):
    for module in (learners, tokens):
        monkeypatch.setattr(module, "settings", replace(settings, learners=""))

    assert enter(api, "POST", JOINING, groups=("", "learners")).status == 403


def test_who_is_taken_out_of_the_group_is_out(api):
    enter(api, "POST", JOINING)
    assert known(api).status == 200

    answer = known(api, groups=())

    assert (answer.status, answer.json()["reason"]) == (403, "no_training")


def test_who_was_removed_by_others_comes_in_again(api):
    enter(api, "POST", JOINING)
    learner = directory.official(NEWCOMER)
    directory.save_official(registrations.remove(learner, PORTUGAL, at=NOON))
    assert known(api).json()["reason"] == "no_account"

    answer = enter(api, "POST", JOINING | {"authority": FINLAND, "name": "Ola To"})

    assert answer.json() == {"id": NEWCOMER, "authority": FINLAND}
    me = known(api).json()
    assert (me["name"], me["authority"]["id"]) == ("Ola To", FINLAND)


def test_who_comes_while_others_do_gets_in_all_the_same(api, monkeypatch):
    save, tries = directory.save_official, []

    def too_late(official: Official) -> Official:
        tries.append(official)
        if len(tries) < service.TRIES:
            raise Stale
        return save(official)

    monkeypatch.setattr(directory, "save_official", too_late)
    assert enter(api, "POST", JOINING).status == 200

    monkeypatch.setattr(service, "TRIES", 1)
    tries.clear()
    monkeypatch.setattr(directory, "official", lambda _: (_ for _ in ()).throw(NotFound()))
    assert enter(api, "POST", JOINING).status == 412


def test_nobody_practises_for_an_authority_that_takes_no_part(api):
    gone = replace(directory.authority(PORTUGAL), status=Status.DEACTIVATED)
    directory.save_authority(gone)

    assert PORTUGAL not in {each["id"] for each in enter(api, "GET").json()["items"]}
    assert enter(api, "POST", JOINING).status == 422


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param({"authority": "dk-nobody"}, "/authority", id="no such authority"),
        pytest.param({"authority": ""}, "/authority", id="none chosen"),
        pytest.param({"name": "  "}, "/name", id="no name"),
        pytest.param({"name": "x" * 201}, "/name", id="a long name"),
        pytest.param({"language": "xx"}, "/language", id="no such language"),
        pytest.param({"more": 1}, "/more", id="something more"),
    ],
)
def test_what_cannot_be_joined_is_said_where_it_stands(api, change, pointer):
    answer = enter(api, "POST", JOINING | change)

    assert answer.status == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert known(api).status == 403


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("POST", JOINING)])
def test_without_a_token_or_outside_training_there_is_nothing_to_join(
    api, monkeypatch, method, body
):
    assert api.of(None).call(method, "/api/learners", body).status == 401

    monkeypatch.setattr(practice, "settings", replace(settings, stage="production"))
    assert enter(api, method, body).status == 404


@pytest.fixture
def real(api: Api, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real system, which leads to a training stage; accounts are those of the pool."""
    settle()
    production = replace(settings, stage="production", training_url=TRAINING)
    for module in (admissions, tokens, views):
        monkeypatch.setattr(module, "settings", production)
    mail = "pia@office.example"
    pia = replace(an_official(DENMARK, "pia"), id=pool.add(mail), email=mail)
    directory.save_official(pia)
    yield pia
    taxonomies.forget()


def path_of(official: Any) -> str:
    return f"/api/authorities/{DENMARK}/officials/{official.id}"


def admit(who: Api, official: Any) -> Any:
    path = path_of(official)
    seen = who.call("GET", path).json()
    return who.call("POST", f"{path}/training", {}, tag=seen.get("etag", '"1"'))


@pytest.mark.parametrize("coordinator", [NATIONAL, VALIDATOR])
def test_a_coordinator_gives_access_with_the_account_that_somebody_has(
    api, pool, real, coordinator
):
    boss = api.of(BOSSES[coordinator])
    assert boss.get(f"/api/authorities/{DENMARK}/officials")["may_admit"]
    assert api.of(real).get("/api/me")["training_url"] is None

    answer = admit(boss, real)

    assert answer.status == 200, answer.text
    assert answer.json()["training_on"] == NOON.date().isoformat()
    assert pool.members(accounts.LEARNERS) == {real.id}
    assert api.of(real).get("/api/me")["training_url"] == TRAINING
    audit = boss.get(f"/api/authorities/{DENMARK}/audit")["items"]
    assert "Access to the training environment given" in {
        each["action_label"] for each in audit
    }
    # Twice is once.
    assert admit(boss, real).json()["training_on"] == NOON.date().isoformat()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(CHIEF, 403, id="an administrator of the same office"),
        pytest.param(CLERK, 404, id="no administrator"),
        pytest.param(an_administrator(FINLAND, "boss"), 404, id="somebody elsewhere"),
    ],
)
def test_nobody_else_gives_access(api, pool, real, who, status):
    if who.id not in {CHIEF.id, CLERK.id}:
        directory.save_official(who)

    assert admit(api.of(who), real).status == status
    assert pool.members(accounts.LEARNERS) == set()


def test_who_has_not_come_in_yet_is_not_admitted(api, pool, real):
    invited = replace(an_official(DENMARK, "new"), standing=Standing.INVITED, invited_at=NOON)
    directory.save_official(invited)

    assert admit(api.of(BOSSES[NATIONAL]), invited).status == 409
    assert pool.members(accounts.LEARNERS) == set()


def test_what_the_sign_in_refuses_is_not_noted(api, pool, real):
    pool.before("AdminAddUserToGroup", refusing("InternalErrorException"))
    boss = api.of(BOSSES[NATIONAL])

    assert admit(boss, real).status == 503
    assert directory.official(real.id).training_on is None
    assert admit(boss, real).status == 200


def test_a_stage_that_leads_to_no_training_admits_nobody(api, pool, real, monkeypatch):
    monkeypatch.setattr(
        admissions, "settings", replace(settings, stage="production", training_url="")
    )
    boss = api.of(BOSSES[NATIONAL])

    assert not boss.get(f"/api/authorities/{DENMARK}/officials")["may_admit"]
    assert admit(boss, real).status == 404


def test_a_coordinator_gives_access_where_people_sign_in_elsewhere(api, elsewhere, real):
    boss = api.of(BOSSES[NATIONAL])

    assert boss.get(f"/api/authorities/{DENMARK}/officials")["may_admit"]
    assert admit(boss, real).status == 200
