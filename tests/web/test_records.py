"""Authorities' records: who may do what to which, and what the answers say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.authorities import Status
from chalicelib.storage import directory
from chalicelib.storage.audit import AuditItem
from tests.builders import AREA, DENMARK, NOON, PORTUGAL, TODAY
from tests.web.coordinators import (
    BOSSES,
    CHIEF,
    CLERK,
    LINKED,
    LUSITANIAN,
    LUSITANIAN_CHIEF,
    NATIONAL,
    OF_AREA,
    OF_OTHER_AREA,
    OTHER_AREA,
    VALIDATOR,
    put_in_care,
)
from tests.web.stage import INES, METTE, Api

pytestmark = pytest.mark.usefixtures("coordinators")

PATH = f"/api/authorities/{DENMARK}"
NEW = {
    "name": "Turismekontoret",
    "language": "da",
    "country": "DK",
    "titles": {"en": "Tourist office", "da": "Turistkontor"},
    "level": "local",
    "city": "Ribe",
    "mailbox": "imi@turisme.example",
    "languages": ["da", "en"],
    "parts": {AREA: {}},
}
INVITED = NEW | {"administrator": {"name": "Ane", "email": "ane@b.example", "language": "da"}}
PART = {"kind": "competent_authority", "access": "suspended", "request_coordinators": [OF_AREA]}

WHO = {
    "nobody": None,
    "member": METTE,
    "administrator": CHIEF,
    "foreigner": LUSITANIAN_CHIEF,
    "validating": BOSSES[VALIDATOR],
    "access": BOSSES[OF_AREA],
    "elsewhere": BOSSES[OF_OTHER_AREA],
    "linked": BOSSES[LINKED],
    "national": BOSSES[NATIONAL],
    "clerk": CLERK,
    "abroad": BOSSES[LUSITANIAN],
}


def tag(api: Api) -> str:
    return f'"{directory.authority(DENMARK).version}"'


def of(api: Api, who: str) -> Api:
    return api.of(WHO[who])


# fmt: off
#                                                                       nobody    admin.    valid.    elsewhere national  abroad
#                                                                            member    foreigner access    linked    clerk
MATRIX = [
    ("GET",    PATH,                         None,                      401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("GET",    f"{PATH}/audit",              None,                      401, 404, 200, 404, 200, 200, 404, 200, 200, 404, 404),
    ("PATCH",  PATH,                         {"city": "Odense"},        401, 403, 200, 403, 200, 403, 403, 403, 200, 403, 403),
    ("PATCH",  PATH,                         {"name": "Kontoret"},      401, 403, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("POST",   f"{PATH}/confirm",            {},                        401, 403, 200, 403, 200, 403, 403, 403, 200, 403, 403),
    ("POST",   f"{PATH}/validate",           {},                        401, 403, 403, 403, 409, 403, 403, 403, 409, 403, 403),
    ("POST",   f"{PATH}/suspend",            {},                        401, 403, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("POST",   f"{PATH}/resume",             {},                        401, 403, 403, 403, 409, 403, 403, 403, 409, 403, 403),
    ("POST",   f"{PATH}/deactivate",         {},                        401, 403, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("POST",   f"{PATH}/merge",              {"into": LINKED},          401, 403, 403, 403, 200, 403, 403, 403, 200, 403, 403),
    ("PUT",    f"{PATH}/areas/{AREA}",       PART,                      401, 403, 403, 403, 403, 200, 403, 403, 200, 403, 403),
    ("POST",   f"{PATH}/submit",             {},                        401, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403),
    ("POST",   f"{PATH}/areas/{OTHER_AREA}", {},                        401, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403),
    ("DELETE", f"{PATH}/areas/{AREA}",       None,                      401, 403, 409, 403, 403, 409, 403, 403, 409, 403, 403),
    ("POST",   "/api/imports",               {"csv": "name;city\nA;B"}, 401, 403, 403, 403, 200, 200, 200, 200, 200, 403, 200),
    ("POST",   "/api/authorities",           NEW,                       401, 403, 403, 403, 201, 201, 403, 201, 201, 403, 403),
    ("POST",   "/api/authorities",           INVITED,                   401, 403, 403, 403, 201, 201, 403, 201, 201, 403, 403),
    ("PATCH",  "/api/countries/DK",          {"news": []},              401, 403, 403, 403, 403, 403, 403, 403, 200, 403, 403),
    ("GET",    "/api/countries/DK",          None,                      401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("GET",    "/api/taxonomies",            None,                      401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("GET",    "/api/authorities?care=mine", None,                      401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
]
# fmt: on


@pytest.mark.parametrize(
    ("method", "path", "body", "who", "status"),
    [
        pytest.param(method, path, body, who, status, id=f"{method} {path} {who}")
        for method, path, body, *row in MATRIX
        for who, status in zip(WHO, row, strict=True)
    ],
)
def test_who_gets_what(api, method, path, body, who, status):
    before = directory.authority(DENMARK)
    version = '"0"' if "countries" in path else tag(api)

    answer = of(api, who).call(method, path, body, tag=version)

    assert answer.status == status, answer.text
    if status == 403:
        assert answer.json()["detail"]
    if status >= 400:
        assert directory.authority(DENMARK) == before
        assert list(AuditItem.query(DENMARK, AuditItem.item.startswith("audit#"))) == []


def test_the_record_says_what_its_reader_may_do(api):
    mine, theirs = of(api, "administrator").get(PATH), of(api, "foreigner").get(PATH)
    validators, access = of(api, "validating").get(PATH), of(api, "access").get(PATH)

    assert (mine["mine"], mine["in_my_care"]) == (True, False)
    assert (validators["mine"], validators["in_my_care"]) == (False, True)
    assert [each["action"] for each in mine["actions"]] == ["confirm"]
    assert "name" not in mine["editable"]
    assert [each["action"] for each in validators["actions"]] == [
        "confirm",
        "suspend",
        "deactivate",
        "merge",
    ]
    assert "name" in validators["editable"]
    assert theirs["editable"] == theirs["actions"] == theirs["relations"] == []
    assert access["parts"][AREA]["editable"]
    assert not validators["parts"][AREA]["editable"]
    part = theirs["parts"][AREA]
    assert part["access_coordinator"]["name"] == f"Koordinator {OF_AREA}"
    assert [each["id"] for each in part["linked_coordinators"]] == [LINKED]
    assert theirs["validating_coordinator"]["id"] == VALIDATOR


def test_only_those_concerned_see_that_there_are_too_few_officials(api):
    put_in_care(below_rule_since=TODAY)

    assert of(api, "member").get(PATH)["below_rule_since"] == TODAY.isoformat()
    assert of(api, "linked").get(PATH)["below_rule_since"] == TODAY.isoformat()
    assert of(api, "foreigner").get(PATH)["below_rule_since"] is None


def test_what_is_not_validated_yet_exists_for_its_coordinators_alone(api):
    put_in_care(status=Status.AWAITING_VALIDATION)

    assert of(api, "foreigner").call("GET", PATH).status == 404
    assert of(api, "abroad").call("PATCH", PATH, {"city": "x"}, tag=tag(api)).status == 404
    assert of(api, "administrator").get(PATH)["status"] == "awaiting_validation"
    answer = of(api, "validating").call("POST", f"{PATH}/validate", {}, tag=tag(api))
    assert answer.json()["status"] == "active"


def test_one_click_confirms_the_record(api):
    answer = of(api, "administrator").call("POST", f"{PATH}/confirm", {}, tag=tag(api))

    assert answer.json()["confirmed_on"] == TODAY.isoformat()


def test_a_record_is_changed_as_a_merge_patch_says(api):
    patch = {
        "titles": {"pt": None, "sv": " Kontor "},
        "languages": ["da"],
        "competences": ["tourism"],
        "website": "",
    }

    answer = of(api, "administrator").call("PATCH", PATH, patch, tag=tag(api))

    changed = answer.json()
    assert answer.status == 200
    assert changed["titles"] == {"en": "Danish business office", "sv": "Kontor"}
    assert (changed["languages"], changed["competences"]) == (["da"], ["tourism"])
    assert changed["website"] == ""
    assert answer.headers["ETag"] == changed["etag"]


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        pytest.param({"mailbox": "nobody"}, "/mailbox", id="no e-mail address"),
        pytest.param({"mailbox": None}, "/mailbox", id="no mailbox"),
        pytest.param({"website": "http://x.example"}, "/website", id="not https"),
        pytest.param({"phone": "call me"}, "/phone", id="no phone number"),
        pytest.param({"languages": ["xx"]}, "/languages/0", id="no language of ours"),
        pytest.param({"languages": ["da", "da"]}, "/languages", id="twice"),
        pytest.param({"level": "galactic"}, "/level", id="level"),
        pytest.param({"city": "x" * 101}, "/city", id="too long"),
        pytest.param({"titles": {"en": None}}, "/titles/en", id="no English title"),
        pytest.param({"professions": ["wizard"]}, "/professions/0", id="profession"),
        pytest.param({"status": "active"}, "/status", id="not by a patch"),
        pytest.param({"country": "PT"}, "/country", id="no other country"),
    ],
)
def test_a_record_that_is_not_whole_is_refused(api, patch, pointer):
    answer = of(api, "administrator").call("PATCH", PATH, patch, tag=tag(api))

    assert answer.status == 422
    assert pointer in [each["pointer"] for each in answer.json()["errors"]]


def test_a_change_needs_the_version_that_it_was_made_to(api):
    chief = of(api, "administrator")

    assert chief.call("PATCH", PATH, {"city": "Odense"}).status == 428
    assert chief.call("PATCH", PATH, {"city": "Odense"}, tag='"99"').status == 412
    assert chief.call("POST", f"{PATH}/confirm", {}).status == 428
    national = of(api, "national")
    assert national.call("PUT", f"{PATH}/areas/{AREA}", PART).status == 428
    assert national.call("PUT", f"{PATH}/areas/{AREA}", PART, tag='"99"').status == 412


def test_the_same_step_twice_with_one_key_is_taken_once(api):
    chief, version = of(api, "administrator"), tag(api)

    first = chief.call("POST", f"{PATH}/confirm", {}, tag=version, key="once")
    second = chief.call("POST", f"{PATH}/confirm", {}, tag=version, key="once")
    other = chief.call("POST", f"{PATH}/confirm", {}, tag=version, key="twice")

    assert (first.status, second.status, other.status) == (200, 200, 412)
    assert first.json() == second.json()


def test_the_key_of_one_step_does_not_do_for_another(api):
    national = of(api, "national")
    national.call("POST", f"{PATH}/suspend", {}, tag=tag(api), key="key")

    fresh = national.call("POST", f"{PATH}/resume", {}, tag=tag(api), key="key")
    stale = national.call("POST", f"{PATH}/resume", {}, tag='"1"', key="key")

    assert {fresh.status, stale.status} == {422}
    assert directory.authority(DENMARK).status is Status.SUSPENDED


def test_a_registered_authority_is_active_and_in_the_care_of_who_registered_it(api):
    access = of(api, "access")

    answer = access.call("POST", "/api/authorities", NEW)

    made = answer.json()
    assert answer.status == 201, answer.text
    assert answer.headers["Location"] == f"/api/authorities/{made['id']}"
    assert (made["status"], made["areas"]) == ("active", [AREA])
    assert made["validating_coordinator"]["id"] == OF_AREA
    assert made["parts"][AREA]["access_coordinator"]["id"] == OF_AREA
    assert made["time_zone"] == "Europe/Copenhagen"
    cared = access.get("/api/authorities?care=mine")["items"]
    assert {each["id"] for each in cared} == {made["id"], DENMARK}


@pytest.mark.parametrize(
    ("change", "who", "status"),
    [
        pytest.param({"country": "PT"}, "access", 403, id="another country"),
        pytest.param(
            {"parts": {"e_commerce": {}}}, "national", 422, id="an area that is not there"
        ),
        pytest.param(
            {"parts": {AREA: {"kind": "area_coordinator"}}}, "access", 403, id="a peer"
        ),
        pytest.param(
            {"parts": {AREA: {"kind": "national_coordinator"}}}, "national", 403, id="a king"
        ),
        pytest.param(
            {"parts": {AREA: {"kind": "area_coordinator"}}}, "national", 201, id="below"
        ),
        pytest.param({"language": "xx"}, "national", 422, id="language"),
        pytest.param({"country": "Ж"}, "national", 403, id="no country"),
        pytest.param({"parts": {AREA: {"kind": "emperor"}}}, "national", 422, id="no kind"),
    ],
)
def test_what_a_coordinator_may_register(api, change, who, status):
    answer = of(api, who).call("POST", "/api/authorities", NEW | change)

    assert answer.status == status, answer.text


def test_a_possible_duplicate_is_shown_and_a_deliberate_choice_demanded(api):
    access = of(api, "access")
    first = access.call("POST", "/api/authorities", NEW).json()["id"]
    alike = NEW | {"name": "Turisme-kontoret", "city": "Ribe"}

    refused = access.call("POST", "/api/authorities", NEW)
    similar = access.call("POST", "/api/authorities", alike)
    chosen = access.call("POST", "/api/authorities", NEW | {"despite": [first]})

    assert (refused.status, similar.status, chosen.status) == (409, 409, 201)
    assert refused.json()["type"] == "/problems/broken-rule"
    [told] = refused.json()["errors"]
    assert told["authority"] == first
    assert told["pointer"] == "/despite"
    assert "Turismekontoret" in told["detail"]


def test_a_registration_that_comes_twice_is_carried_out_once(api):
    access = of(api, "access")

    first = access.call("POST", "/api/authorities", NEW, key="key")
    second = access.call("POST", "/api/authorities", NEW, key="key")
    other = access.call("POST", "/api/authorities", NEW | {"city": "Esbjerg"}, key="key")

    assert (first.status, second.status, other.status) == (201, 201, 422)
    assert first.json() == second.json()


def test_a_name_that_another_authority_has_there_is_refused(api):
    made = of(api, "validating").call("POST", "/api/authorities", NEW | {"parts": {}}).json()
    path = f"/api/authorities/{made['id']}"
    patch = {"name": "ERHVERVSKONTORET", "city": "København"}

    answer = of(api, "validating").call("PATCH", path, patch, tag=made["etag"])

    assert (answer.status, answer.json()["errors"][0]["pointer"]) == (409, "/name")


def test_a_name_that_was_given_up_is_free(api):
    validating = of(api, "validating")
    made = validating.call("POST", "/api/authorities", NEW | {"parts": {}}).json()
    path = f"/api/authorities/{made['id']}"
    assert validating.call("PATCH", path, {"name": "Byen"}, tag=made["etag"]).status == 200

    assert validating.call("POST", "/api/authorities", NEW | {"parts": {}}).status == 201


def test_who_has_access_to_an_area_is_decided_by_its_access_coordinator(api):
    body = PART | {"allocation": True, "linked_coordinators": [LINKED]}

    answer = of(api, "access").call("PUT", f"{PATH}/areas/{AREA}", body, tag=tag(api))

    changed = answer.json()
    assert changed["areas"] == []
    part = changed["parts"][AREA]
    assert (part["access"], part["allocation"]) == ("suspended", True)
    assert part["access_coordinator"]["id"] == OF_AREA


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param({"access_coordinator": "nobody"}, "/access_coordinator", id="unknown"),
        pytest.param({"access_coordinator": PORTUGAL}, "/access_coordinator", id="abroad"),
        pytest.param(
            {"request_coordinators": [DENMARK]}, "/request_coordinators/0", id="itself"
        ),
        pytest.param(
            {"linked_coordinators": [LINKED, LINKED]}, "/linked_coordinators", id="twice"
        ),
    ],
)
def test_coordinators_must_be_there_and_be_coordinators(api, change, pointer):
    answer = of(api, "access").call("PUT", f"{PATH}/areas/{AREA}", PART | change, tag=tag(api))

    assert answer.status == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_an_area_that_is_not_published_is_not_found(api):
    answer = of(api, "national").call("PUT", f"{PATH}/areas/e_commerce", PART, tag=tag(api))

    assert answer.status == 404


def test_nobody_makes_or_unmakes_a_national_coordinator(api):
    path = f"/api/authorities/{NATIONAL}"
    version = f'"{directory.authority(NATIONAL).version}"'
    national = of(api, "national")

    down = national.call("PUT", f"{path}/areas/{AREA}", PART, tag=version)
    up = national.call(
        "PUT", f"{PATH}/areas/{AREA}", PART | {"kind": "national_coordinator"}, tag=tag(api)
    )
    gone = national.call("POST", f"{path}/deactivate", {}, tag=version)

    assert [each.status for each in (down, up, gone)] == [403, 403, 403]


@pytest.mark.parametrize(
    "into",
    [
        pytest.param(DENMARK, id="itself"),
        pytest.param("nowhere", id="nowhere"),
        pytest.param(PORTUGAL, id="abroad"),
    ],
)
def test_an_authority_goes_into_another_active_one_of_its_country(api, into):
    answer = of(api, "national").call("POST", f"{PATH}/merge", {"into": into}, tag=tag(api))

    assert (answer.status, answer.json()["errors"][0]["pointer"]) == (422, "/into")


def test_what_was_merged_stays_as_it_was(api):
    national = of(api, "national")
    merged = national.call("POST", f"{PATH}/merge", {"into": LINKED}, tag=tag(api)).json()

    assert (merged["status"], merged["successor"]["id"]) == ("merged", LINKED)
    assert merged["actions"] == merged["editable"] == []
    assert national.call("PATCH", PATH, {"city": "Ribe"}, tag=tag(api)).status == 409


def test_a_coordinator_sees_those_in_its_care_and_what_they_lack(api):
    put_in_care(below_rule_since=TODAY, confirmed_on=TODAY - timedelta(days=100))

    [row] = of(api, "linked").get("/api/authorities?care=mine")["items"]

    assert row["id"] == DENMARK
    assert row["status"] == "active"
    assert row["below_rule_since"] == TODAY.isoformat()
    assert row["confirmed_on"] == (TODAY - timedelta(days=100)).isoformat()
    assert of(api, "foreigner").get("/api/authorities?care=mine")["items"] == []
    assert of(api, "member").call("GET", "/api/authorities?care=theirs").status == 422


def test_a_national_coordinator_has_its_whole_country_in_its_care(api):
    national = of(api, "national")
    found, cursor = [], ""

    while cursor is not None:
        page = national.get(f"/api/authorities?care=mine&limit=2{cursor}")
        found += [each["id"] for each in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"

    assert sorted(found) == sorted([DENMARK, OF_AREA, OF_OTHER_AREA, VALIDATOR, LINKED])


def test_the_cursor_of_a_national_coordinator_leads_nobody_else_into_the_country(api):
    cursor = of(api, "national").get("/api/authorities?care=mine&limit=1")["next"]

    page = of(api, "foreigner").get(f"/api/authorities?care=mine&cursor={cursor}")

    assert page["items"] == []


def test_the_list_of_those_in_ones_care_goes_on(api):
    access = of(api, "access")
    for city in ("Ribe", "Esbjerg"):
        body = NEW | {"city": city, "name": f"Kontor i {city}"}
        assert access.call("POST", "/api/authorities", body).status == 201
    first = access.get("/api/authorities?care=mine&limit=1")
    second = access.get(f"/api/authorities?care=mine&limit=5&cursor={first['next']}")

    ids = [each["id"] for page in (first, second) for each in page["items"]]
    assert len(ids) == len(set(ids)) == 3
    assert second["next"] is None


def test_the_audit_tells_who_changed_what_on_whose_behalf(api, now):
    of(api, "administrator").call("PATCH", PATH, {"city": "Odense"}, tag=tag(api))
    now(NOON + timedelta(hours=1))
    of(api, "access").call("PUT", f"{PATH}/areas/{AREA}", PART, tag=tag(api))

    items = of(api, "administrator").get(f"{PATH}/audit")["items"]

    first = items[-1]
    assert (first["action"], first["field"]) == ("edit", "city")
    assert (first["old"], first["new"]) == ("København", "Odense")
    assert (first["official"], first["official_name"]) == (CHIEF.id, CHIEF.name)
    assert first["on_behalf_of"]["id"] == DENMARK
    newest = {each["field"]: each for each in items[:-1]}
    assert newest["access"]["area"] == AREA
    assert (newest["access"]["old"], newest["access"]["new"]) == ("granted", "suspended")
    assert newest["access"]["official_name"] is None
    assert {each["on_behalf_of"]["id"] for each in items[:-1]} == {OF_AREA}


def test_the_audit_goes_on_page_by_page(api):
    chief = of(api, "administrator")
    for city in ("Odense", "Aarhus", "Ribe"):
        chief.call("PATCH", PATH, {"city": city}, tag=tag(api))

    first = chief.get(f"{PATH}/audit?limit=2")
    second = chief.get(f"{PATH}/audit?limit=2&cursor={first['next']}")

    told = {each["new"] for page in (first, second) for each in page["items"]}
    assert told == {"Odense", "Aarhus", "Ribe"}


def test_a_national_coordinator_says_what_is_told_of_its_country(api, now):
    national = of(api, "national")
    stored = national.get("/api/countries/DK")
    patch = {
        "helpdesk": {"name": "Hjælpen", "language": "da", "email": "imi@hjaelp.example"},
        "courses": [{"title": {"da": "Kursus"}, "starts_on": "2026-06-01", "place": "Ribe"}],
    }

    answer = national.call("PATCH", "/api/countries/DK", patch, tag=stored["etag"])

    changed = answer.json()
    assert answer.status == 200, answer.text
    assert changed["helpdesk"]["source"] == f"Koordinator {NATIONAL}"
    assert changed["helpdesk"]["confirmed"]
    assert changed["coordinator"] == stored["coordinator"]
    assert changed["news"] == stored["news"]
    assert [each["pointer"] for each in changed["warnings"]] == [
        "/courses/0/title",
        "/news/0/title",
    ]
    assert "23" in changed["warnings"][0]["detail"]
    [listed] = [c for c in api.get("/api/countries")["items"] if c["code"] == "DK"]
    assert listed["helpdesk"]["email"] == "imi@hjaelp.example"
    assert national.call("PATCH", "/api/countries/DK", patch, tag=stored["etag"]).status == 412
    again = national.call("PATCH", "/api/countries/DK", {"news": []}, tag=changed["etag"])
    assert again.status == 200
    assert national.call("PATCH", "/api/countries/DK", {}).status == 428


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        pytest.param({"helpdesk": {"email": "x"}}, "/helpdesk/name", id="without a name"),
        pytest.param(
            {"helpdesk": {"name": "x", "language": "da", "email": "x"}},
            "/helpdesk/email",
            id="e-mail",
        ),
        pytest.param(
            {"news": [{"title": {}, "published_on": "2026-01-01"}]}, "/news/0/title", id="title"
        ),
        pytest.param({"code": "SE"}, "/code", id="not the country itself"),
    ],
)
def test_what_cannot_be_told_of_a_country_is_refused(api, patch, pointer):
    answer = of(api, "national").call("PATCH", "/api/countries/DK", patch, tag='"0"')

    assert answer.status == 422
    assert pointer in [each["pointer"] for each in answer.json()["errors"]]


def test_another_countrys_coordinator_is_told_why(api):
    answer = of(api, "abroad").call("PATCH", "/api/countries/DK", {"news": []}, tag='"0"')

    assert answer.status == 403
    assert "another country" in answer.json()["detail"]
    assert of(api, "abroad").call("PATCH", "/api/countries/SE", {}, tag='"0"').status == 404


def test_the_terms_of_the_taxonomies_are_in_the_readers_language(api):
    danish = Api(api.gateway, CHIEF, "da").get("/api/taxonomies")["items"]

    assert danish[0] == {
        "code": "competences",
        "version": 1,
        "terms": [{"code": "tourism", "text": "Turisme", "language": "da"}],
    }
    assert danish[1]["terms"] == [{"code": "nurse", "text": "Nurse", "language": "en"}]


def test_whoever_asks_for_what_is_no_authority_finds_nothing(api):
    for method, path in (
        ("GET", "/api/authorities/no_such"),
        ("PATCH", "/api/authorities/nowhere"),
        ("POST", "/api/authorities/nowhere/confirm"),
        ("POST", f"{PATH}/explode"),
        ("GET", "/api/authorities/nowhere/audit"),
    ):
        body = None if method == "GET" else {}
        assert api.of(INES).call(method, path, body, tag='"1"').status == 404, path
