"""E-mails are begun no faster than the account may, however many senders there are."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from chalicelib.mail import ses
from chalicelib.mail.ses import Busy, Quota
from chalicelib.services import pacing
from chalicelib.storage import pacing as storage


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.25
        self.slept = 0.0

    def time(self) -> float:
        return self.now

    monotonic = time

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(aws, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(pacing, "time", clock)
    monkeypatch.setattr(ses, "send", lambda _message: f"{clock.now:.2f}")
    pacing.forget()
    yield clock
    pacing.forget()


def allow(monkeypatch, quota: Quota | None) -> list[int]:
    asked: list[int] = []
    monkeypatch.setattr(ses, "quota", lambda: asked.append(1) or quota)
    return asked


def test_as_many_are_begun_in_a_second_as_the_account_may(monkeypatch, clock):
    asked = allow(monkeypatch, Quota(per_second=2.0, left=100))

    begun = [float(pacing.send(None)) for _ in range(5)]

    assert [int(each) for each in begun] == [1000, 1000, 1001, 1001, 1002]
    assert len(asked) == 1


def test_another_sender_has_its_share_of_the_same_second(monkeypatch):
    allow(monkeypatch, Quota(per_second=2.0, left=100))
    assert storage.take_turn(1000, 2)
    assert storage.take_turn(1000, 2)
    assert not storage.take_turn(1000, 2)

    assert int(float(pacing.send(None))) == 1001


def test_who_gets_no_turn_is_put_off(monkeypatch, clock):
    allow(monkeypatch, Quota(per_second=0.5, left=100))
    for second in range(1000, 1010):
        storage.take_turn(second, 1)

    with pytest.raises(Busy):
        pacing.send(None)
    assert clock.slept <= pacing.PATIENCE - 1


def test_when_the_day_s_quota_is_used_up_nothing_is_tried(monkeypatch):
    allow(monkeypatch, Quota(per_second=14.0, left=0))

    with pytest.raises(Busy):
        pacing.send(None)


def test_the_quota_is_asked_for_anew_after_a_while(monkeypatch, clock):
    asked = allow(monkeypatch, Quota(per_second=14.0, left=5))
    pacing.send(None)
    clock.now += pacing.QUOTA_SECONDS
    pacing.send(None)

    assert len(asked) == 2


def test_without_a_quota_the_service_itself_throttles(monkeypatch, clock):
    allow(monkeypatch, None)

    assert {pacing.send(None) for _ in range(50)} == {"1000.25"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((14.0, 50_000.0, 49_000.0), Quota(per_second=14.0, left=1000)),
        ((1.0, 200.0, 200.0), Quota(per_second=1.0, left=0)),
        ((14.0, -1.0, 9.0), Quota(per_second=14.0, left=2**63 - 1)),
    ],
)
def test_the_service_says_what_the_account_may(monkeypatch, answer, expected):
    rate, most, sent = answer
    quota = {"MaxSendRate": rate, "Max24HourSend": most, "SentLast24Hours": sent}
    monkeypatch.undo()
    client = SimpleNamespace(get_account=lambda: {"SendQuota": quota})
    monkeypatch.setattr(ses, "client", lambda: client)

    assert ses.quota() == expected


def test_a_service_that_does_not_say_its_quota_is_no_trouble(monkeypatch, caplog):
    def refuse() -> None:
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetAccount")

    monkeypatch.undo()
    monkeypatch.setattr(ses, "client", lambda: SimpleNamespace(get_account=refuse))

    assert ses.quota() is None
    assert "ClientError" in caplog.text
