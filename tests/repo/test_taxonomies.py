"""The taxonomies in content/ are whole, and each fault in them is told by file and line."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from chalicelib.domain.authorities import Access, Kind, Part, Status
from chalicelib.domain.records import EDITABLE, LONGEST
from chalicelib.domain.statuses import STEPS
from chalicelib.i18n import LANGUAGES
from chalicelib.web import record_labels
from infra.publication import taxonomies
from infra.publication.nodes import ContentError


def test_each_term_is_there_in_every_language():
    found = {each.code: each.terms for each in taxonomies.read()}

    assert (len(found["competences"]), len(found["professions"])) == (12, 25)
    missing = [
        (code, language)
        for terms in found.values()
        for code, words in terms.items()
        for language in LANGUAGES
        if language not in words
    ]
    assert not missing


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        pytest.param('{nurse: {da: "Sygeplejerske"}}', "has no English text", id="no English"),
        pytest.param('{Nurse: {en: "Nurse"}}', "is no code", id="no code"),
        pytest.param('{nurse: {en: "Nurse", xx: "N"}}', "unknown language", id="language"),
        pytest.param('{nurse: {en: ""}}', "is empty", id="empty"),
        pytest.param("{nurse: {en: " + "N" * 121 + "}}", "more than 120", id="long"),
    ],
)
def test_a_fault_is_told_where_it_is(tmp_path: Path, terms: str, fault: str):
    for code in ("competences", "professions"):
        (tmp_path / f"{code}.yaml").write_text(
            'version: 1\nterms: {one: {en: "One"}}\n', "utf-8"
        )
    (tmp_path / "professions.yaml").write_text(f"version: 1\nterms: {terms}\n", "utf-8")

    with pytest.raises(ContentError) as raised:
        taxonomies.read(tmp_path)

    [told] = raised.value.faults
    assert told.startswith(f"{tmp_path}/professions.yaml:2: ")
    assert fault in told


def test_a_file_of_another_taxonomy_is_told(tmp_path: Path):
    for code in ("competences", "professions", "spells"):
        (tmp_path / f"{code}.yaml").write_text(
            'version: 1\nterms: {one: {en: "One"}}\n', "utf-8"
        )

    with pytest.raises(ContentError, match="no such taxonomy"):
        taxonomies.read(tmp_path)


def test_every_field_of_a_record_has_a_label():
    assert set(LONGEST) - {"title"} <= set(EDITABLE)
    assert {*EDITABLE, *(each.name for each in fields(Part))} <= set(record_labels.FIELDS)
    assert set(record_labels.STATUSES) == set(Status)
    assert set(record_labels.KINDS) == set(Kind)
    assert set(record_labels.ACCESSES) == set(Access)
    assert set(record_labels.ACTIONS) == set(STEPS)
    assert set(record_labels.DONE) >= set(STEPS)
