from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import care
from chalicelib.domain.authorities import Access, Kind, Part, Status
from chalicelib.domain.care import ALLOWED, GIVES, Act, Relation
from chalicelib.domain.errors import NotAllowed, Reason
from chalicelib.domain.officials import Acting, Membership
from tests.builders import AREA, DENMARK, FINLAND, PORTUGAL, a_party, acting, an_authority

OTHER_AREA = "e_commerce"


def a_coordinator(kind=Kind.AREA_COORDINATOR, of=DENMARK, **changes):
    party = replace(a_party(of), id="coordinator")
    return an_authority(party, **{"parts": {AREA: Part(kind=kind)}} | changes)


def boss(of, *, administrator=True) -> Acting:
    membership = Membership(party=of.party, roles={}, administrator=administrator)
    return Acting(official=acting().official, membership=membership)


def linked(relation: Relation, **changes):
    """Return the Danish authority with the coordinator in one relation."""
    names = {
        Relation.ACCESS: {"access_coordinator": "coordinator"},
        Relation.REQUEST: {"request_coordinators": ("coordinator",)},
        Relation.LINKED: {"linked_coordinators": ("coordinator",)},
    }
    parts = {AREA: Part(**names.get(relation, {})), OTHER_AREA: Part()}
    validating = "coordinator" if relation is Relation.VALIDATING else None
    return an_authority(DENMARK, parts=parts, validating_coordinator=validating, **changes)


SIDES = [Relation.VALIDATING, Relation.ACCESS, Relation.REQUEST, Relation.LINKED]


@pytest.mark.parametrize("relation", SIDES)
def test_each_relation_is_told_apart(relation):
    coordinator, authority = a_coordinator(), linked(relation)

    assert care.relations(coordinator, authority) == {relation}
    assert care.has_in_care(coordinator, authority)
    assert not care.has_in_care(authority, coordinator)


@pytest.mark.parametrize("relation", SIDES)
@pytest.mark.parametrize("act", set(Act) - {Act.SET_AREA})
def test_the_table_says_what_a_relation_allows(relation, act):
    coordinator = a_coordinator()

    refusal = care.refusal(act, boss(coordinator), coordinator, linked(relation))

    assert refusal == (None if relation in ALLOWED[act] else Reason.OTHER_COORDINATOR)


def test_access_counts_in_its_own_area_alone():
    coordinator, authority = a_coordinator(), linked(Relation.ACCESS)
    by = boss(coordinator)

    assert care.refusal(Act.SET_AREA, by, coordinator, authority, AREA) is None
    assert (
        care.refusal(Act.SET_AREA, by, coordinator, authority, OTHER_AREA)
        is Reason.OTHER_COORDINATOR
    )


@pytest.mark.parametrize(
    ("area", "relation", "refusal"),
    [
        pytest.param(AREA, Relation.VALIDATING, None, id="its own area"),
        pytest.param("transport", Relation.VALIDATING, Reason.OTHER_COORDINATOR, id="another"),
        pytest.param(AREA, Relation.LINKED, Reason.OTHER_COORDINATOR, id="only linked"),
    ],
)
def test_a_validating_coordinator_adds_an_area_that_it_coordinates(area, relation, refusal):
    coordinator = a_coordinator()
    authority = replace(linked(relation), parts={})
    if relation is Relation.LINKED:
        part = Part(linked_coordinators=("coordinator",))
        authority = replace(authority, parts={OTHER_AREA: part})

    assert (
        care.refusal(Act.SET_AREA, boss(coordinator), coordinator, authority, area) is refusal
    )


def test_a_national_coordinator_may_all_of_it_in_its_country():
    national = a_coordinator(Kind.NATIONAL_COORDINATOR)

    for act in set(Act) - {Act.SUBMIT, Act.ASK_AREA}:
        assert care.refusal(act, boss(national), national, an_authority(), OTHER_AREA) is None
    for act in Act:
        abroad = care.refusal(act, boss(national), national, an_authority(PORTUGAL), AREA)
        assert abroad is Reason.OTHER_COUNTRY


@pytest.mark.parametrize(
    "act", [Act.VALIDATE, Act.SUSPEND, Act.RESUME, Act.DEACTIVATE, Act.MERGE]
)
def test_nobody_suspends_or_ends_itself(act):
    national = a_coordinator(Kind.NATIONAL_COORDINATOR)

    assert care.refusal(act, boss(national), national, national) is Reason.OTHER_COORDINATOR


def test_administrators_keep_their_own_record_but_not_its_name():
    own = an_authority(DENMARK)
    by = boss(own)

    allowed = {act for act in Act if care.refusal(act, by, own, own, AREA) is None}

    assert allowed == {
        Act.READ_AUDIT,
        Act.READ_OFFICIALS,
        Act.SET_OFFICIALS,
        Act.EDIT,
        Act.CONFIRM,
        Act.SUBMIT,
        Act.ASK_AREA,
        Act.REPORT_SUBJECT,
    }


def test_only_administrators_act():
    coordinator = a_coordinator()
    by = boss(coordinator, administrator=False)

    with pytest.raises(NotAllowed) as raised:
        care.must(Act.EDIT, by, coordinator, linked(Relation.VALIDATING))

    assert raised.value.reason is Reason.NO_ADMINISTRATOR


def test_an_administrator_does_what_the_table_allows():
    coordinator = a_coordinator()

    care.must(Act.EDIT, boss(coordinator), coordinator, linked(Relation.VALIDATING))


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        pytest.param(an_authority(FINLAND), Reason.NOT_YOURS, id="no coordinator"),
        pytest.param(a_coordinator(), Reason.NOT_IN_CARE, id="coordinator of others"),
        pytest.param(a_coordinator(of=PORTUGAL), Reason.OTHER_COUNTRY, id="coordinator abroad"),
    ],
)
def test_a_stranger_is_told_why(own, reason):
    assert care.refusal(Act.EDIT, boss(own), own, an_authority(DENMARK)) is reason


@pytest.mark.parametrize("kind", [Kind.AREA_COORDINATOR, Kind.NATIONAL_COORDINATOR])
def test_who_is_suspended_coordinates_nobody(kind):
    suspended = a_coordinator(kind, status=Status.SUSPENDED)

    assert care.relations(suspended, linked(Relation.VALIDATING)) == frozenset()
    assert not care.coordinates(suspended, AREA)


def test_a_coordinator_without_access_to_the_area_coordinates_nobody_there():
    part = Part(kind=Kind.AREA_COORDINATOR, access=Access.SUSPENDED)

    assert not care.coordinates(a_coordinator(parts={AREA: part}), AREA)


@pytest.mark.parametrize("given", list(Kind))
@pytest.mark.parametrize("kind", list(Kind))
def test_a_coordinator_makes_others_what_the_table_allows(kind, given):
    coordinator = a_coordinator(kind)

    if given in GIVES[kind]:
        care.must_give(coordinator, AREA, given)
    else:
        with pytest.raises(NotAllowed):
            care.must_give(coordinator, AREA, given)


def test_no_authority_makes_a_national_coordinator():
    assert Kind.NATIONAL_COORDINATOR not in frozenset().union(*GIVES.values())


# fmt: off
REGISTRATIONS = [
    pytest.param(a_coordinator(), True, "DK", {AREA: Kind.COMPETENT_AUTHORITY}, None, id="its own area"),
    pytest.param(a_coordinator(), True, "DK", {}, None, id="no area yet"),
    pytest.param(a_coordinator(), False, "DK", {}, Reason.NO_ADMINISTRATOR, id="no administrator"),
    pytest.param(a_coordinator(), True, "PT", {}, Reason.OTHER_COUNTRY, id="abroad"),
    pytest.param(a_coordinator(), True, "DK", {OTHER_AREA: Kind.COMPETENT_AUTHORITY}, Reason.OTHER_AREA, id="another area"),
    pytest.param(a_coordinator(), True, "DK", {AREA: Kind.AREA_COORDINATOR}, Reason.KIND_NOT_YOURS, id="a peer"),
    pytest.param(an_authority(), True, "DK", {}, Reason.NO_COORDINATOR, id="no coordinator"),
    pytest.param(a_coordinator(Kind.NATIONAL_COORDINATOR, parts={OTHER_AREA: Part(kind=Kind.NATIONAL_COORDINATOR)}),
                 True, "DK", {AREA: Kind.AREA_COORDINATOR}, None, id="national, any area"),
]
# fmt: on


@pytest.mark.parametrize(("own", "administrator", "country", "kinds", "reason"), REGISTRATIONS)
def test_who_may_register(own, administrator, country, kinds, reason):
    by = boss(own, administrator=administrator)

    if reason is None:
        care.must_register(by, own, country=country, kinds=kinds)
        return
    with pytest.raises(NotAllowed) as raised:
        care.must_register(by, own, country=country, kinds=kinds)

    assert raised.value.reason is reason


NATIONAL = a_coordinator(Kind.NATIONAL_COORDINATOR)


@pytest.mark.parametrize(
    ("own", "administrator", "country", "reason"),
    [
        pytest.param(NATIONAL, True, "DK", None, id="its own"),
        pytest.param(NATIONAL, True, "PT", Reason.OTHER_COUNTRY, id="another"),
        pytest.param(NATIONAL, False, "DK", Reason.NO_ADMINISTRATOR, id="no administrator"),
        pytest.param(
            a_coordinator(), True, "DK", Reason.NO_NATIONAL_COORDINATOR, id="of an area"
        ),
    ],
)
def test_who_may_edit_a_country(own, administrator, country, reason):
    by = boss(own, administrator=administrator)

    if reason is None:
        care.must_edit_country(by, own, country)
        return
    with pytest.raises(NotAllowed) as raised:
        care.must_edit_country(by, own, country)

    assert raised.value.reason is reason


def test_what_concerns_the_whole_country_is_for_its_coordinator_alone():
    care.must_be_national(boss(NATIONAL, administrator=True), NATIONAL)
    with pytest.raises(NotAllowed):
        care.must_be_national(boss(NATIONAL, administrator=False), NATIONAL)


def test_a_charge_is_the_authority_at_a_glance():
    authority = an_authority(DENMARK)

    charge = care.charge(authority)

    assert (charge.party, charge.areas) == (authority.party, {AREA})


def test_a_request_for_access_is_told_to_who_decides_on_it():
    part = Part(access=Access.REQUESTED, access_coordinator="coordinator")
    found = care.charge(an_authority(parts={AREA: part, OTHER_AREA: Part()}))

    assert found.asked_of("coordinator") == {AREA}
    assert found.asked_of("another") == frozenset()
