"""A training stage in AWS is filled with what is invented, and filled again without losing anything."""

from __future__ import annotations

import runpy
import sys
from dataclasses import replace

import pytest

from chalicelib import config
from chalicelib.domain.officials import Official
from chalicelib.domain.temperaments import Temperament
from chalicelib.services import learners
from chalicelib.storage import counterparts, directory, lessons
from infra import fill
from tests.builders import NOON

FEW = 5
"""Officials who were written before it broke off."""


def test_an_empty_stage_gets_authorities_people_and_lessons(aws):
    authorities, officials = fill.fill()

    assert authorities >= 30
    assert officials >= 60
    assert {each.party.country for each in learners.authorities()} >= {"DK", "PT", "MT"}
    assert {*counterparts.temperaments().values()} == {*Temperament}
    assert len(lessons.lessons()) >= 10
    assert directory.officials_of("dk-business")


def test_what_is_there_stays_as_it_is(aws):
    fill.fill()
    changed = replace(directory.authority("dk-business"), phone="+45 00 00 00 77")
    directory.save_authority(changed)
    learner = learners.join(
        "a-sub", authority="dk-business", name="Ola", language="da", at=NOON
    )

    assert fill.fill() == (0, 0)

    assert directory.authority("dk-business").phone == "+45 00 00 00 77"
    assert directory.official("a-sub") == learner


def test_what_was_broken_off_is_finished(aws, monkeypatch):
    save, saved = directory.save_official, []

    def break_off(official: Official) -> Official:
        if len(saved) == FEW:
            raise ConnectionError
        saved.append(official)
        return save(official)

    monkeypatch.setattr(directory, "save_official", break_off)
    with pytest.raises(ConnectionError):
        fill.fill()
    monkeypatch.undo()

    authorities, officials = fill.fill()

    assert authorities == 0
    assert officials >= 60 - FEW
    assert fill.fill() == (0, 0)


def test_no_other_stage_is_filled(aws, monkeypatch, capsys):
    production = replace(config.settings, stage="production")
    monkeypatch.setattr(config, "settings", production)

    with pytest.raises(ValueError, match="training"):
        fill.fill()
    assert fill.main() == 1

    assert "only a training stage" in capsys.readouterr().err
    assert counterparts.temperaments() == {}


def test_whoever_fills_is_told_how_many_came(aws, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["fill.py"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(fill.__file__, run_name="__main__")

    assert ended.value.code == 0
    assert "officials are new" in capsys.readouterr().out
