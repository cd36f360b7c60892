"""The quick guide on paper: two tagged pages in each language, and all that the flyer says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from chalicelib import i18n
from sitegen import guides
from sitegen.content import read
from sitegen.faults import SiteError

ROOT = Path(__file__).parent.parent.parent
STATEMENTS = yaml.safe_load((Path(__file__).parent / "flyer.yaml").read_text("utf-8"))
HTML = (
    "<!doctype html><html lang='da'><head><title>Kort</title></head>"
    "<body><h1>Kort</h1>{}</body></html>"
)


def guide(language: str) -> PdfReader:
    """Return the guide as `make site` made it."""
    return PdfReader(ROOT / "dist" / guides.name(language))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_guide_has_two_tagged_pages_in_its_language(language):
    pdf = guide(language)

    root = pdf.trailer["/Root"]
    assert len(pdf.pages) == 2
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert str(root["/Lang"]) == language
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata
    assert pdf.metadata.title


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_guide_carries_its_fonts_and_its_words(language):
    pdf = guide(language)

    fonts = [
        font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()
    ]
    for font in fonts:
        descendant = font["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])
    title = next(
        a.title
        for a in read(ROOT / "content/pages")
        if (a.slug, a.language) == ("quick-guide", language)
    )
    assert title.split()[0] in pdf.pages[0].extract_text()


def test_the_links_of_a_guide_lead_to_where_the_site_stands():
    links = {
        link.get_object()["/A"]["/URI"]
        for page in guide("pt").pages
        for link in page["/Annots"]
        if "/URI" in link.get_object().get("/A", {})
    }

    assert "http://localhost:8000/pt/contacts/" in links
    assert all(link.startswith("http://localhost:8000/pt/") for link in links)


def test_a_guide_is_made_once_and_kept_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(guides, "KEPT", tmp_path)
    (tmp_path / "old.pdf").write_bytes(b"%PDF of another day")
    two = HTML.format("<p style='break-before: page'>more</p>")

    made = guides.make({"da": two}, b"", {}, "https://imi.example")
    again = guides.make({"da": two}, b"", {}, "https://imi.example")

    assert made == again
    assert [path.suffix for path in tmp_path.iterdir()] == [".pdf"]
    assert not (tmp_path / "old.pdf").exists()


def test_a_guide_that_outgrows_its_two_pages_fails_the_build(monkeypatch, tmp_path):
    monkeypatch.setattr(guides, "KEPT", tmp_path)
    long = HTML.format("<p style='break-before: page'>more</p>" * 2)

    with pytest.raises(SiteError, match=r"quick-guide/da\.md:1: the PDF has 3 pages"):
        guides.make({"da": long}, b"", {}, "https://imi.example")


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: each["flyer"])
def test_the_guide_states_what_the_flyer_states(statement, language):
    text = next(
        f"{a.title}\n{a.body}"
        for a in read(ROOT / "content/pages")
        if (a.slug, a.language) == ("quick-guide", language)
    )

    assert statement[language] in text.replace("**", "")
