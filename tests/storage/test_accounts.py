from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from chalicelib.domain.errors import Fault, Invalid, NoAccountNow
from chalicelib.storage import accounts
from tests.pool import ELSEWHERE, PASSWORD, refusing

ANN = "ann@office.example"
CONFIG = Path(__file__).parents[2] / ".chalice/config.json"


def opened(email: str = ANN) -> str:
    return accounts.open_for(email, pointer="/email")


def away():
    raise EndpointConnectionError(endpoint_url="https://cognito-idp.example")


def test_twenty_calls_make_one_account(pool):
    ids = {opened() for _ in range(20)}

    assert ids == {pool.accounts[ANN]["sub"]}
    assert len(pool.accounts) == pool.operations.count("AdminCreateUser") == 1


def test_capitals_make_no_other_account(pool):
    first = opened("ann@office.example")

    assert opened("Ann@Office.EXAMPLE") == first
    assert len(pool.accounts) == 1


def test_an_account_comes_without_mail_and_its_owner_can_be_sent_a_code(pool):
    opened()

    (sent,) = [params for name, params in pool.asked if name == "AdminCreateUser"]
    assert sent["MessageAction"] == "SUPPRESS"
    assert not sent.keys() & {"TemporaryPassword", "DesiredDeliveryMediums"}
    # Cognito sends no code to an account that is not confirmed, or whose address is not verified.
    assert (pool.accounts[ANN]["status"], pool.accounts[ANN]["email_verified"]) == (
        "CONFIRMED", "true",
    )  # fmt: skip


def test_nobody_can_guess_the_password_of_a_new_account(pool):
    for name in ("ann", "bea"):
        opened(f"{name}@office.example")

    passwords = [each["Password"] for name, each in pool.asked if "Password" in name]
    assert len(set(passwords)) == 2
    assert min(map(len, passwords)) >= 64


def test_of_two_who_open_the_same_account_both_get_it(pool):
    pool.before("AdminCreateUser", lambda: pool.add(ANN))

    found = opened()

    assert found == pool.accounts[ANN]["sub"]
    assert len(pool.accounts) == 1
    assert pool.accounts[ANN]["status"] == "CONFIRMED"


def test_an_account_that_was_left_half_made_is_completed(pool):
    half_made = pool.add(ANN)

    assert opened() == half_made
    assert pool.accounts[ANN]["status"] == "CONFIRMED"


def test_a_password_that_is_set_stays(pool):
    known = pool.add(ANN, password=PASSWORD)

    assert opened() == known
    assert pool.operations == ["AdminGetUser"]


@pytest.mark.parametrize(
    "operation", ["AdminGetUser", "AdminCreateUser", "AdminSetUserPassword"]
)
@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        pytest.param(refusing("TooManyRequestsException"), "TooManyRequestsException", id="too fast"),
        pytest.param(refusing("InternalErrorException"), "InternalErrorException", id="their fault"),
        pytest.param(refusing("AccessDeniedException"), "AccessDeniedException", id="no right"),
        pytest.param(away, "EndpointConnectionError", id="out of reach"),
    ],
)  # fmt: skip
def test_what_broke_off_is_completed_by_another_call(pool, operation, refusal, code):
    pool.before(operation, refusal)

    with pytest.raises(NoAccountNow, match=f"^{code}$"):
        opened()

    assert opened() == pool.accounts[ANN]["sub"]
    assert (len(pool.accounts), pool.accounts[ANN]["status"]) == (1, "CONFIRMED")


def test_an_account_that_is_not_to_be_seen_yet_is_opened_by_another_call(pool):
    pool.before("AdminCreateUser", lambda: pool.add(ANN))
    pool.before("AdminGetUser", lambda: pool.before("AdminGetUser", lambda: pool.remove(ANN)))

    with pytest.raises(NoAccountNow, match=r"^UserNotFoundException$"):
        opened()

    assert opened() == pool.accounts[ANN]["sub"]


def test_an_address_that_cognito_never_takes_has_to_be_corrected(pool):
    pool.before("AdminGetUser", refusing("InvalidParameterException"))

    with pytest.raises(Invalid) as raised:
        accounts.open_for(ANN, pointer="/administrator/email")

    assert raised.value.faults == (Fault("/administrator/email", "not_an_email"),)


@pytest.mark.parametrize("code", ["InvalidParameterException", "InternalErrorException"])
def test_the_address_is_in_no_log_and_no_error(pool, caplog, code):
    caplog.set_level(logging.INFO)
    pool.before("AdminCreateUser", refusing(code, f"Value '{ANN}' at 'username'"))

    with pytest.raises((Invalid, NoAccountNow)) as raised:
        opened()

    told = "".join(traceback.format_exception(raised.value))
    assert ANN not in told + caplog.text
    assert code in caplog.text


def test_the_longest_wait_for_a_call_leaves_time_to_answer():
    config = accounts._client().meta.config
    longest = config.retries["total_max_attempts"] * (
        config.connect_timeout + config.read_timeout
    )

    assert longest < json.loads(CONFIG.read_text("utf-8"))["lambda_timeout"] / 2


def test_an_address_that_another_account_has_is_refused_and_the_log_names_none(pool, caplog):
    account = opened()
    pool.before("AdminUpdateUserAttributes", refusing("AliasExistsException", ANN))

    with pytest.raises(Invalid) as error:
        accounts.move(account, "bea@office.example")

    assert error.value.faults == (Fault("/email", "email_taken"),)
    assert ANN not in caplog.text


def test_an_account_that_cannot_be_moved_now_is_moved_by_another_call(pool):
    account = opened()
    pool.before("AdminUpdateUserAttributes", away)
    with pytest.raises(NoAccountNow):
        accounts.move(account, "bea@office.example")

    accounts.move(account, "bea@office.example")

    assert set(pool.accounts) == {"bea@office.example"}


def test_nobody_moves_who_is_not_there(pool):
    with pytest.raises(NoAccountNow):
        accounts.move(ANN, "bea@office.example")

    assert pool.accounts == {}


BEA = "bea@office.example"
LINK, UNLINK = "AdminLinkProviderForUser", "AdminDisableProviderForUser"


def test_without_another_service_nothing_is_linked(pool):
    accounts.move(opened(), BEA)

    assert pool.links() == []


def test_who_signs_in_elsewhere_is_known_there_by_the_address(elsewhere):
    account = opened("Ann@Office.EXAMPLE")

    assert elsewhere.links() == [(LINK, ELSEWHERE, ANN)]
    (asked,) = [params for name, params in elsewhere.asked if name == LINK]
    assert asked["DestinationUser"] == {
        "ProviderName": "Cognito",
        "ProviderAttributeValue": account,
    }


def test_who_is_linked_is_not_linked_again(elsewhere):
    account = opened()
    elsewhere.know_as_linked(ANN)

    assert opened() == account
    assert len(elsewhere.links()) == 1


def test_a_link_that_broke_off_is_made_by_another_call(elsewhere):
    elsewhere.before(LINK, refusing("InternalErrorException"))
    with pytest.raises(NoAccountNow):
        opened()

    assert opened() == elsewhere.accounts[ANN]["sub"]
    assert elsewhere.links()[-1] == (LINK, ELSEWHERE, ANN)


def test_who_has_come_in_before_there_was_an_account_cannot_be_linked(elsewhere):
    elsewhere.before(LINK, refusing("InvalidParameterException", ANN))

    with pytest.raises(Invalid) as raised:
        opened()

    assert raised.value.faults == (Fault("/email", "email_taken"),)


@pytest.mark.parametrize("used", [None, "UserNotFoundException", "InvalidParameterException"])
def test_with_another_address_the_link_of_the_former_one_goes(elsewhere, used):
    account = opened()
    if used:
        # Whoever has come in by that link is known by a subject, and stays.
        elsewhere.before(UNLINK, refusing(used))

    accounts.move(account, BEA)

    assert elsewhere.links()[1:] == [(LINK, ELSEWHERE, BEA), (UNLINK, ELSEWHERE, ANN)]
    assert set(elsewhere.accounts) == {BEA}


@pytest.mark.parametrize(
    ("operation", "code", "error"),
    [
        (LINK, "InvalidParameterException", Invalid),
        (LINK, "TooManyRequestsException", NoAccountNow),
        ("AdminUpdateUserAttributes", "AliasExistsException", Invalid),
        ("AdminUpdateUserAttributes", "InternalErrorException", NoAccountNow),
    ],
)
def test_a_move_that_breaks_off_leaves_the_former_link(elsewhere, operation, code, error):
    account = opened()
    elsewhere.before(operation, refusing(code))

    with pytest.raises(error):
        accounts.move(account, BEA)

    assert UNLINK not in elsewhere.operations
    assert set(elsewhere.accounts) == {ANN}


def test_who_is_moved_once_more_stays_linked(elsewhere, monkeypatch):
    account = opened()
    # moto refuses an address that the account itself has.
    monkeypatch.setattr(accounts._client(), "admin_update_user_attributes", lambda **_: {})

    accounts.move(account, ANN)

    assert UNLINK not in elsewhere.operations


def test_of_two_who_link_the_same_account_both_get_it(elsewhere):
    account = opened()
    elsewhere.before(
        LINK, lambda: [elsewhere.know_as_linked(ANN), refusing("InvalidParameterException")()]
    )

    assert opened() == account
