"""Files as offices attach them, and files that only look so."""

from __future__ import annotations

import io
import zipfile
from typing import Final

PDF: Final = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n"
PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 17
JPEG: Final = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 20 + b"\xff\xd9"
TIFF: Final = b"II*\0\x08\0\0\0"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def an_archive(**parts: bytes) -> bytes:
    """Return an archive of *parts*; two underscores stand for a slash, one for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return packed.getvalue()


def a_docx(**more: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return packed.getvalue()


def an_odt(says: bytes = ODT.encode(), *, packed: bool = False, macros: bool = False) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        way = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        archive.writestr("mimetype", says, way)
        archive.writestr("content.xml", "<content/>")
        if macros:
            archive.writestr("Basic/Standard/Module1.xml", "<module/>")
    return data.getvalue()
