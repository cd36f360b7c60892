"""Writes with conditions: of one item, and transactions whose every condition has a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pynamodb.exceptions import CancellationReason, PutError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import DomainError, Stale
from chalicelib.storage.connections import connection

CONDITION_FAILED: Final = "ConditionalCheckFailed"
CONFLICT: Final = "TransactionConflict"
TRIES: Final = 4
"""How often a transaction is tried while another one holds an item of it."""


def saved(item: Model, demand: Condition) -> bool:
    """Write *item* if *demand* holds of what is in its place, and return whether it did."""
    try:
        item.save(demand)
    except PutError as error:
        if error.cause_response_code == f"{CONDITION_FAILED}Exception":
            return False
        raise
    return True


def updated(item: Model, actions: Sequence[Action], demand: Condition) -> bool:
    """Change *item* by *actions* if *demand* holds of it, and return whether it did."""
    try:
        item.update(list(actions), condition=demand)
    except UpdateError as error:
        if error.cause_response_code == f"{CONDITION_FAILED}Exception":
            return False
        raise
    return True


class Write:
    """
    Items that are written together or not at all.

    Each condition comes with the error that its failure means; where several
    fail, the first one in the order check, delete, put, update is raised.
    """

    def __init__(self) -> None:
        self._transaction = TransactWrite(connection=connection())
        self._checks: list[DomainError | None] = []
        self._deletes: list[DomainError | None] = []
        self._puts: list[DomainError | None] = []
        self._updates: list[DomainError | None] = []
        self._marks: set[tuple[str, str]] = set()

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

    def mark(self, item: Model, keys: tuple[str, str]) -> None:
        """Write *item* with *keys* whatever is there, unless it has been added before."""
        if keys not in self._marks:
            self._marks.add(keys)
            self.put(item)

    def update(
        self,
        item: Model,
        actions: Sequence[Action],
        condition: Condition | None = None,
        error: DomainError | None = None,
    ) -> None:
        """Change of *item* what *actions* say and nothing else, on *condition*."""
        self._transaction.update(item, list(actions), condition=condition)
        self._updates.append(error)

    def commit(self) -> None:
        """
        Write all, or nothing.

        Raises:
            DomainError: The one that came with the condition that failed.
            Stale: Others kept writing the same at the same time.
        """
        for left in reversed(range(TRIES)):
            try:
                with self._transaction:
                    return
            except TransactWriteError as error:
                if meaning := self._meaning(error):
                    raise meaning from error
                if not any(each and each.code == CONFLICT for each in _reasons(error)):
                    raise
                if not left:
                    raise Stale from error

    def _meaning(self, error: TransactWriteError) -> DomainError | None:
        """Return what came with the first condition that failed."""
        for meaning, reason in zip(self._meanings, _reasons(error), strict=False):
            if meaning and reason and reason.code == CONDITION_FAILED:
                return meaning
        return None

    @property
    def _meanings(self) -> list[DomainError | None]:
        """The errors in the order in which PynamoDB sends a transaction's items."""
        return [*self._checks, *self._deletes, *self._puts, *self._updates]


def _reasons(error: TransactWriteError) -> Sequence[CancellationReason | None]:
    return error.cancellation_reasons
