"""
What is found out about each attached file; its name lies with what it belongs to.

A file that is uploaded for a message belongs to nothing until that is sent: so long its name
lies here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PynamoDBException
from pynamodb.expressions.condition import Condition as Demand
from pynamodb.expressions.update import Action

from chalicelib.domain.attachments import Attachment, Condition, Unsent, condition
from chalicelib.domain.errors import Stale
from chalicelib.domain.events import Event
from chalicelib.domain.officials import Acting
from chalicelib.storage import objects
from chalicelib.storage.request_items import RequestTable
from chalicelib.storage.writes import Write, updated

log = logging.getLogger(__name__)


class FileItem(RequestTable, discriminator="file"):
    """How far one file is; lies in the collection of the request that it was attached to first."""

    PREFIX: Final = "file#"

    by = UnicodeAttribute()
    """Id of the authority."""
    official = UnicodeAttribute(null=True)
    """Id of the official who has uploaded it for a message, and alone can send it."""
    type = UnicodeAttribute()
    size = NumberAttribute()
    sha256 = UnicodeAttribute()
    fits = BooleanAttribute(null=True)
    clean = BooleanAttribute(null=True)
    downloads = NumberAttribute()
    unsent = UnicodeAttribute(null=True)
    """The name of a file for a message that is not sent."""
    sent_in = NumberAttribute(null=True)
    """Number of the event of the message that it was sent with."""

    @classmethod
    def key(cls, id: str) -> str:
        return f"{cls.PREFIX}{id}"

    @classmethod
    def new(cls, file: Attachment, *, by: str, for_message_of: str = "") -> FileItem:
        return cls(
            number=file.home,
            item=cls.key(file.id),
            by=by,
            type=file.type,
            size=file.size,
            sha256=file.sha256,
            downloads=0,
            official=for_message_of or None,
            unsent=file.name if for_message_of else None,
        )

    def to_domain(self) -> Attachment:
        """Return the file of a message that is not sent."""
        return Attachment(
            id=self.id,
            home=self.number,
            name=self.unsent or "",
            type=self.type,
            size=int(self.size),
            sha256=self.sha256,
        )

    @property
    def id(self) -> str:
        return self.item.removeprefix(self.PREFIX)

    @property
    def condition(self) -> Condition:
        return condition(fits=self.fits, clean=self.clean)


def conditions(files: Iterable[Attachment]) -> Mapping[str, Condition]:
    """Return how far each of *files* is, by id."""
    keys = [(each.home, FileItem.key(each.id)) for each in files]
    found = FileItem.batch_get(keys, consistent_read=True) if keys else ()
    return {each.id: each.condition for each in found}


def find(home: str, id: str) -> FileItem | None:
    """Return what is known of the file *id*; None if it was taken away."""
    try:
        return FileItem.get(home, FileItem.key(id), consistent_read=True)
    except DoesNotExist:
        return None


def unsent(home: str, *, of: Acting) -> Mapping[str, Unsent]:
    """Return by id what the official *of* an authority has uploaded for messages on *home* and not sent."""
    mine = (FileItem.by == of.authority) & (FileItem.official == of.official.id)
    rows = _unsent(home, mine)
    return {each.id: Unsent(each.to_domain(), each.condition) for each in rows}


def all_unsent(home: str, *, by: str | None) -> Iterator[Attachment]:
    """
    Yield what was uploaded for messages on *home* and not sent yet.

    Args:
        by: Id of the authority whose files are wanted; None for those of all.
    """
    for each in _unsent(home, FileItem.by == by if by else None):
        yield each.to_domain()


def _unsent(home: str, which: Demand | None) -> Iterator[FileItem]:
    there = FileItem.unsent.exists()
    yield from FileItem.query(
        home,
        FileItem.item.startswith(FileItem.PREFIX),
        filter_condition=there & which if which is not None else there,
        consistent_read=True,
    )


def send(write: Write, files: Iterable[Attachment], event: Event) -> None:
    """
    Add to *write* that *files* go out with the message that *event* tells of.

    One that was sent, taken away or refused meanwhile makes it fail with ``Stale``.
    """
    for each in files:
        write.update(
            FileItem(number=each.home, item=FileItem.key(each.id)),
            [FileItem.unsent.remove(), FileItem.sent_in.set(event.sequence)],
            FileItem.unsent.exists()
            & (FileItem.by == event.authority)
            & (FileItem.official == event.official)
            & (FileItem.fits == True)  # noqa: E712 - a condition
            & (FileItem.clean == True),  # noqa: E712 - likewise
            Stale(),
        )


def forget(file: Attachment) -> bool:
    """Note that *file* is not sent with any message; return whether it was not sent before."""
    return _changed(file.home, file.id, [FileItem.unsent.remove()], FileItem.unsent.exists())


def tell(home: str, id: str, *, fits: bool | None = None, clean: bool | None = None) -> bool:
    """
    Note what a check of the file *id* has found; the two may come in any order, and twice.

    A no is final: what was refused is deleted, so that a yes which comes late is of something gone.

    Returns:
        Whether there still is such a file, and it was not refused before.
    """
    actions: list[Action] = []
    demand = FileItem.number.exists()
    for found, said in ((FileItem.fits, fits), (FileItem.clean, clean)):
        if said is not None:
            actions.append(found.set(said))
        if said:
            # Never "not equal": of what was not said yet that is no answer.
            demand &= found.does_not_exist() | (found == True)  # noqa: E712 - a condition
    return _changed(home, id, actions, demand)


def count_download(home: str, id: str) -> bool:
    """Note that the file *id* is downloaded once more; return whether it is there."""
    return _changed(home, id, [FileItem.downloads.add(1)], FileItem.number.exists())


def drop(files: Iterable[Attachment]) -> None:
    """
    Remove *files* that nobody can reach any more, and their content first.

    It comes after what is done already, so that it fails nobody's step: what could not be removed
    is logged, and erased with the request.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    failures = (BotoCoreError, ClientError, PynamoDBException)
    try:
        known = list(files)
    except failures as error:
        log.error("attachments stay: %s", type(error).__name__)  # noqa: TRY400 - the error's text may quote what is stored
        return
    for each in known:
        try:
            objects.delete(each.home, each.id)
            FileItem(number=each.home, item=FileItem.key(each.id)).delete()
        except failures as error:
            log.error("attachment %s of %s stays: %s", each.id, each.home, type(error).__name__)  # noqa: TRY400 - likewise


def _changed(home: str, id: str, actions: Sequence[Action], demand: Demand) -> bool:
    return updated(FileItem(number=home, item=FileItem.key(id)), actions, demand)
