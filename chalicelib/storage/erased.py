"""
Which requests have been erased: kept in S3, apart from the tables, so that no restore forgets it.

A number tells nothing of a person. What is noted here is erased once more after a restore.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chalicelib.config import settings
from chalicelib.storage import buckets

PREFIX: Final = "erased/"
"""Before the numbers, in the bucket of the finder's snapshot: in that of files it would be taken for one."""


class NotNoted(Exception):
    """It cannot be noted now, so that nothing may be erased yet; another try may succeed."""


def note(number: str) -> None:
    """
    Note that the request *number* is erased; the same twice is once.

    Raises:
        NotNoted: S3 does not take it now.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        buckets.client().put_object(
            Bucket=settings.finder_bucket, Key=f"{PREFIX}{number}", Body=b""
        )
    except (BotoCoreError, ClientError) as error:
        raise NotNoted(type(error).__name__) from error


def numbers() -> Iterator[str]:
    """Yield the numbers of all requests that have been erased."""
    pages = buckets.client().get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=settings.finder_bucket, Prefix=PREFIX):
        for each in page.get("Contents", ()):
            yield each["Key"].removeprefix(PREFIX)
