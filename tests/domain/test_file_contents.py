from __future__ import annotations

import pytest

from chalicelib.domain import attachments, file_contents
from chalicelib.domain.file_contents import agrees
from tests.files import DOCX, JPEG, ODT, PDF, PNG, TIFF, a_docx, an_archive, an_odt


@pytest.mark.parametrize(
    ("data", "type"),
    [
        (PDF, "application/pdf"),
        (JPEG, "image/jpeg"),
        (PNG, "image/png"),
        (TIFF, "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (a_docx(), DOCX),
        (an_odt(), ODT),
    ],
)
def test_a_file_is_what_it_is_said_to_be(data, type):
    assert agrees(data, type)
    assert [each for each in attachments.ENDINGS if agrees(data, each)] == [type]


def test_every_type_that_may_be_attached_is_looked_at():
    assert set(file_contents._LOOKS) == set(attachments.ENDINGS)


@pytest.mark.parametrize(
    ("data", "type"),
    [
        pytest.param(b"", "application/pdf", id="empty"),
        pytest.param(b"MZ\x90\0", "application/pdf", id="a program"),
        pytest.param(PDF[:-8], "application/pdf", id="cut off"),
        pytest.param(b"x" + PDF, "application/pdf", id="something before it"),
        pytest.param(PDF + an_archive(a=b"b"), "application/pdf", id="an archive behind it"),
        pytest.param(JPEG + an_archive(a=b"b"), "image/jpeg", id="an archive in an image"),
        pytest.param(PNG + an_archive(a=b"b"), "image/png", id="an archive in a PNG"),
        pytest.param(TIFF + an_archive(a=b"b"), "image/tiff", id="an archive in a TIFF"),
        pytest.param(an_archive(a=b"b"), DOCX, id="any archive"),
        pytest.param(b"MZ" + a_docx(), DOCX, id="a program before it"),
        pytest.param(b"PK\x03\x04" + b"x" * 100, DOCX, id="no archive at all"),
        pytest.param(a_docx(word__vbaProject_bin=b"x"), DOCX, id="macros"),
        pytest.param(a_docx(inner_zip=b"x"), DOCX, id="an archive within"),
        pytest.param(a_docx(word__a_xml=b"\0" * 30_000_000), DOCX, id="a bomb"),
        pytest.param(an_odt(b"application/x-something"), ODT, id="says another type"),
        pytest.param(an_odt(packed=True), ODT, id="hides what it says"),
        pytest.param(an_odt(macros=True), ODT, id="macros in OpenDocument"),
        pytest.param(a_docx(), ODT, id="of another office"),
        pytest.param(
            an_odt().replace(ODT.encode(), b"x" * len(ODT), 1), ODT, id="a sum that is wrong"
        ),
        pytest.param(PDF, "text/html", id="a type that nobody may attach"),
    ],
)
def test_what_it_is_not_is_refused(data, type):
    assert not agrees(data, type)


def test_an_archive_of_very_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(file_contents, "MOST_ENTRIES", 2)

    assert not agrees(a_docx(word__a_xml=b"a"), DOCX)
    assert agrees(a_docx(), DOCX)


def test_an_archive_that_is_locked_is_refused():
    data = bytearray(a_docx())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1

    assert not agrees(bytes(data), DOCX)
