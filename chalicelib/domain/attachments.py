"""Files that are sent with a request or a reply: what may be attached, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from chalicelib.domain import texts
from chalicelib.domain.errors import Fault

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of one file."""

MOST: Final = 10
"""Files that one side may attach to a request."""

LONGEST_NAME: Final = 200
SHA256_DIGITS: Final = 64

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"

# fmt: off
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "application/pdf":                           ("pdf",),
    "image/jpeg":                                ("jpg", "jpeg"),
    "image/png":                                 ("png",),
    "image/tiff":                                ("tif", "tiff"),
    f"{_OFFICE}.wordprocessingml.document":      ("docx",),
    f"{_OFFICE}.spreadsheetml.sheet":            ("xlsx",),
    f"{_OFFICE}.presentationml.presentation":    ("pptx",),
    f"{_OPEN}.text":                             ("odt",),
    f"{_OPEN}.spreadsheet":                      ("ods",),
    f"{_OPEN}.presentation":                     ("odp",),
})
# fmt: on
"""Media types that may be attached, with the endings that names of such files have."""


class Condition(StrEnum):
    """How far a file is on its way; it can be downloaded when it is ready, and not before."""

    WAITING = "waiting"
    """It has not arrived."""
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"
    """It is not what it was said to be, or could not be checked, and is deleted."""
    INFECTED = "infected"
    """A scanner has found something in it, and it is deleted."""


NOT_READY: Final[Mapping[Condition, Fault]] = MappingProxyType(
    {
        Condition.WAITING: Fault("/attachments", "file_missing"),
        Condition.CHECKING: Fault("/attachments", "file_unchecked"),
        Condition.REFUSED: Fault("/attachments", "file_refused"),
        Condition.INFECTED: Fault("/attachments", "file_infected"),
    }
)
"""Why a file can be neither downloaded nor sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as its owner describes it; what it contains must agree."""

    id: str
    home: str
    """Number of the request that it was attached to first; a part that is split off keeps it."""
    name: str
    """As on its owner's machine, in any script; may be personal."""
    type: str
    """Media type, one of :data:`ENDINGS`."""
    size: int
    """Bytes."""
    sha256: str
    """In lower-case hexadecimal digits."""


class Unsent(NamedTuple):
    """A file that is uploaded for a message, and how far it is."""

    file: Attachment
    condition: Condition


def condition(*, fits: bool | None, clean: bool | None) -> Condition:
    """
    Return how far a file is, whichever of the two checks came first.

    Args:
        fits: Whether its content agrees with its description; None before that was looked at.
        clean: Whether the scanner has found nothing; None before it has spoken.
    """
    if clean is False:
        return Condition.INFECTED
    if fits is False:
        return Condition.REFUSED
    if fits and clean:
        return Condition.READY
    return Condition.WAITING if fits is None and clean is None else Condition.CHECKING


def faults(new: Attachment, there: Sequence[Attachment]) -> Iterator[Fault]:
    """Yield why *new* cannot be attached beside those that are *there*."""
    if not new.name:
        yield Fault("/name", "missing")
    elif "\n" in new.name or "\t" in new.name:
        yield Fault("/name", "control_character")
    elif fault := texts.fault(new.name, LONGEST_NAME):
        yield Fault("/name", fault, {"longest": LONGEST_NAME})
    if new.type not in ENDINGS:
        yield Fault("/type", "wrong_file_type")
    elif new.name and new.name.rpartition(".")[2].lower() not in ENDINGS[new.type]:
        # It is saved under this name: what it is must not become something that runs.
        yield Fault("/name", "wrong_file_type")
    if new.size < 1:
        yield Fault("/size", "empty_file")
    elif new.size > LARGEST:
        yield Fault("/size", "file_too_large", {"most": LARGEST // 1024**2})
    if len(new.sha256) != SHA256_DIGITS or not set(new.sha256) <= set("0123456789abcdef"):
        yield Fault("/sha256", "wrong_type")
    if len(there) >= MOST:
        yield Fault("", "too_many_files", {"most": MOST})
