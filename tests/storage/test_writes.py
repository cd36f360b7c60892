"""What a transaction makes of what DynamoDB answers."""

from __future__ import annotations

import pytest
from pynamodb.connection import Connection
from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError

from chalicelib.domain.errors import Stale
from chalicelib.storage import directory
from chalicelib.storage.writes import CONFLICT, TRIES
from tests.builders import an_official

pytestmark = pytest.mark.usefixtures("aws")


def cancelled(code: str) -> TransactWriteError:
    answer = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    reason = CancellationReason(code=code)
    cause = VerboseClientError(
        answer, "TransactWriteItems", {}, cancellation_reasons=[None, reason]
    )
    return TransactWriteError("cancelled", cause)


@pytest.fixture
def dynamodb(monkeypatch):
    """Let the next calls fail, each for a reason; returns the list of reasons."""
    to_come: list[str] = []
    really = Connection.transact_write_items

    def answer(self, *args, **kwargs):
        if to_come:
            raise cancelled(to_come.pop())
        return really(self, *args, **kwargs)

    monkeypatch.setattr(Connection, "transact_write_items", answer)
    return to_come


def test_a_write_that_another_one_holds_up_is_tried_again(dynamodb):
    dynamodb += [CONFLICT] * (TRIES - 1)

    directory.save_official(an_official())

    assert directory.official(an_official().id).version == 1


def test_a_write_that_others_always_hold_up_has_lost(dynamodb):
    dynamodb += [CONFLICT] * TRIES

    with pytest.raises(Stale):
        directory.save_official(an_official())


def test_what_else_goes_wrong_is_not_taken_for_a_race(dynamodb):
    dynamodb += ["ThrottlingError"]

    with pytest.raises(TransactWriteError):
        directory.save_official(an_official())

    assert dynamodb == []
