"""The content of attached files: in S3, reached by signed links that soon end."""

from __future__ import annotations

import base64
import functools
from typing import Any, Final
from urllib.parse import quote

from chalicelib.config import settings
from chalicelib.domain.attachments import LARGEST, Attachment

UPLOAD_SECONDS: Final = 15 * 60
DOWNLOAD_SECONDS: Final = 60
SAFE: Final = "!#$&+-.^_`|~"
"""Characters beside letters and digits that a name in a header may hold as they are."""


def key(home: str, id: str) -> str:
    """Return the key of the file *id* that was attached to the request *home* first."""
    return f"{home}/{id}"


def upload(file: Attachment) -> tuple[str, dict[str, str]]:
    """
    Return where to send the content of *file* by PUT, and the headers that the signature demands.

    S3 refuses another size, type or checksum; the link ends after a quarter of an hour.
    """
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    url = _signing().generate_presigned_url(
        "put_object",
        Params={
            "Bucket": settings.files_bucket,
            "Key": key(file.home, file.id),
            "ContentType": file.type,
            "ContentLength": file.size,
            "ChecksumSHA256": digest,
        },
        ExpiresIn=UPLOAD_SECONDS,
    )
    return url, {"Content-Type": file.type, "x-amz-checksum-sha256": digest}


def download(file: Attachment) -> str:
    """Return a link to *file* that ends after a minute and is saved under the file's own name."""
    name = quote(file.name, safe=SAFE)
    link: str = _signing().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": settings.files_bucket,
            "Key": key(file.home, file.id),
            "ResponseContentDisposition": f"attachment; filename*=UTF-8''{name}",
            "ResponseContentType": file.type,
            "ResponseCacheControl": "no-store",
        },
        ExpiresIn=DOWNLOAD_SECONDS,
    )
    return link


def read(home: str, id: str) -> bytes | None:
    """Return the content of a file; None if it is not there, or larger than any may be."""
    from botocore.exceptions import ClientError

    try:
        answer = _client().get_object(Bucket=settings.files_bucket, Key=key(home, id))
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return None
        raise
    if answer["ContentLength"] > LARGEST:
        answer["Body"].close()
        return None
    data: bytes = answer["Body"].read()
    return data


def delete(home: str, id: str) -> None:
    """Remove the content of a file, if there is any."""
    _client().delete_object(Bucket=settings.files_bucket, Key=key(home, id))


@functools.cache
def _client() -> Any:
    return _made(None)


@functools.cache
def _signing() -> Any:
    return _made(settings.files_url or None)


def _made(address: str | None) -> Any:
    from botocore.config import Config
    from botocore.session import get_session

    config = Config(
        connect_timeout=2,
        read_timeout=10,
        retries={"total_max_attempts": 3, "mode": "standard"},
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        s3={"addressing_style": "path" if address else "virtual"},
    )
    return get_session().create_client(
        "s3", region_name=settings.region, config=config, endpoint_url=address
    )
