"""Whether a record really comes from Amazon SNS, and from the topic that is ours."""

from __future__ import annotations

import base64
import binascii
import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

SIGNED: Final = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
"""The fields of a notification that are signed, in the order in which they are."""

CERTIFICATE: Final = re.compile(
    r"https://sns\.[a-z0-9-]{3,30}\.amazonaws\.com/SimpleNotificationService-[A-Za-z0-9]{1,80}\.pem"
)
"""Where Amazon keeps what signs its notifications; nothing is read from elsewhere."""

SECONDS: Final = 3
LONGEST: Final = 20_000


class Forged(Exception):
    """It does not come from where it says, or not from there alone."""


def must_be_genuine(record: Mapping[str, Any], *, topic: str) -> None:
    """
    Do nothing if *record*, the ``Sns`` part of an event, is a notification of *topic*.

    Args:
        topic: ARN of the topic that is ours.

    Raises:
        Forged: It is another topic's, or its signature is not Amazon's.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    if not topic or record.get("TopicArn") != topic or record.get("Type") != "Notification":
        raise Forged("another topic")
    hashed = {"1": hashes.SHA1, "2": hashes.SHA256}.get(str(record.get("SignatureVersion")))
    address = str(record.get("SigningCertUrl") or record.get("SigningCertURL"))
    if hashed is None or not CERTIFICATE.fullmatch(address):
        raise Forged("another certificate")
    try:
        signature = base64.b64decode(str(record.get("Signature")), validate=True)
        _key(address).verify(signature, _said(record), PKCS1v15(), hashed())
    except (InvalidSignature, binascii.Error) as error:
        raise Forged("another signature") from error


def _said(record: Mapping[str, Any]) -> bytes:
    lines = [f"{name}\n{record[name]}\n" for name in SIGNED if record.get(name) is not None]
    return "".join(lines).encode()


@functools.lru_cache(maxsize=4)
def _key(address: str) -> RSAPublicKey:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = x509.load_pem_x509_certificate(fetch(address)).public_key()
    if not isinstance(key, RSAPublicKey):
        raise Forged("another kind of key")
    return key


def fetch(address: str) -> bytes:
    """Return the certificate at *address*, which was looked at before."""
    with urlopen(Request(address), timeout=SECONDS) as answer:  # noqa: S310 - https, by the pattern
        found: bytes = answer.read(LONGEST)
    return found
