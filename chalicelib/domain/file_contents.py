"""Whether a file is what it is said to be, told from what it contains."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

MOST_ENTRIES: Final = 5_000
MOST_UNPACKED: Final = 400 * 1024 * 1024
"""Bytes that all parts of an office document may have together."""
MOST_RATIO: Final = 200
"""How much larger than packed one part may be."""
SMALL: Final = 1024 * 1024
"""Bytes up to which the ratio says nothing: empty tables are packed very well."""

TAIL: Final = 2048
"""Bytes at the end within which a PDF must say that it ends."""
LONGEST_TYPE: Final = 1024
"""Bytes in which an OpenDocument file says of which type it is."""

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"


def agrees(data: bytes, type: str) -> bool:
    """Return whether *data* is a harmless file of the media *type*, and nothing else besides."""
    look = _LOOKS.get(type)
    return look is not None and look(data)


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-TAIL:] and not _hides_archive(data)


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff") and not _hides_archive(data)


def _is_png(data: bytes) -> bool:
    return (
        data.startswith(b"\x89PNG\r\n\x1a\n")
        and data[12:16] == b"IHDR"
        and not _hides_archive(data)
    )


def _is_tiff(data: bytes) -> bool:
    return data[:4] in {b"II*\0", b"MM\0*"} and not _hides_archive(data)


def _hides_archive(data: bytes) -> bool:
    """Return whether *data* can be unpacked, too: a file that is two things at once."""
    return zipfile.is_zipfile(io.BytesIO(data))


def _is_office(folder: str) -> Callable[[bytes], bool]:
    """Return a look for an Office Open XML document whose parts lie in *folder*."""

    def look(data: bytes) -> bool:
        names = _names(data)
        has_parts = any(name.startswith(f"{folder}/") for name in names)
        has_macros = any(
            name.lower().endswith(".bin") and "vba" in name.lower() for name in names
        )
        return "[Content_Types].xml" in names and has_parts and not has_macros

    return look


def _is_open(type: str) -> Callable[[bytes], bool]:
    """Return a look for an OpenDocument file that says of itself that it is of *type*."""

    def look(data: bytes) -> bool:
        names = _names(data)
        if "mimetype" not in names or any(name.startswith("Basic/") for name in names):
            return False
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = archive.getinfo("mimetype")
            # Stored as it is, as the format demands: nothing is unpacked here.
            plain = said.compress_type == zipfile.ZIP_STORED and said.file_size < LONGEST_TYPE
            try:
                return plain and archive.read(said) == type.encode()
            except zipfile.BadZipFile:
                return False

    return look


def _names(data: bytes) -> frozenset[str]:
    """Return the names of the parts in an archive; none if it is no archive, or one to be feared."""
    # An archive begins at once: what stands before it would be a file of another kind.
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()
    return frozenset(part.filename for part in parts) if _is_bounded(parts) else frozenset()


def _is_bounded(parts: list[zipfile.ZipInfo]) -> bool:
    """Return whether *parts* can be unpacked without filling a machine, and are not locked."""
    swollen = any(
        part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    locked = any(part.flag_bits & 1 for part in parts)
    nested = any(part.filename.lower().endswith((".zip", ".jar", ".exe")) for part in parts)
    unpacked = sum(part.file_size for part in parts)
    return (
        len(parts) <= MOST_ENTRIES
        and unpacked <= MOST_UNPACKED
        and not swollen
        and not locked
        and not nested
    )


_LOOKS: Final[Mapping[str, Callable[[bytes], bool]]] = MappingProxyType(
    {
        "application/pdf": _is_pdf,
        "image/jpeg": _is_jpeg,
        "image/png": _is_png,
        "image/tiff": _is_tiff,
        f"{_OFFICE}.wordprocessingml.document": _is_office("word"),
        f"{_OFFICE}.spreadsheetml.sheet": _is_office("xl"),
        f"{_OFFICE}.presentationml.presentation": _is_office("ppt"),
        f"{_OPEN}.text": _is_open(f"{_OPEN}.text"),
        f"{_OPEN}.spreadsheet": _is_open(f"{_OPEN}.spreadsheet"),
        f"{_OPEN}.presentation": _is_open(f"{_OPEN}.presentation"),
    }
)
