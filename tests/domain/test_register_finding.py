from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain import register_finding, registers
from chalicelib.domain.register_finding import Wish, Words
from chalicelib.domain.register_health import State
from chalicelib.domain.registers import EVERYWHERE, Answer, Cost
from chalicelib.domain.requests import AskedQuestion
from tests.builders import DANES, a_request
from tests.domain.test_registers import PLAIN

CVR = registers.from_plain(PLAIN, "DK")
DOCTORS = replace(
    CVR, id="dk-doctors", name="Autorisationsregistret", kind="doctors", answers=(Answer.MAY_PRACTISE,),
    areas=("services", "patients_rights"), professions=("doctor",), languages=("da",), cost=Cost.FEE,
)  # fmt: skip
VIES = replace(
    CVR, id="eu-vies", country=EVERYWHERE, kind="vat", name="VIES",
    answers=(Answer.VAT_VALID, Answer.REGISTERED), languages=("en", "pt"),
)  # fmt: skip
GREEK = replace(CVR, id="gr-gemi", country="GR", name="ΓΕΜΗ")
ALL = (CVR, DOCTORS, GREEK, VIES)
WORDS = {
    "dk-cvr": Words(own=(("CVR",), ("Virksomhedsregister",)), other=(("Business register",), ("Danmark",))),
    "dk-doctors": Words(own=(("Autorisationsregistret",), ("Lægeregister",)), other=(("Doctors",),)),
    "eu-vies": Words(own=(("VIES",),), other=(("Check of VAT numbers",),)),
    "gr-gemi": Words(own=(("ΓΕΜΗ",),), other=(("Μητρώο επιχειρήσεων",), ("Business register",))),
}  # fmt: skip
QUESTIONS = {
    "services": {"SV-01": ["registered"], "SV-03": ["authorised", "may_practise"], "SV-10": ["representatives"]},
}  # fmt: skip
KINDS = {kind: {"en": kind} for kind in ("business", "doctors", "vat")}
DIRECTORY = registers.directory(ALL, KINDS, QUESTIONS)


@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        (Wish(), ["dk-cvr", "dk-doctors", "gr-gemi", "eu-vies"]),
        (Wish(country="DK"), ["dk-cvr", "dk-doctors", "eu-vies"]),
        (Wish(country=EVERYWHERE), ["eu-vies"]),
        (Wish(area="patients_rights"), ["dk-doctors"]),
        (Wish(profession="doctor"), ["dk-doctors"]),
        (Wish(answer=Answer.VAT_VALID), ["eu-vies"]),
        (Wish(language="pt"), ["eu-vies"]),
        (Wish(free=True, country="DK"), ["dk-cvr", "eu-vies"]),
        (Wish(area="services", profession="nurse"), []),
    ],
)
def test_a_register_is_all_that_is_wanted_or_is_not_there(wish, fitting):
    assert [each.id for each in ALL if wish.fits(each)] == fitting


def offered(*codes, country="DK", language="da", area="services"):
    found = register_finding.offers(
        DIRECTORY, area=area, country=country, codes=codes, language=language
    )
    return [(each.register.id, each.codes) for each in found]


def test_what_answers_a_question_is_offered_and_nothing_else():
    assert offered("SV-01") == [("dk-cvr", ("SV-01",)), ("eu-vies", ("SV-01",))]
    assert offered("SV-03") == [("dk-doctors", ("SV-03",))]
    assert offered("SV-10") == offered("SV-99") == offered() == []
    assert offered("SV-01", area="train_drivers") == []
    assert offered("SV-01", country="PT") == [("eu-vies", ("SV-01",))]


def test_what_cannot_be_reached_is_not_offered():
    found = register_finding.offers(
        DIRECTORY, area="services", country="DK", codes=["SV-01"], language="da",
        states={"dk-cvr": State.DEAD},
    )  # fmt: skip

    assert [each.register.id for each in found] == ["eu-vies"]


def test_what_another_has_taken_the_place_of_is_not_offered():
    former = replace(CVR, id="dk-old", successor="dk-cvr")

    def offered(*found):
        directory = registers.directory(found, KINDS, QUESTIONS)
        offers = register_finding.offers(
            directory, area="services", country="DK", codes=["SV-01"], language="da"
        )
        return [each.register.id for each in offers]

    assert offered(former, CVR) == ["dk-cvr"]
    # What has taken its place was taken out of the directory since.
    assert offered(former) == ["dk-old"]


def test_what_was_reached_comes_before_what_was_not():
    other = replace(CVR, id="dk-z", languages=("fi",))
    directory = registers.directory((CVR, other), KINDS, QUESTIONS)

    found = register_finding.offers(
        directory, area="services", country="DK", codes=["SV-01"], language="da",
        states={"dk-cvr": State.UNWELL, "dk-z": State.ALIVE},
    )  # fmt: skip

    assert [each.register.id for each in found] == ["dk-z", "dk-cvr"]


@pytest.mark.parametrize(
    ("register", "change", "may"),
    [
        (CVR, {}, True),
        (VIES, {}, True),
        (DOCTORS, {}, False),
        (GREEK, {}, False),
        (GREEK, {"asked": None}, True),
        (CVR, {"area": "train_drivers"}, False),
        (CVR, {"questions": ()}, False),
    ],
)
def test_a_register_answers_only_what_it_may_answer(register, change, may):
    asked = (AskedQuestion(code="SV-01"), AskedQuestion(code="SV-10"))
    request = a_request(**{"area": "services", "asked": DANES, "questions": asked} | change)

    assert register_finding.may_answer(DIRECTORY, register, request) is may


def test_what_answers_most_comes_first_then_the_countrys_own_the_readable_the_cheap():
    many = replace(VIES, answers=(Answer.REGISTERED, Answer.REPRESENTATIVES))
    foreign = replace(CVR, id="dk-a", languages=("fi",))
    dear = replace(CVR, id="dk-b", cost=Cost.EXTRACTS)
    directory = registers.directory((many, foreign, dear, CVR), KINDS, QUESTIONS)

    found = register_finding.offers(
        directory, area="services", country="DK", codes=["SV-01", "SV-10"], language="da"
    )

    assert [each.register.id for each in found] == ["eu-vies", "dk-cvr", "dk-b", "dk-a"]
    assert found[0].codes == ("SV-01", "SV-10")


def test_nobody_is_offered_more_than_can_be_looked_at():
    many = registers.directory([replace(CVR, id=f"dk-{n}") for n in range(9)], KINDS, QUESTIONS)

    found = register_finding.offers(
        many, area="services", country="DK", codes=["SV-01"], language="da"
    )

    assert len(found) == register_finding.MOST_OFFERED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["dk-cvr", "dk-doctors", "gr-gemi", "eu-vies"]),
        ("cvr", ["dk-cvr"]),
        ("business register", ["dk-cvr", "gr-gemi"]),
        ("register business danmark", ["dk-cvr"]),
        ("virk", ["dk-cvr"]),
        ("laegeregister", ["dk-doctors"]),
        ("register", ["dk-cvr", "gr-gemi", "dk-doctors"]),
        ("gemi", ["gr-gemi"]),
        ("busines regsiter", ["dk-cvr", "gr-gemi"]),
        ("wirksomhedsregister", ["dk-cvr"]),
        ("zebra", []),
        ("cvr zebra", []),
        ("cwr", []),
    ],
)
def test_words_find_registers(text, found):
    hits = register_finding.hits(text, ALL, WORDS)

    assert [each.id for each in hits] == found


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("same", "same", 0), ("some", "same", 1), ("sme", "same", 1), ("samne", "same", 1),
        ("smae", "same", 1), ("smea", "same", 2), ("", "ab", 2), ("register", "regsiter", 1),
        ("abcd", "efgh", 4),
    ],
)  # fmt: skip
def test_edits_are_counted(one, other, edits):
    assert register_finding.is_within(one, other, edits)
    assert not edits or not register_finding.is_within(one, other, edits - 1)
