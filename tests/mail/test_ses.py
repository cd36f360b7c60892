from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.config import settings
from chalicelib.mail import ses
from chalicelib.mail.compose import Message
from tests.builders import NOON, NUMBER

MESSAGE = Message(
    to="ines@turismo.example",
    subject=f"{NUMBER} · Serviços · Aceitar o pedido",
    text="Olá\n",
    html="<!doctype html>\n<p>Olá – Γειά</p>\n",
    language="pt",
    number=NUMBER,
    at=NOON,
)


class Refusing:
    """An SES that answers each call with *error*."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send_email(self, **_: object) -> None:
        raise self.error


def arrived(message: Message) -> email.message.EmailMessage:
    return email.message_from_bytes(ses.mime(message).as_bytes(), policy=default)


def test_ses_takes_what_is_handed_over(aws):
    boto3.client("sesv2").create_email_identity(EmailIdentity="imi.example")
    backend = ses_backends[DEFAULT_ACCOUNT_ID][settings.region]
    before = len(backend.sent_messages)

    ses.send(MESSAGE)

    assert len(backend.sent_messages) == before + 1
    mail = email.message_from_string(backend.sent_messages[-1].raw_data, policy=default)
    assert mail["To"].addresses[0].addr_spec == MESSAGE.to
    assert mail["Subject"] == MESSAGE.subject


def test_a_message_carries_text_and_html():
    mail = arrived(MESSAGE)

    assert mail.get_content_type() == "multipart/alternative"
    text, page = mail.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == MESSAGE.text.splitlines()
    assert page.get_content().splitlines() == MESSAGE.html.splitlines()


def test_headers_say_what_the_message_is():
    mail = arrived(MESSAGE)

    assert mail["From"] == settings.mail_sender
    assert mail["Content-Language"] == "pt"
    assert mail["Date"].datetime == NOON
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"


def test_all_about_one_request_is_one_conversation():
    first, second = (arrived(replace(MESSAGE, subject=subject)) for subject in ("One", "Two"))

    assert first["References"] == second["References"] == f"<{NUMBER}@imi.example>"


def test_only_seven_bits_travel():
    raw = ses.mime(replace(MESSAGE, subject="Ξ" * 300, text="ж" * 5000)).as_bytes()

    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b@c.example",
        "a b@c.example",
        "a@c.example\nBcc: x@c.example",
        "a@c.example\r\nBcc: x@c.example",
        "a@c.example, x@c.example",
        "Name <a@c.example>",
        "é@c.example",
        ".a@c.example",
        "a@c..example",
        "a@-c.example",
        f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.example",
        f"a@{'b' * 70}.example",
    ],
)
def test_what_is_no_address_is_refused_and_becomes_no_header(address):
    with pytest.raises(ses.MailRejected, match=r"^not an address$"):
        ses.send(replace(MESSAGE, to=address))


def test_a_domain_in_any_script_is_an_address():
    assert arrived(replace(MESSAGE, to="info@øst.example"))["To"] == "info@xn--st-kka.example"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("BadRequestException", ses.MailRejected, id="never"),
        pytest.param("MessageRejected", ses.MailError, id="sender not verified yet"),
        pytest.param("TooManyRequestsException", ses.MailError, id="too fast"),
        pytest.param("SendingPausedException", ses.MailError, id="paused"),
        pytest.param("InternalFailure", ses.MailError, id="their fault"),
    ],
)
def test_a_refusal_says_whether_another_try_may_help(monkeypatch, code, expected):
    refusal = ClientError({"Error": {"Code": code, "Message": MESSAGE.to}}, "SendEmail")
    monkeypatch.setattr(ses, "client", lambda: Refusing(refusal))

    with pytest.raises(ses.MailError) as raised:
        ses.send(MESSAGE)

    assert raised.type is expected
    assert str(raised.value) == code


def test_an_ses_out_of_reach_may_be_tried_again(monkeypatch):
    away = EndpointConnectionError(endpoint_url="https://email.example")
    monkeypatch.setattr(ses, "client", lambda: Refusing(away))

    with pytest.raises(ses.MailError, match=r"^EndpointConnectionError$") as raised:
        ses.send(MESSAGE)

    assert raised.type is ses.MailError
