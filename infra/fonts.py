"""
Make the fonts of the PDFs anew: ``python infra/fonts.py``.

Lambda has no fonts, and no room for a library that cuts them. So the letters of the languages of
the European Economic Area are cut out of DejaVu here, with what a PDF must know of them.
"""

from __future__ import annotations

import io
import json
import subprocess
import zlib
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER: Final = Path(__file__).parent.parent / "chalicelib/web/fonts"

FACES: Final = {"regular": "DejaVu Sans:style=Book", "bold": "DejaVu Sans:style=Bold"}

LETTERS: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),  # Latin, with the marks of all 24 languages
    range(0x218, 0x21C),  # Romanian
    range(0x384, 0x3CF),  # Greek
    range(0x400, 0x460),  # Cyrillic
    range(0x490, 0x492),
    range(0x1E02, 0x1E04),  # Irish, as it was written
    range(0x1E80, 0x1E86),
    range(0x2010, 0x2016),
    range(0x2018, 0x2023),
    (0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122, 0x2192, 0x2212),
    (0xFFFD,),
)


def make(style: str, pattern: str) -> None:
    """Write the face *style*, cut out of the font that *pattern* names, and its measures."""
    found = subprocess.run(
        ["fc-match", "--format=%{file}", pattern], capture_output=True, text=True, check=True
    )
    font = TTFont(found.stdout)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 13, 14], notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for codes in LETTERS for code in codes])
    cutter.subset(font)
    written = io.BytesIO()
    font.save(written)
    (FOLDER / f"{style}.ttf.z").write_bytes(zlib.compress(written.getvalue(), 9))
    (FOLDER / f"{style}.json").write_text(
        json.dumps(measures(font), ensure_ascii=False, separators=(",", ":")), "utf-8"
    )


def measures(font: Any) -> dict[str, Any]:
    """Return what a PDF must know of *font*, in thousandths of its size."""
    scale = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    widths = font["hmtx"].metrics
    return {
        "box": [
            round(getattr(font["head"], side) * scale)
            for side in ("xMin", "yMin", "xMax", "yMax")
        ],
        "ascent": round(font["hhea"].ascent * scale),
        "descent": round(font["hhea"].descent * scale),
        "capitals": round(font["glyf"]["H"].yMax * scale),
        "glyphs": {
            chr(code): [font.getGlyphID(name), round(widths[name][0] * scale)]
            for code, name in sorted(names.items())
        },
    }


if __name__ == "__main__":
    for each, wanted in FACES.items():
        make(each, wanted)
