"""The bucket of attached files, as signed links reach it: S3 and its scanner on this machine."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

import boto3
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from werkzeug.wrappers import Request, Response

from chalicelib.domain.attachments import LARGEST
from chalicelib.web import problems
from infra.localstage.problems import Refused
from infra.localstage.stage import REGION, Stage

SIGNED: Final = "%Y%m%dT%H%M%SZ"
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The text by which every scanner can be tried; in two parts, so that none stops at this file."""


class Files:
    """Takes and gives files by links that the app has signed, and by no others."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def answer(self, request: Request, bucket: str, key: str) -> Response:
        """Keep what is sent by PUT, and have it checked; give what is asked for by GET."""
        if not _is_signed(request):
            raise Refused(problems.NOT_ALLOWED)
        return (
            self._take(request, bucket, key)
            if request.method == "PUT"
            else _give(request, bucket, key)
        )

    def _take(self, request: Request, bucket: str, key: str) -> Response:
        if (request.content_length or 0) > LARGEST:
            raise Refused(problems.TOO_LARGE)
        data = request.get_data()
        _s3().put_object(Bucket=bucket, Key=key, Body=data, ContentType=request.content_type)
        self._stage.uploaded(key, clean=EICAR not in data)
        return Response(status=200)


def _give(request: Request, bucket: str, key: str) -> Response:
    try:
        found = _s3().get_object(Bucket=bucket, Key=key)
    except ClientError:
        raise Refused(problems.NOT_FOUND) from None
    headers = {
        "Content-Disposition": request.args.get("response-content-disposition", "attachment"),
        "Content-Type": request.args.get("response-content-type", "application/octet-stream"),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(found["Body"].read(), headers=headers)


def _is_signed(request: Request) -> bool:
    """Return whether the link of *request* was signed by the app for just this, and is not over."""
    given = dict(parse_qsl(request.query_string.decode(), keep_blank_values=True))
    signature = given.pop("X-Amz-Signature", "")
    try:
        signed_at = datetime.strptime(given["X-Amz-Date"], SIGNED).replace(tzinfo=UTC)
        seconds = int(given["X-Amz-Expires"])
        names = given["X-Amz-SignedHeaders"].split(";")
    except (KeyError, ValueError):
        return False
    # The clock of this machine, not the stage's, which may be moved: what signs knows no other.
    is_over = datetime.now(UTC) > signed_at + timedelta(seconds=seconds)
    expected = _signature(request, given, names)
    return not is_over and hmac.compare_digest(signature, expected)


def _signature(request: Request, given: dict[str, str], names: list[str]) -> str:
    session = boto3.Session().get_credentials()
    assert session is not None  # noqa: S101 - the stage sets them
    key = session.get_frozen_credentials()
    made = Credentials(str(key.access_key), str(key.secret_key), key.token)
    auth = S3SigV4QueryAuth(made, "s3", REGION)
    url = f"{request.scheme}://{request.host}{request.environ['RAW_URI'].partition('?')[0]}"
    headers = {name: request.headers.get(name, "") for name in names}
    signed: Any = AWSRequest(
        method=request.method, url=f"{url}?{urlencode(given, quote_via=quote)}", headers=headers
    )
    signed.context["timestamp"] = given["X-Amz-Date"]
    canonical = auth.canonical_request(signed)
    return str(auth.signature(auth.string_to_sign(signed, canonical), signed))


def _s3() -> Any:
    return boto3.client("s3", region_name=REGION)
