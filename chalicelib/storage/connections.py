"""The one connection to DynamoDB, opened when first needed."""

from __future__ import annotations

import functools

from pynamodb.connection import Connection

from chalicelib.config import settings


@functools.cache
def connection() -> Connection:
    """Return the connection that transactions go through."""
    return Connection(region=settings.region)
