from __future__ import annotations

import json
import logging

import pytest
from chalice.app import Chalice
from chalice.test import Client

from chalicelib.web import clock
from infra import redrive, tables

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def client():
    app = Chalice(app_name="imi")
    app.register_blueprint(clock.bp)
    with Client(app) as client:
        yield client


def test_the_log_tells_what_a_run_has_done():
    """Lambda's own level is that of warnings, as that of Python is."""
    from app import app

    assert app
    assert clock.log.isEnabledFor(logging.INFO)
    assert not logging.getLogger("botocore").isEnabledFor(logging.INFO)


def test_the_schedule_sweeps_the_outbox(client, caplog):
    caplog.set_level("INFO", logger=clock.__name__)

    tick = client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    client.lambda_.invoke("sweep", tick)

    assert "handed over 0 messages" in caplog.text


def test_each_day_those_below_the_rule_are_reminded(client, caplog):
    caplog.set_level("INFO", logger=clock.__name__)

    tick = client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    client.lambda_.invoke("remind", tick)

    assert "wrote 0 reminders" in caplog.text


def test_a_new_notice_wakes_the_sender(client, caplog):
    caplog.set_level("INFO", logger=clock.__name__)

    record = {"eventName": "INSERT", "dynamodb": {"Keys": {"id": {"S": "K7QM-3XPT.2.x"}}}}
    client.lambda_.invoke("wake", {"Records": [record]})
    client.lambda_.invoke("wake", redrive.NOTHING)

    assert caplog.text.count("handed over 0 messages") == 2


def test_the_template_names_the_stream_that_wakes():
    resources = json.loads(tables.TEMPLATE.read_text("utf-8"))["Resources"]

    source = resources["Wake"]["Properties"]["Events"]["WakeDynamodbEventSource"]
    assert source["Properties"]["Stream"] == {"Fn::GetAtt": ["NoticesTable", "StreamArn"]}
