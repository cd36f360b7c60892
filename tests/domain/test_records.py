from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import addresses, records
from chalicelib.domain.authorities import Part
from chalicelib.domain.errors import Invalid
from chalicelib.domain.records import Known, Named
from tests.builders import AREA, DANES, DENMARK, an_authority

KNOWN = Known(
    languages=("en", "da", "pt"),
    competences=("tourism",),
    professions=("nurse",),
    areas=(AREA,),
)


def pointers(authority) -> list[str]:
    try:
        records.must_be_whole(authority, KNOWN)
    except Invalid as error:
        return [fault.pointer for fault in error.faults]
    return []


def test_a_whole_record_is_whole():
    assert pointers(an_authority(competences=("tourism",), professions=("nurse",))) == []
    assert pointers(an_authority(level="regional", region="Fyn", website="", phone="")) == []


# fmt: off
FAULTY = [
    pytest.param({"party": replace(DANES, name="")}, ["/name"], id="no name"),
    pytest.param({"party": replace(DANES, name="x" * 201)}, ["/name"], id="long name"),
    pytest.param({"party": replace(DANES, name="ﷺ" * 200)}, ["/name"], id="a name longer than a key"),
    pytest.param({"party": replace(DANES, name="a\x00")}, ["/name"], id="control character"),
    pytest.param({"party": replace(DANES, titles={"da": "x"})}, ["/titles/en"], id="no English title"),
    pytest.param({"party": replace(DANES, titles={"en": "x", "da": ""})}, ["/titles/da"], id="empty title"),
    pytest.param({"party": replace(DANES, titles={"en": "x", "xx": "x"})}, ["/titles"], id="title in no language of ours"),
    pytest.param({"party": replace(DANES, country="XX")}, ["/country"], id="country"),
    pytest.param({"party": replace(DANES, language="xx")}, ["/language"], id="language"),
    pytest.param({"level": "world"}, ["/level"], id="level"),
    pytest.param({"level": "regional"}, ["/region"], id="regional without a region"),
    pytest.param({"region": "x" * 101}, ["/region"], id="long region"),
    pytest.param({"city": ""}, ["/city"], id="no city"),
    pytest.param({"address": "x" * 301}, ["/address"], id="long address"),
    pytest.param({"mailbox": ""}, ["/mailbox"], id="no mailbox"),
    pytest.param({"mailbox": "a@b"}, ["/mailbox"], id="no mail address"),
    pytest.param({"website": "ftp://a.example"}, ["/website"], id="no website"),
    pytest.param({"phone": "abc"}, ["/phone"], id="no phone number"),
    pytest.param({"languages": ()}, ["/languages"], id="no language"),
    pytest.param({"languages": ("da", "xx")}, ["/languages/1"], id="unknown language"),
    pytest.param({"languages": ("da", "da")}, ["/languages"], id="language twice"),
    pytest.param({"competences": ("magic",)}, ["/competences/0"], id="competence"),
    pytest.param({"professions": ("wizard",)}, ["/professions/0"], id="profession"),
    pytest.param({"parts": {"e_commerce": Part()}}, ["/parts/e_commerce"], id="area"),
]
# fmt: on


@pytest.mark.parametrize(("changes", "expected"), FAULTY)
def test_what_is_wrong_is_told_where_it_is(changes, expected):
    party = changes.pop("party", None)
    authority = replace(an_authority(), **changes, **({"party": party} if party else {}))

    assert pointers(authority) == expected


def test_what_is_edited_comes_back_as_it_was_written():
    authority = an_authority(competences=("tourism",))
    fields = records.plain(authority) | {"city": "Odense", "languages": ["pt"]}

    after = records.edited(authority, fields)

    assert records.edited(authority, records.plain(authority)) == authority
    assert tuple(records.plain(authority)) == records.EDITABLE
    assert records.changes(authority, after) == {
        "city": ("København", "Odense"),
        "languages": (["da", "en"], ["pt"]),
    }


def test_only_so_many_may_have_one_in_their_care():
    def in_care_of(count):
        names = tuple(f"c-{n}" for n in range(count))
        return an_authority(parts={AREA: Part(linked_coordinators=names)})

    records.must_not_be_too_many(in_care_of(40))
    with pytest.raises(Invalid):
        records.must_not_be_too_many(in_care_of(41))


AMONG = (
    Named(id="a", name="Autoridade do Turismo", city="Lisboa"),
    Named(id="b", name="Direção-Geral da Saúde", city="Lisboa"),
    Named(id="c", name="Autoridade do Turismo", city="Faro"),
)


@pytest.mark.parametrize(
    ("name", "city", "expected"),
    [
        pytest.param("Autoridade do Turismo", "Faro", ["c", "a"], id="same city first"),
        pytest.param("AUTORIDADE DO TURISMO", "lisboa", ["a", "c"], id="any case"),
        pytest.param("Turismo, Autoridade do", "Lisboa", ["a", "c"], id="other order"),
        pytest.param("Autoridade de Turismo", "Porto", ["a", "c"], id="a letter"),
        pytest.param("Direccao Geral de Saude", "Lisboa", ["b"], id="accents"),
        pytest.param("Autoridade do Trabalho", "Lisboa", [], id="another body"),
        pytest.param("Ordem dos Médicos", "Lisboa", [], id="quite another"),
        pytest.param("msturio daotadiderio uo", "Lisboa", [], id="the same letters"),
    ],
)
def test_a_body_that_may_be_the_same_is_found(name, city, expected):
    found = records.possible_duplicates(name, city, AMONG)

    assert [each.id for each in found] == expected


def test_what_is_known_to_be_another_body_is_no_duplicate():
    found = records.possible_duplicates("Autoridade do Turismo", "Faro", AMONG, but=["a", "c"])

    assert found == ()
    assert records.duplicate_fault(AMONG[0], "/name").facts["authority"] == "a"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("imi@kontor.example", True, id="plain"),
        pytest.param("first.last+tag@a.b-c.example", True, id="dots and a tag"),
        pytest.param("imi@kontor", False, id="no domain"),
        pytest.param("imi kontor@a.example", False, id="a blank"),
        pytest.param("a@b.example\nbcc:c@d.example", False, id="a second header"),
        pytest.param("a@b.example, c@d.example", False, id="two"),
        pytest.param(".a@b.example", False, id="begins with a dot"),
        pytest.param("a" * 250 + "@b.example", False, id="too long"),
    ],
)
def test_what_an_email_address_is(text, is_one):
    assert addresses.is_email(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("https://kontor.example", True, id="plain"),
        pytest.param("https://www.kontor.example/imi?a=b#c", True, id="with a path"),
        pytest.param("http://kontor.example", False, id="not safe"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("https://user@kontor.example", False, id="another place than it seems"),
        pytest.param("https://kontor.example/a b", False, id="a blank"),
        pytest.param("https://kontor.example/" + "a" * 300, False, id="too long"),
    ],
)
def test_what_a_website_is(text, is_one):
    assert addresses.is_website(text) is is_one


def test_the_danish_authority_has_a_phone():
    assert addresses.is_phone(an_authority(DENMARK).phone)


def test_a_record_that_is_begun_needs_a_name_and_a_city_and_nothing_wrong():
    begun = an_authority(level="", mailbox="", languages=(), address="", website="", phone="")

    records.must_be_begun(begun, KNOWN)

    with pytest.raises(Invalid) as raised:
        records.must_be_begun(replace(begun, city="", mailbox="nobody"), KNOWN)
    assert {fault.pointer for fault in raised.value.faults} == {"/city", "/mailbox"}
    assert "/level" in pointers(begun)


def test_names_of_other_letters_or_lengths_are_not_alike():
    among = [Named(id="1", name="Abcdef", city="X"), Named(id="2", name="Uvwxyz", city="X")]

    assert records.possible_duplicates("Ghijkl", "X", among) == ()
    assert records.possible_duplicates("Ab", "X", among) == ()
