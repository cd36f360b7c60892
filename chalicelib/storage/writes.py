"""A transaction whose every condition has a meaning in the domain."""

from __future__ import annotations

from typing import Any

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import DomainError
from chalicelib.storage.connections import connection

CONDITION_FAILED = "ConditionalCheckFailed"


class Write:
    """
    Items that are written together or not at all.

    Each condition comes with the error that its failure means; where several
    fail, the first one in the order check, delete, put is raised.
    """

    def __init__(self) -> None:
        self._transaction = TransactWrite(connection=connection())
        self._checks: list[DomainError | None] = []
        self._deletes: list[DomainError | None] = []
        self._puts: list[DomainError | None] = []

    def check(
        self,
        model: type[Model],
        keys: tuple[str, str],
        condition: Condition,
        error: DomainError,
    ) -> None:
        """Demand *condition* of the item of *model* with *keys*."""
        self._transaction.condition_check(model, *keys, condition=condition)
        self._checks.append(error)

    def delete(
        self, item: Model, condition: Condition | None = None, error: DomainError | None = None
    ) -> None:
        """Remove *item*, on *condition*."""
        self._transaction.delete(item, condition=condition)
        self._deletes.append(error)

    def put(
        self, item: Model, condition: Condition | None = None, error: DomainError | None = None
    ) -> None:
        """Write *item*, on *condition*."""
        self._transaction.save(item, condition=condition)
        self._puts.append(error)

    def commit(self) -> None:
        """
        Write all, or nothing.

        Raises:
            DomainError: The one that came with the condition that failed.
        """
        try:
            with self._transaction:
                pass
        except TransactWriteError as error:
            for meaning, reason in zip(self._meanings, _reasons(error), strict=False):
                if meaning and reason and reason.code == CONDITION_FAILED:
                    raise meaning from error
            raise

    @property
    def _meanings(self) -> list[DomainError | None]:
        """The errors in the order in which PynamoDB sends a transaction's items."""
        return [*self._checks, *self._deletes, *self._puts]


def _reasons(error: TransactWriteError) -> list[Any]:
    return error.cancellation_reasons
