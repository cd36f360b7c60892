"""The client by which what lies beside the tables is reached, in the bucket of the finder."""

from __future__ import annotations

import functools
from typing import Any, Final

from chalicelib.config import settings

CONNECT_SECONDS: Final = 2
ANSWER_SECONDS: Final = 5
TRIES: Final = 2
"""Whoever waits for a page waits for this, too."""


@functools.cache
def client() -> Any:
    """Return the client of S3, made at the first call."""
    from botocore.config import Config
    from botocore.session import get_session

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=ANSWER_SECONDS,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
    )
    return get_session().create_client("s3", region_name=settings.region, config=config)
