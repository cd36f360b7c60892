"""The one client of DynamoDB, made when first needed; making another costs a third of an empty start."""

from __future__ import annotations

import functools
from typing import Any

from pynamodb.connection import Connection
from pynamodb.connection.table import TableConnection
from pynamodb.models import Model

from chalicelib.config import settings


@functools.cache
def connection() -> Connection:
    """Return the connection that transactions go through."""
    return Connection(region=settings.region)


class Table(Model):
    """A model that shares the one client; PynamoDB alone would make one for each model."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        table = super()._get_connection()
        if not isinstance(table.connection, _Shared):
            shared = _Shared(region=settings.region)
            shared.add_meta_table(table.get_meta_table())
            table.connection = shared
        return table


class _Shared(Connection):
    """What knows of one model, and speaks through the one client."""

    @property
    def client(self) -> Any:
        return connection().client
