"""The file of a PDF: pages, fonts, and what each content is for those who have it read to them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from chalicelib.web.faces import Face, face

WIDTH, HEIGHT = 595, 842
"""Of A4, in points."""


@dataclass(slots=True)
class Block:
    """A paragraph as it lies on pages."""

    tag: str
    language: str
    places: list[tuple[int, int]] = field(default_factory=list)
    """Page, and number of the content on it."""


class _Objects:
    """The objects of a PDF, by number; a number may be given before its object is written."""

    def __init__(self) -> None:
        self.written: dict[int, bytes] = {}
        self.count = 0

    def new(self) -> int:
        self.count += 1
        return self.count

    def put(self, content: str, number: int | None = None, stream: bytes | None = None) -> int:
        number = number or self.new()
        if stream is None:
            self.written[number] = content.encode()
        else:
            head = f"<<{content} /Length {len(stream)}>>\nstream\n".encode()
            self.written[number] = head + stream + b"\nendstream"
        return number

    def file(self, catalogue: int, info: int) -> bytes:
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number in range(1, self.count + 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + self.written[number] + b"\nendobj\n"
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        out += (
            f"xref\n0 {self.count + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {self.count + 1} /Root {catalogue} 0 R /Info {info} 0 R>>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
        return bytes(out)


def written(
    title: str, language: str, pages: Sequence[list[str]], blocks: Sequence[Block]
) -> bytes:
    """Return a PDF of *pages*, each in the language of pages, on which *blocks* lie."""
    objects = _Objects()
    root, tree = objects.new(), objects.new()
    numbers = [objects.new() for _ in pages]
    fonts = f"<</F1 {_font(objects, 'regular')} 0 R /F2 {_font(objects, 'bold')} 0 R>>"
    for index, (number, page) in enumerate(zip(numbers, pages, strict=True)):
        stream = zlib.compress("\n".join(page).encode(), 9)
        content = objects.put("/Filter /FlateDecode", stream=stream)
        objects.put(
            f"<</Type /Page /Parent {root} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Tabs /S "
            f"/StructParents {index} /Resources <</Font {fonts}>> /Contents {content} 0 R>>",
            number,
        )
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects.put(f"<</Type /Pages /Kids [{kids}] /Count {len(numbers)}>>", root)
    _tags(objects, blocks, tree, numbers)
    info = objects.put(f"<</Title {_text(title)} /Producer {_text('IMI')}>>")
    catalogue = objects.put(
        f"<</Type /Catalog /Pages {root} 0 R /Lang {_text(language)} "
        f"/MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> "
        f"/StructTreeRoot {tree} 0 R>>"
    )
    return objects.file(catalogue, info)


def _tags(objects: _Objects, blocks: Sequence[Block], tree: int, pages: list[int]) -> None:
    """Write what each content of the pages is, in the order in which it is read."""
    document = objects.new()
    parents: list[list[int]] = [[] for _ in pages]
    elements = []
    for block in blocks:
        element = objects.new()
        elements.append(element)
        content = " ".join(
            f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {mark}>>" for page, mark in block.places
        )
        language = f" /Lang {_text(block.language)}" if block.language else ""
        objects.put(
            f"<</Type /StructElem /S /{block.tag} /P {document} 0 R /K [{content}]{language}>>",
            element,
        )
        for page, _ in block.places:
            parents[page].append(element)
    kids = " ".join(f"{element} 0 R" for element in elements)
    objects.put(
        f"<</Type /StructElem /S /Document /P {tree} 0 R /K [{kids}]>>",
        document,
    )
    nums = " ".join(
        f"{index} [{' '.join(f'{element} 0 R' for element in found)}]"
        for index, found in enumerate(parents)
    )
    objects.put(
        f"<</Type /StructTreeRoot /K {document} 0 R "
        f"/ParentTree <</Nums [{nums}]>> /ParentTreeNextKey {len(pages)}>>",
        tree,
    )


def _font(objects: _Objects, style: str) -> int:
    font = face(style)
    name = f"IMI-{style.title()}"
    box = " ".join(str(side) for side in font.box)
    file = objects.put("/Filter /FlateDecode", stream=font.file)
    descriptor = objects.put(
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] "
        f"/ItalicAngle 0 /Ascent {font.ascent} /Descent {font.descent} "
        f"/CapHeight {font.capitals} /StemV 80 /FontFile2 {file} 0 R>>"
    )
    widths = " ".join(f"{glyph} [{width}]" for glyph, width in sorted(font.glyphs.values()))
    letters = objects.put(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity "
        f"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        f"/FontDescriptor {descriptor} 0 R /W [{widths}]>>"
    )
    unicode = objects.put("/Filter /FlateDecode", stream=zlib.compress(_unicode(font), 9))
    return objects.put(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{letters} 0 R] /ToUnicode {unicode} 0 R>>"
    )


def _unicode(font: Face) -> bytes:
    """Return which letter each glyph is, for those who copy and search."""
    pairs = [f"<{glyph:04x}> <{ord(each):04x}>" for each, (glyph, _) in font.glyphs.items()]
    parts = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    listed = "\n".join(
        f"{len(part)} beginbfchar\n{chr(10).join(part)}\nendbfchar" for part in parts
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /IMI def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{listed}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _text(text: str) -> str:
    """Return *text* as a PDF writes it outside of its pages; nothing in it can end it."""
    marked = f"\ufeff{text}"
    return f"<{marked.encode('utf-16-be').hex()}>"
