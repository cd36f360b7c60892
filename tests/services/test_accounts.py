from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.config import settings
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.services import accounts

ANN = "ann@office.example"


def test_in_training_an_id_is_all_it_takes(monkeypatch, pool):
    monkeypatch.setattr(accounts, "settings", replace(settings, stage="training"))

    first, second = accounts.open_for(ANN), accounts.open_for(ANN)

    assert first != second
    assert pool.asked == []
    assert not accounts.have_passwords()


def test_in_production_the_id_is_that_of_the_account(pool):
    assert accounts.open_for(ANN) == pool.accounts[ANN]["sub"]
    assert accounts.have_passwords()


def test_where_another_service_keeps_the_accounts_none_is_made_up(monkeypatch, pool):
    monkeypatch.setattr(accounts, "settings", replace(settings, stage="production"))

    with pytest.raises(NotAllowed) as refused:
        accounts.open_for(ANN)
    assert refused.value.reason is Reason.NO_POOL

    assert pool.accounts == {}


def test_an_account_moves_to_another_address_and_stays_the_same(pool):
    account = accounts.open_for(ANN)

    accounts.move(account, "Bea@Office.example")

    assert pool.accounts["bea@office.example"]["sub"] == account
    assert pool.accounts["bea@office.example"]["email_verified"] == "true"
    assert ANN not in pool.accounts


def test_nothing_moves_in_training_or_where_another_service_keeps_the_accounts(
    monkeypatch, pool
):
    monkeypatch.setattr(accounts, "settings", replace(settings, stage="training"))
    accounts.move(ANN, "bea@office.example")
    monkeypatch.setattr(accounts, "settings", replace(settings, stage="production"))
    with pytest.raises(NotAllowed):
        accounts.move(ANN, "bea@office.example")

    assert pool.asked == []
