"""A list of authorities is looked through, then registered or invited row by row."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.imports import MOST_ROWS
from chalicelib.services import new_records, outbox
from chalicelib.storage import directory
from chalicelib.storage import records as storage
from tests.builders import AREA, NOON
from tests.web.coordinators import BOSSES, CHIEF, NATIONAL, OF_AREA, VALIDATOR
from tests.web.stage import Api

pytestmark = pytest.mark.usefixtures("coordinators")

HEAD = ("name;language;city;level;mailbox;languages;title_en;areas;administrator_name;"
        "administrator_email;another_authority")  # fmt: skip
WHOLE = f"Havnekontoret;da;Esbjerg;local;imi@havn.example;da en;Harbour office;{AREA};;;"
INVITED = f"Skovkontoret;da;Rold;;;;;{AREA};Ann Rold;ann@skov.example;"


@pytest.fixture
def national(api: Api) -> Api:
    return api.of(BOSSES[NATIONAL])


def listed(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def tried(client: Api, text: str, **more: Any) -> Any:
    answer = client.call("POST", "/api/imports", {"csv": text, **more})
    assert answer.status == 200, answer.text
    return answer.json()


def fates(view: Any) -> list[str]:
    return [row["fate"] for row in view["rows"]]


def names() -> set[str]:
    return {each.name for each in storage.names("DK").values()}


def test_a_dry_run_tells_what_would_become_of_each_row_and_writes_nothing(national):
    before = names()

    view = tried(national, listed(WHOLE, INVITED, "Sjov;da;;;;;;;;;"))

    assert fates(view) == ["register", "invite", "wrong"]
    assert view["counts"] == {"register": 1, "invite": 1, "there": 0, "similar": 0, "wrong": 1}
    assert view["rows"][2]["line"] == 4
    assert {each["column"] for each in view["rows"][2]["errors"]} >= {
        "city",
        "level",
        "title_en",
    }
    assert not view["written"]
    assert names() == before


def test_a_list_is_registered_and_invited(national):
    view = tried(national, listed(WHOLE, INVITED), dry_run=False)

    whole, invited = (directory.authority(row["authority"]) for row in view["rows"])
    assert view["written"]
    assert [row["fate_label"] for row in view["rows"]] == ["Registered", "Invited"]
    assert (whole.status, whole.areas, whole.city) == ("active", {AREA}, "Esbjerg")
    assert (invited.status, invited.asked_areas) == ("invited", {AREA})
    sent: list[Any] = []
    outbox.deliver(NOON, sent.append)
    assert [mail.to for mail in sent] == ["ann@skov.example"]


def test_nothing_is_imported_as_long_as_one_row_is_wrong(national):
    before = names()

    answer = national.call(
        "POST", "/api/imports", {"csv": listed(WHOLE, "Sjov;da;;;;;;;;;"), "dry_run": False}
    )

    assert answer.status == 409
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/rows/3"]
    assert names() == before


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(national, monkeypatch):
    register = new_records.register
    body = {"csv": listed(WHOLE, INVITED), "dry_run": False}
    with monkeypatch.context() as patch:
        patch.setattr(new_records, "register", lambda *a, **k: cut_off(register, *a, **k))
        assert national.call("POST", "/api/imports", body).status == 500
    assert "Havnekontoret" in names()

    view = tried(national, listed(WHOLE, INVITED), dry_run=False)

    assert fates(view) == ["there", "invite"]
    assert [*sorted(names())].count("Havnekontoret") == 1


def cut_off(register, authority, *args, **kwargs):
    if authority.city == "Rold":
        raise ConnectionError
    return register(authority, *args, **kwargs)


def test_the_same_list_twice_registers_nothing_twice(national):
    text = listed(WHOLE, f"{WHOLE}yes")
    first = tried(national, text, dry_run=False)
    count = len(storage.names("DK"))

    second = tried(national, text, dry_run=False)

    assert fates(first) == ["register", "register"]
    assert fates(second) == ["there", "there"]
    assert len(storage.names("DK")) == count


def test_one_that_is_similar_needs_a_decision(national):
    tried(national, listed(WHOLE), dry_run=False)
    similar = WHOLE.replace("Havnekontoret", "Havnekontorets")

    undecided = tried(national, listed(similar))
    decided = tried(national, listed(f"{similar}yes"))

    assert fates(undecided) == ["similar"]
    assert [each["name"] for each in undecided["rows"][0]["similar"]] == ["Havnekontoret"]
    assert fates(decided) == ["register"]


@pytest.mark.parametrize(
    ("row", "column", "detail"),
    [
        pytest.param(WHOLE.replace("Esbjerg", "Esbj\ufffdrg"), "city", "UTF-8", id="encoding"),
        pytest.param(WHOLE.replace("Havne", "=Havne"), "name", "formula", id="formula"),
        pytest.param(WHOLE.replace("Havne", "@Havne"), "name", "formula", id="old formula"),
        pytest.param(WHOLE + ";too many", "name", "cells", id="too many cells"),
        pytest.param(WHOLE.replace("da en", "da xx"), "languages", "answers", id="language"),
        pytest.param(WHOLE.replace(AREA, "magic"), "areas", "area", id="area"),
        pytest.param(WHOLE.replace("imi@havn", "imi havn"), "mailbox", "e-mail", id="mailbox"),
        pytest.param(WHOLE + "maybe", "another_authority", "yes", id="yes or no"),
        pytest.param(INVITED.replace("ann@", "ann"), "administrator_email", "e-mail", id="whom"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line_and_column(national, row, column, detail):
    view = tried(national, listed("", row))

    assert fates(view) == ["wrong"]
    assert view["rows"][0]["line"] == 3
    found = {each["column"]: each["detail"] for each in view["rows"][0]["errors"]}
    assert detail in found[column]


def test_the_same_authority_twice_in_a_list_is_told(national):
    view = tried(national, listed(WHOLE, WHOLE))

    assert fates(view) == ["register", "wrong"]
    assert "line 2" in view["rows"][1]["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        pytest.param("", "name", id="empty"),
        pytest.param(HEAD, "no rows", id="head alone"),
        pytest.param("name;city;wand\nA;B;C", "wand", id="unknown column"),
        pytest.param("name;city;name\nA;B;C", "twice", id="column twice"),
        pytest.param("name\nA", "city", id="column missing"),
        pytest.param('name;city\n"A;B', "line 2", id="open quotes"),
        pytest.param("name;city\n" + "A;B\n" * (MOST_ROWS + 1), str(MOST_ROWS), id="too long"),
    ],
)
def test_a_list_that_cannot_be_read_as_a_whole_is_refused(national, text, detail):
    answer = national.call("POST", "/api/imports", {"csv": text})

    assert answer.status == 422
    assert any(detail in each["detail"] for each in answer.json()["errors"])


def test_twenty_thousand_lines_are_refused_before_they_are_read(national):
    answer = national.call("POST", "/api/imports", {"csv": listed(*[WHOLE] * 20_000)})

    assert answer.status == 413


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_list_is_read_as_spreadsheets_save_it(national, delimiter):
    text = "\ufeff" + listed(WHOLE).replace(";", delimiter).replace("\n", "\r\n")

    assert fates(tried(national, text)) == ["register"]


def test_a_coordinator_of_an_area_imports_for_its_own_area_alone(api):
    client = api.of(BOSSES[OF_AREA])

    assert fates(tried(client, listed(WHOLE))) == ["register"]
    foreign = tried(client, listed(WHOLE.replace(AREA, "transport")))
    assert foreign["rows"][0]["errors"][0]["column"] == "areas"
    assert api.of(CHIEF).call("POST", "/api/imports", {"csv": listed(WHOLE)}).status == 403
    assert fates(tried(api.of(BOSSES[VALIDATOR]), listed(WHOLE))) == ["register"]


def test_the_same_key_with_another_list_is_refused(national):
    body = {"csv": listed(WHOLE), "dry_run": False}
    assert national.call("POST", "/api/imports", body, key="k").status == 200
    assert national.call("POST", "/api/imports", body, key="k").status == 200

    other = national.call("POST", "/api/imports", body | {"csv": listed(INVITED)}, key="k")

    assert other.status == 422


def test_rows_that_resemble_each_other_are_told_before_anything_is_written(national):
    other = WHOLE.replace("Havnekontoret", "Havnekontorets")

    view = tried(national, listed(WHOLE, other))

    assert fates(view) == ["register", "wrong"]
    assert (
        fates(tried(national, listed(WHOLE, f"{other}yes"), dry_run=False)) == ["register"] * 2
    )


def test_a_row_that_was_corrected_is_the_same_authority(national):
    tried(national, listed(f"{WHOLE}yes"), dry_run=False)
    corrected = f"{WHOLE}yes".replace("Harbour office", "Harbour authority")

    assert fates(tried(national, listed(corrected))) == ["there"]


def test_many_of_like_names_are_imported_if_somebody_says_so(national):
    rows = [WHOLE.replace("Havnekontoret", f"Havnekontoret {n}") + "yes" for n in range(14)]

    view = tried(national, listed(*rows), dry_run=False)

    assert all(row["authority"] for row in view["rows"])
    assert sum(name.startswith("Havnekontoret") for name in names()) == 14


def test_who_is_invited_is_no_part_of_what_the_id_is_made_of(national):
    other = INVITED.replace("ann@skov", "bea@skov").replace("Ann", "Bea")

    one, two = (tried(national, listed(row))["rows"][0] for row in (INVITED, other))

    assert (one["fate"], two["fate"]) == ("invite", "invite")
    made = tried(national, listed(INVITED), dry_run=False)["rows"][0]["authority"]
    assert tried(national, listed(other))["rows"][0]["authority"] == made


def test_the_same_call_again_says_what_became_of_it_the_first_time(national):
    body = {"csv": listed(WHOLE, INVITED), "dry_run": False}

    first, second = (national.call("POST", "/api/imports", body, key="k").json() for _ in "12")

    labels = [[row["fate_label"] for row in view["rows"]] for view in (first, second)]
    assert labels == [["Registered", "Invited"]] * 2


def test_an_authority_that_was_given_up_can_be_imported_again(national):
    made = tried(national, listed(INVITED), dry_run=False)["rows"][0]["authority"]
    path = f"/api/authorities/{made}"
    gone = national.call("POST", f"{path}/deactivate", {}, tag=national.get(path)["etag"])
    assert gone.status == 200

    again = tried(national, listed(INVITED), dry_run=False)

    assert fates(again) == ["invite"]
    assert again["rows"][0]["authority"] not in (made, None)


def test_a_margin_of_empty_columns_is_no_fault(national):
    text = "\n".join([f"{HEAD};;", f"{WHOLE};;"])

    assert fates(tried(national, text)) == ["register"]
