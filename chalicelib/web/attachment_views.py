"""Attached files as one reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from chalicelib.domain import attaching
from chalicelib.domain.attachments import Attachment, Condition
from chalicelib.domain.requests import Case, Side
from chalicelib.services.attachments import Announced as Made


class AttachmentView(Struct):
    """A file of a request or a reply."""

    id: str
    name: str
    type: str
    """Media type."""
    size: int
    """Bytes."""
    side: Side
    """Who has attached it."""
    condition: Condition
    """It can be downloaded when it is ``ready``."""


class Attachments(Struct):
    """Files that are uploaded for a message, in the order of their names."""

    items: list[AttachmentView]


class Upload(Struct):
    """Where to send the content of a file, within a quarter of an hour."""

    method: str
    url: str
    headers: dict[str, str]


class Announced(Struct):
    """A file that may be uploaded now."""

    id: str
    name: str
    upload: Upload


class Download(Struct):
    """Where a file can be downloaded."""

    id: str
    name: str
    type: str
    size: int
    url: str
    seconds: int
    """How long the address leads there."""


def announced(made: Made) -> Announced:
    """Return *made* as its owner sees it."""
    upload = Upload(method="PUT", url=made.url, headers=dict(made.headers))
    return Announced(id=made.file.id, name=made.file.name, upload=upload)


def views(case: Case, conditions: Mapping[str, Condition]) -> Iterator[AttachmentView]:
    """Yield the files in *case*; *conditions* tell by id how far each is."""
    for side in (Side.ASKING, Side.ASKED):
        for file in attaching.of(case, side):
            yield view(file, side, conditions.get(file.id, Condition.WAITING))


def view(file: Attachment, side: Side, condition: Condition) -> AttachmentView:
    """Return *file* of *side*, and how far it is."""
    return AttachmentView(
        id=file.id,
        name=file.name,
        type=file.type,
        size=file.size,
        side=side,
        condition=condition,
    )
