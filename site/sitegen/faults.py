"""What may be wrong with a site, said with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that somebody has to correct."""

    file: str
    """Path of the source, or of the page when no single source line is to blame."""
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SiteError(Exception):
    """The site cannot be built; *faults* say why, one line each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


@contextmanager
def blaming(file: str, first_line: int = 1) -> Iterator[None]:
    """
    Blame *file* for what goes wrong while it is read.

    Args:
        file: Path of the source.
        first_line: Line of the source on which the part that is read begins.

    Raises:
        SiteError: It is no UTF-8, no YAML, or lacks something, or has something of another kind.
    """
    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = first_line + (mark.line if mark else 0)
        raise SiteError([Fault(file, line, str(error.problem))]) from error
    except KeyError as error:
        raise SiteError([Fault(file, first_line, f"{error} is missing")]) from error
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise SiteError([Fault(file, first_line, str(error))]) from error
