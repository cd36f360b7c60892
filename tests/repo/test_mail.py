"""E-mails and what they are made of are kept in step, and hold nothing personal."""

from __future__ import annotations

import dataclasses
import typing
from datetime import date, datetime
from pathlib import Path

import pytest

from chalicelib import i18n
from chalicelib.domain.authorities import Party
from chalicelib.domain.notices import Notice, Topic
from chalicelib.mail.compose import TEMPLATES, environment
from chalicelib.mail.steps import WORDS

FILES = {"subject.txt", "body.txt", "body.html"}


def test_every_topic_has_a_subject_and_two_bodies_or_the_words_for_common_ones():
    found = {
        folder.name: {file.name for file in folder.iterdir()} for folder in TEMPLATES.iterdir()
    }

    own = {str(topic): FILES for topic in Topic if topic not in WORDS}
    assert found == own | {
        "base": FILES,
        "step": FILES,
        "digest": FILES,
        "record": FILES,
    }


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_template_compiles_in_every_language(language):
    for template in environment(language).list_templates():
        environment(language).get_template(template)


def test_every_word_of_a_template_can_be_translated():
    for template in map(Path, environment("en").list_templates()):
        if template.parent.name == "base":
            continue
        source = (TEMPLATES / template).read_text("utf-8")
        bare = [line for line in source.splitlines() if line.strip()[:1].isalpha()]

        assert bare == [], template


def test_a_notice_has_no_room_for_free_text():
    codes = {"number", "area", "reader", "by"}

    types = typing.get_type_hints(Notice)
    texts = {name for name, of in types.items() if of is str}

    assert texts == codes
    ids = tuple[str, ...]
    assert set(types.values()) - {str} == {Topic, int, Party, date | None, datetime, ids}


def test_a_counterpart_is_a_public_body_and_nothing_more():
    assert {field.name for field in dataclasses.fields(Party)} == {
        "id",
        "name",
        "titles",
        "country",
        "language",
        "time_zone",
    }
