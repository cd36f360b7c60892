"""Records of SNS are taken if they are Amazon's and of the topic that is ours."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from chalicelib.mail import sns
from chalicelib.mail.sns import Forged

TOPIC = "arn:aws:sns:eu-central-1:123456789012:feedback"
ADDRESS = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b.pem"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key=KEY) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM)


def signed(version="2", key=KEY, **changes):
    record = {
        "Type": "Notification",
        "MessageId": "1",
        "TopicArn": TOPIC,
        "Subject": None,
        "Message": "{}",
        "Timestamp": "2026-03-02T12:00:00.000Z",
        "SignatureVersion": version,
        "SigningCertUrl": ADDRESS,
    }
    fields = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
    said = "".join(f"{each}\n{record[each]}\n" for each in fields if record[each] is not None)
    hashed = {"1": hashes.SHA1(), "2": hashes.SHA256()}[version]
    signature = key.sign(said.encode(), PKCS1v15(), hashed)
    return record | {"Signature": base64.b64encode(signature).decode()} | changes


@pytest.fixture(autouse=True)
def asked(monkeypatch) -> list[str]:
    addresses: list[str] = []

    def fetch(address: str) -> bytes:
        addresses.append(address)
        return certificate()

    sns._key.cache_clear()
    monkeypatch.setattr(sns, "fetch", fetch)
    return addresses


@pytest.mark.parametrize("version", ["1", "2"])
def test_what_is_genuine_is_taken(version, asked):
    for _ in range(2):
        sns.must_be_genuine(signed(version), topic=TOPIC)
    sns.must_be_genuine(signed("2", SigningCertURL=ADDRESS, SigningCertUrl=None), topic=TOPIC)

    assert asked == [ADDRESS]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"Message": '{"mail": 1}'}, id="another message"),
        pytest.param({"Timestamp": "2026-03-03T12:00:00.000Z"}, id="another time"),
        pytest.param({"Subject": "added"}, id="a subject that was not signed"),
        pytest.param({"TopicArn": f"{TOPIC}-of-others"}, id="another topic"),
        pytest.param({"Type": "SubscriptionConfirmation"}, id="no notification"),
        pytest.param({"Signature": "AAAA"}, id="another signature"),
        pytest.param({"Signature": "no base64!"}, id="no signature"),
        pytest.param({"Signature": None}, id="none"),
        pytest.param({"SignatureVersion": "3"}, id="a version that is not known"),
        pytest.param({"SignatureVersion": "1"}, id="the other version"),
    ],
)
def test_what_is_forged_is_refused(changes):
    with pytest.raises(Forged):
        sns.must_be_genuine(signed(**changes), topic=TOPIC)


@pytest.mark.parametrize(
    "address",
    [
        "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
        "https://sns.eu-central-1.amazonaws.com.example/SimpleNotificationService-0a1b.pem",
        "https://example/SimpleNotificationService-0a1b.pem",
        "https://sns.eu-central-1.amazonaws.com@example/SimpleNotificationService-0a1b.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a1b.pem?x",
        "https://s3.amazonaws.com/SimpleNotificationService-0a1b.pem",
        "file:///etc/passwd",
        None,
    ],
)
def test_nothing_is_read_from_elsewhere(address, asked):
    with pytest.raises(Forged):
        sns.must_be_genuine(signed(SigningCertUrl=address), topic=TOPIC)

    assert asked == []


def test_another_key_does_not_sign_for_amazon(monkeypatch):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(Forged):
        sns.must_be_genuine(signed(key=other), topic=TOPIC)
    curve = ec.generate_private_key(ec.SECP256R1())
    monkeypatch.setattr(sns, "fetch", lambda _: certificate(curve))
    sns._key.cache_clear()
    with pytest.raises(Forged):
        sns.must_be_genuine(signed(), topic=TOPIC)


def test_without_a_topic_of_ours_nothing_is_genuine():
    with pytest.raises(Forged):
        sns.must_be_genuine(signed(TopicArn=""), topic="")
