"""
What each published version of a legal area contained.

A request keeps the version with which it was written, so a published version
never changes; ``published.json`` holds a digest of each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from infra.publication.nodes import Plain

FILE: Final = "published.json"

Editions = Mapping[str, Mapping[str, str]]
"""Digests by area and by version."""


def read(folder: Path) -> Editions:
    """Return what *folder* records as published; nothing if there is no record."""
    path = folder / FILE
    if not path.exists():
        return {}
    editions: Editions = json.loads(path.read_text("utf-8"))
    return editions


def digest(structure: Plain, texts: Mapping[str, Plain]) -> str:
    """Return the SHA-256 of an area's content; comments and layout of the files do not count."""
    content = json.dumps([structure, texts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def fault(published: Editions, area: str, version: int, digest: str) -> str | None:
    """Return why *version* with *digest* cannot be published, or None."""
    known = published.get(area, {})
    latest = max(map(int, known), default=0)
    recorded = known.get(str(version))
    if version < latest:
        return f"version {version} is older than the published version {latest}"
    if recorded and recorded != digest:
        return f"version {version} is published and never changes: raise the version"
    if version > latest + 1:
        return f"version {latest + 1} is next, not {version}"
    return None


def record(folder: Path, versions: Mapping[str, tuple[int, str]]) -> None:
    """
    Write down *versions* beside those recorded before.

    Args:
        versions: Version and digest by area; checked by ``fault`` before.
    """
    published = {area: dict(known) for area, known in read(folder).items()}
    for area, (version, value) in versions.items():
        published.setdefault(area, {})[str(version)] = value
    text = json.dumps(published, indent=2, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, "utf-8")
