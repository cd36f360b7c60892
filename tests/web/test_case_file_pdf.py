"""The case file on paper."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from chalicelib import i18n
from chalicelib.web import faces
from tests.builders import CANARY
from tests.web.stage import AINO, Api


def pdf_of(api: Api, number: str, language: str = "en") -> PdfReader:
    answer = api.call(
        "GET",
        f"/api/requests/{number}/file",
        headers={"Accept": "application/pdf", "Accept-Language": language},
    )
    assert answer.status == 200, answer.text
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="imi-{number}.pdf"'
    return PdfReader(io.BytesIO(answer.body), strict=True)


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_it_is_in_the_language_of_its_reader(mette, replied, language):
    pdf = pdf_of(mette, replied, language)

    text = text_of(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert replied in pdf.metadata.title
    assert faces.UNKNOWN not in text
    for text in (f"Services ({language})", f"Q-1 in {language}?", f"{CANARY} in person"):
        assert text in text_of(pdf)
    assert i18n.country_name("PT", language) in text_of(pdf)
    for page in pdf.pages:
        assert replied in page.extract_text()


def test_the_letters_of_all_languages_are_there():
    names = "".join(i18n.NAMES.values())
    said = "".join(
        str(each)
        for language in i18n.LANGUAGES
        for each in vars(i18n.catalogue(language)).get("_catalog", {}).values()
    )
    wanted = {letter for letter in names + said if letter.isprintable()}

    for style in ("regular", "bold"):
        assert wanted - set(faces.face(style).glyphs) == set()


def test_it_holds_no_more_than_its_reader_may_see(ines, sent):
    assert CANARY not in text_of(pdf_of(ines, sent))


def test_strangers_get_a_problem_and_no_paper(api, sent):
    answer = api.of(AINO).call(
        "GET", f"/api/requests/{sent}/file", headers={"Accept": "application/pdf"}
    )

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_long_file_turns_pages_and_says_so(mette, ines, accepted):
    words = " ".join(["Wort"] * 380) + " " + "x" * 90
    for index in range(8):
        path = f"/api/requests/{accepted}/messages"
        assert mette.call("POST", path, {"text": f"{index} {words}"}).status == 201

    pdf = pdf_of(ines, accepted)

    count = len(pdf.pages)
    assert count > 4
    for number, page in enumerate(pdf.pages, 1):
        assert f"Page {number} of {count}" in page.extract_text()
    assert text_of(pdf).replace(" ", "").count("Wort") == 8 * 380


def test_what_is_typed_is_text_and_nothing_else(mette, accepted):
    typed = "(\\) Tj ET <script> endstream endobj 日本 e\u0301"
    mette.call("POST", f"/api/requests/{accepted}/messages", {"text": typed})

    text = text_of(pdf_of(mette, accepted))

    assert "(\\) Tj ET <script> endstream endobj \ufffd\ufffd" in text
    assert "é" in text
    assert "Some letters cannot be printed here." in text


def test_it_is_tagged_for_those_who_have_it_read_to_them(mette, replied):
    pdf = pdf_of(mette, replied)
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    document = root["/StructTreeRoot"]["/K"]
    tags = [each.get_object()["/S"] for each in document["/K"]]
    assert tags[0] == "/H1"
    assert {"/H2", "/H3", "/P", "/BlockQuote"} <= set(tags)
    foreign = [each.get_object().get("/Lang") for each in document["/K"]]
    assert "da" in foreign
