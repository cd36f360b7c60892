"""
Which requests have been erased: kept in S3, apart from the tables, so that no restore forgets it.

A number tells nothing of a person. What is noted here is erased once more after a restore.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Final

from chalicelib.config import settings

PREFIX: Final = "erased/"
"""Before the numbers, in the bucket of the finder's snapshot: in that of files it would be taken for one."""

CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 4


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
        _client().put_object(Bucket=settings.finder_bucket, Key=f"{PREFIX}{number}", Body=b"")
    except (BotoCoreError, ClientError) as error:
        raise NotNoted(type(error).__name__) from error


def numbers() -> Iterator[str]:
    """Yield the numbers of all requests that have been erased."""
    pages = _client().get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=settings.finder_bucket, Prefix=PREFIX):
        for each in page.get("Contents", ()):
            yield each["Key"].removeprefix(PREFIX)


@functools.cache
def _client() -> Any:
    from botocore.config import Config
    from botocore.session import get_session

    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=ANSWER_SECONDS)
    return get_session().create_client("s3", region_name=settings.region, config=config)
