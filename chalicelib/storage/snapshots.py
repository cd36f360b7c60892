"""
The snapshot of the directory that the finder searches: in S3, and open on this machine's disk.

It is made from the directory and may be lost at any time; whoever finds it lost
or corrupt says so, and the next run of the clock makes it anew.
"""

from __future__ import annotations

import io
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from chalicelib.config import settings
from chalicelib.domain.authorities import Authority
from chalicelib.storage import buckets, finder_building, finder_index
from chalicelib.storage.finder_index import Index

log = logging.getLogger(__name__)

KEY: Final = f"authorities-{finder_index.FORMAT}.zip"

LOOKED_FOR: Final = timedelta(seconds=20)
"""How long what was seen in S3 is taken for what is there."""

STATE: Final = "state"
"""The name under which S3 keeps of what state of the directory a snapshot is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot that was fetched: open, or found corrupt."""

    tag: str
    """What S3 calls this version of it."""
    state: str
    """Of what state of the directory it is."""
    index: Index | None
    """None if it is corrupt."""


class Shelf:
    """The snapshot that this process has open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Snapshot | None = None
        self._looked_at: datetime | None = None

    def index(self, at: datetime) -> Index | None:
        """
        Return the index to search at *at*; None if the snapshot is lost or corrupt.

        S3 is asked once in twenty seconds at most. While it cannot be asked, what
        is open stays in use.
        """
        with self._lock:
            if self._looked_at is None or abs(at - self._looked_at) >= LOOKED_FOR:
                self._looked_at = at
                self._look()
            return self._held.index if self._held else None

    def look(self) -> Snapshot | None:
        """Return what S3 holds now; None if it holds nothing."""
        with self._lock:
            self._held = _fetched(self._held)
            return self._held

    def forget(self) -> None:
        """Ask S3 next time, and keep nothing: for a stage that begins afresh."""
        with self._lock:
            self._held = self._looked_at = None

    def _look(self) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._held = _fetched(self._held)
        except (BotoCoreError, ClientError) as error:
            log.warning("the snapshot of the directory cannot be asked for: %s", error)


shelf: Final = Shelf()


def put(
    authorities: Iterable[Authority],
    words: Mapping[str, Iterable[str]],
    *,
    state: str,
    instead_of: Snapshot | None,
) -> bool:
    """
    Make a snapshot of *authorities* and store it.

    Args:
        authorities: The whole directory.
        words: What competences and professions are called, by code.
        state: Of what state of the directory it is.
        instead_of: What it replaces; None where there was nothing.

    Returns:
        Whether it was stored. It is not if another one was stored meanwhile.
    """
    from botocore.exceptions import ClientError

    condition = {"IfMatch": instead_of.tag} if instead_of else {"IfNoneMatch": "*"}
    with tempfile.TemporaryDirectory() as name:
        count = finder_building.build(Path(name), authorities, words)
        data = _packed(Path(name))
    try:
        buckets.client().put_object(
            Bucket=settings.finder_bucket,
            Key=KEY,
            Body=data,
            Metadata={STATE: state},
            **condition,
        )
    except ClientError as error:
        if _status(error) in {404, 409, 412}:
            return False
        raise
    log.info("a snapshot of %d authorities takes %d bytes", count, len(data))
    return True


def _fetched(held: Snapshot | None) -> Snapshot | None:
    """Return what S3 holds; *held* if that is what it holds, None if it holds nothing."""
    from botocore.exceptions import ClientError

    known = {"IfNoneMatch": held.tag} if held else {}
    try:
        answer = buckets.client().get_object(Bucket=settings.finder_bucket, Key=KEY, **known)
        data = answer["Body"].read()
    except ClientError as error:
        match _status(error):
            case 304:
                return held
            case 404:
                return None
        raise
    state = answer["Metadata"].get(STATE, "")
    return Snapshot(tag=answer["ETag"], state=state, index=_opened(data))


def _opened(data: bytes) -> Index | None:
    """Return the index in *data*; None if it is corrupt."""
    import zipfile
    import zlib

    # Whoever has opened a file keeps it: the folder goes, the index stays.
    folder = Path(tempfile.mkdtemp(prefix="finder-"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            packed.extractall(folder)
        return Index(folder)
    except (EOFError, OSError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        log.error("the snapshot of the directory is corrupt: %s", error)  # noqa: TRY400 - the file's fault, not the code's
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _packed(folder: Path) -> bytes:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.iterdir()):
            if file.suffix != ".lock":
                target.write(file, file.name)
    return packed.getvalue()


def _status(error: Any) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
