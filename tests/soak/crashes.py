"""What goes wrong around one call of DynamoDB: the process dies, or somebody else comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from unittest.mock import patch

from botocore.client import BaseClient

from chalicelib.domain.errors import DomainError

WRITES: Final = frozenset({"TransactWriteItems", "PutItem", "DeleteItem", "UpdateItem"})

_call: Final = BaseClient._make_api_call


class Crash(BaseException):
    """
    The process ends here.

    No exception as others are: whatever a program catches, it does not catch its end.
    """


@dataclass(frozen=True)
class Point:
    """Where a process dies."""

    place: int
    """Before or after which of its calls, from 0."""
    writes: bool = True
    """Whether only those calls count that write."""
    after: bool = False
    """Whether DynamoDB has done what it was asked, and only the answer is lost."""


@dataclass
class Trouble:
    """What is to go wrong, and whether it did."""

    at: Point | None = None
    meanwhile: Callable[[], None] | None = None
    """What somebody else does before the first write; None for nothing."""
    calls: list[str] = field(default_factory=list)
    """Names of the operations that were called."""
    crashed: bool = False

    def hits(self, operation: str) -> bool:
        """Return whether the process dies at the call of *operation* that comes now."""
        if self.at is None or (self.at.writes and operation not in WRITES):
            return False
        counted = [each for each in self.calls if not self.at.writes or each in WRITES]
        return len(counted) == self.at.place


@contextmanager
def trouble(
    at: Point | None = None, meanwhile: Callable[[], None] | None = None
) -> Iterator[Trouble]:
    """Let what is done within go wrong *at* a point, or *meanwhile* something else be done."""
    here = Trouble(at, meanwhile)

    def call(client: Any, operation: str, arguments: Any) -> Any:
        if here.meanwhile and operation in WRITES:
            do, here.meanwhile = here.meanwhile, None
            with patch.object(BaseClient, "_make_api_call", _call):
                do()
        hit = here.hits(operation)
        here.calls.append(operation)
        here.crashed |= hit
        if hit and here.at and not here.at.after:
            raise Crash
        answer = _call(client, operation, arguments)
        if hit:
            raise Crash
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield here


def came_of(do: Callable[[], Any]) -> tuple[Any, type[DomainError] | None]:
    """Return what *do* returns, or the kind of its refusal."""
    try:
        return do(), None
    except DomainError as error:
        return None, type(error)
