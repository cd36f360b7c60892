"""The checklist, as a new user's client sees it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from chalicelib.config import settings
from chalicelib.domain.checklist import Key
from chalicelib.services import checklist as services
from chalicelib.web import checklist, labels

PAGE = Path(__file__).parents[2] / "content/pages/checklist/en.md"


def test_the_points_are_those_of_the_page_in_its_order():
    on_the_page = re.findall(r"^## .*\{#(\w+)\}$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert on_the_page == [key.value for key in Key]
    assert list(checklist.PLACES) == list(Key) == list(labels.POINTS)


def test_every_point_tells_how_far_i_am_in_my_language(mette, sent):
    items = {each["key"]: each for each in mette.get("/api/checklist")["items"]}

    assert items["registered"]["evidence"] == "You act for: Erhvervskontoret"
    assert items["counterparts"]["done"]
    assert items["counterparts"]["evidence"] == labels.EVIDENCE["exchanged"]
    assert not items["backup"]["done"]
    assert items["information"] == {
        "key": "information",
        "title": "Your authority’s information is right",
        "done": False,
        "knowable": True,
        "evidence": None,
        "where": "workspace/authority/",
    }
    assert [key for key, each in items.items() if not each["knowable"]] == [
        "material",
        "registers",
    ]
    assert items["training"]["where"] == "workspace/practice/"


def test_outside_training_nobody_knows_who_has_tried_it_out(mette, monkeypatch):
    monkeypatch.setattr(services, "settings", replace(settings, stage="production"))

    items = {each["key"]: each for each in mette.get("/api/checklist")["items"]}

    assert not items["training"]["knowable"]
    assert items["training"]["where"] == "training-environment/"


def test_a_draft_is_no_exchange(mette):
    mette.call("POST", "/api/requests", {"area": "services"})

    items = {each["key"]: each for each in mette.get("/api/checklist")["items"]}

    assert not items["counterparts"]["done"]
