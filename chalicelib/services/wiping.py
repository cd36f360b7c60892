"""The weekly emptying of a training stage."""

from __future__ import annotations

from chalicelib.config import settings
from chalicelib.storage import wiping as storage


def wipe() -> int:
    """
    Empty a training stage of what people have done there, and return how many items that were.

    Raises:
        RuntimeError: This is another stage: nothing is removed.
    """
    if settings.stage != "training":
        raise RuntimeError("only a training stage is wiped")
    return storage.wipe()
