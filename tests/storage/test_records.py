from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.audit import Entry
from chalicelib.domain.authorities import Access, Authority, Kind, Part, Status
from chalicelib.domain.care import charge
from chalicelib.domain.errors import Invalid, NotFound, Stale
from chalicelib.domain.taxonomies import Taxonomy
from chalicelib.storage import audit, countries, directory, records, taxonomies
from chalicelib.storage.audit import AuditItem, ValuesItem
from chalicelib.storage.directory_items import DirectoryTable
from chalicelib.storage.writes import Write
from tests.builders import (
    AREA,
    CANARY,
    DANES,
    DENMARK,
    NOON,
    PORTUGAL,
    TODAY,
    a_country,
    an_authority,
)

pytestmark = pytest.mark.usefixtures("aws")

WHOLE = an_authority(
    DENMARK,
    parts={
        AREA: Part(
            kind=Kind.DELEGATED_COORDINATOR,
            access=Access.SUSPENDED,
            access_coordinator="access",
            request_coordinators=("request", "access"),
            linked_coordinators=("linked",),
            approves_sending=True,
            approves_reply=True,
            allocation=True,
        ),
        "e_commerce": Part(),
    },
    region="Sjælland",
    competences=("tourism",),
    professions=("nurse",),
    status=Status.SUSPENDED,
    validating_coordinator="validating",
    successor="successor",
    confirmed_on=TODAY,
    below_rule_since=TODAY - timedelta(days=1),
)
AN_ENTRY = Entry(
    authority=DENMARK,
    at=NOON,
    by="mette",
    on_behalf_of=DANES,
    action="edit",
    field="titles",
    old={"en": "Old"},
    new={"en": "New", "da": "Nyt"},
)
COORDINATORS = ("access", "linked", "request", "validating")


def saved(authority: Authority, before: Authority | None = None) -> Authority:
    write = Write()
    result = records.put(write, authority, before=before)
    write.commit()
    return result


def in_care_of(coordinator: str) -> list[Any]:
    directory.save_authority(an_authority(replace(DANES, id=coordinator, name=coordinator)))
    return list(records.charges(coordinator, limit=20, cursor=None).items)


def written(*entries: Entry) -> None:
    write = Write()
    for entry in entries:
        audit.add(write, entry)
    write.commit()


def test_every_field_of_an_authority_is_read_back():
    by_default = {
        each.name for each in fields(WHOLE) if getattr(WHOLE, each.name) == each.default
    }
    assert by_default == {"version"}, "each field must be another than by default"

    stored = saved(WHOLE)

    assert directory.authority(DENMARK) == stored == replace(WHOLE, version=1)
    assert records.load([DENMARK, "nowhere"]) == {DENMARK: stored}


def test_each_coordinator_finds_the_authority_in_its_care():
    stored = saved(WHOLE)

    for coordinator in COORDINATORS:
        assert in_care_of(coordinator) == [charge(stored)], coordinator


def test_who_is_coordinator_no_longer_finds_it_no_longer():
    before = saved(WHOLE)
    after = replace(before, validating_coordinator="new")

    stored = saved(after, before)

    assert in_care_of("validating") == []
    assert in_care_of("new") == [charge(stored)]
    assert in_care_of("access") == [charge(stored)]


def test_coordinators_are_told_of_each_change():
    before = saved(WHOLE)

    stored = saved(replace(before, status=Status.ACTIVE, below_rule_since=None), before)

    for coordinator in COORDINATORS:
        assert in_care_of(coordinator) == [charge(stored)]


def test_what_is_in_nobodys_care_is_found_nowhere():
    with pytest.raises(NotFound):
        records.charges("nowhere", limit=1, cursor=None)
    with pytest.raises(Invalid):
        records.charges("nowhere", limit=1, cursor="x")


def test_the_national_coordinator_of_a_country_is_known_until_another_takes_its_place():
    assert records.national("DK") is None
    saved(an_authority(parts={AREA: Part(kind=Kind.NATIONAL_COORDINATOR)}))
    assert records.national("DK") == DENMARK

    saved(
        an_authority(
            replace(DANES, id="new"), parts={"x": Part(kind=Kind.NATIONAL_COORDINATOR)}
        )
    )

    assert (records.national("DK"), records.national("PT")) == ("new", None)


def test_a_name_is_taken_once_and_free_when_it_was_given_up():
    first, second = an_authority(), an_authority(replace(DANES, id="second"))

    def claim(authority: Authority, seen: Any) -> None:
        write = Write()
        records.claim(write, authority, seen=seen)
        write.commit()

    claim(first, {})
    with pytest.raises(Stale):
        claim(second, {})
    seen = records.names("DK")
    assert [named.id for named in seen.values()] == [DENMARK]
    claim(second, seen)
    assert {named.id for named in records.names("DK").values()} == {DENMARK, "second"}
    write = Write()
    records.release(write, first, seen=records.names("DK"))
    write.commit()
    claim(an_authority(replace(DANES, id="third")), records.names("DK"))
    assert {named.id for named in records.names("DK").values()} == {"second", "third"}


def test_the_audit_is_read_back_newest_first():
    later = replace(AN_ENTRY, at=NOON + timedelta(seconds=1), field=None, old=None, new=None)
    written(AN_ENTRY, replace(AN_ENTRY, n=1, field="city"))
    written(later)

    page = audit.entries(DENMARK, limit=10, cursor=None)

    assert page.items == (later, replace(AN_ENTRY, n=1, field="city"), AN_ENTRY)
    assert audit.entries(PORTUGAL, limit=10, cursor=None).items == ()


def test_what_is_personal_stands_in_the_audit_as_a_digest_until_it_is_erased():
    personal = replace(
        AN_ENTRY, about="mette", field="email", old=None, new=f"{CANARY}@x.example"
    )
    written(personal, replace(AN_ENTRY, n=1))

    assert audit.entries(DENMARK, limit=10, cursor=None).items[-1] == personal
    entry = next(item for item in AuditItem.query(DENMARK) if item.about)
    assert CANARY not in repr(entry.to_simple_dict())
    [values] = ValuesItem.query(DENMARK, DirectoryTable.item.startswith("erasable#mette#"))
    assert audit.digest(values.salt, values.new) == entry.new
    assert values.salt not in repr(entry.to_simple_dict())

    assert audit.erase(DENMARK, "mette") == 1
    assert audit.erase(DENMARK, "mette") == 0

    erased = audit.entries(DENMARK, limit=10, cursor=None).items[-1]
    assert erased == replace(personal, new=None, erased=True)
    everything = [item.to_simple_dict() for item in DirectoryTable.query(DENMARK)]
    assert CANARY not in repr(everything)


def test_a_taxonomy_is_read_back():
    taxonomies.forget()
    taxonomy = Taxonomy(code="competences", version=2, terms={"health": {"en": "Health"}})
    taxonomies.publish(taxonomy)

    assert taxonomies.catalogue(NOON) == {"competences": taxonomy}

    taxonomies.forget()


def test_an_edited_country_is_kept_and_the_second_of_two_editors_loses():
    countries.forget()
    country = a_country("DK")
    countries.publish(country)
    assert countries.read("DK") == (country, 0)
    edited = replace(country, news=())

    def save(version: int) -> None:
        write = Write()
        countries.save(write, edited, version=version, at=NOON)
        write.commit()

    save(0)
    assert countries.read("DK") == (edited, 1)
    with pytest.raises(Stale):
        save(0)
    save(1)
    assert not countries.publish(country)
    assert countries.read("DK") == (edited, 2)
    with pytest.raises(NotFound):
        countries.read("XX")
    countries.forget()
