from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import subject_reports
from chalicelib.domain.attachments import Attachment
from chalicelib.domain.authorities import Kind, Part
from chalicelib.domain.errors import Invalid
from chalicelib.domain.events import Note
from chalicelib.domain.requests import Answer, AskedQuestion, Case, Kept, Person, Sealed
from chalicelib.domain.subject_reports import Held
from tests.builders import AREA, CANARY, DENMARK, PORTUGAL, a_request, an_authority

BORN = date(1980, 2, 29)
FILE = Attachment(
    id="1", home="K7QM-3XPT", name="a.pdf", type="application/pdf", size=1, sha256="0" * 64
)


def a_case(*, person=None, request=None, answers=(), files=(), **sealed) -> Case:
    given = {f"Q-{n}": Answer(language="da", **each) for n, each in enumerate(answers)}
    return Case(
        request=request or a_request(reason="", questions=()),
        sealed=Sealed(person=person, **sealed),
        answers=given,
        files=files,
    )


def found(case, name="Inês Conceição Éva", born_on=None):
    return subject_reports.finding(case, subject_reports.subject(name, born_on))


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        pytest.param("Inês da Silva", "INES DA SILVA", id="accents and case"),
        pytest.param("Silva, Inês da", "Inês da  Silva ", id="order, commas and blanks"),
        pytest.param("Ine\u0302s da Silva", "Inês da Silva", id="another Unicode form"),
        pytest.param("Anne-Marie Sørensen", "anne marie sorensen", id="hyphens and strokes"),
        pytest.param("Γιώργος Παπαδόπουλος", "Papadopoulos Giorgos", id="Greek"),
        pytest.param("Иван Петров", "Ivan Petrov", id="Bulgarian"),
    ],
)
def test_a_name_is_recognised_however_it_is_written(stored, asked):
    finding = found(a_case(person=Person(name=stored)), asked)

    assert finding.concerned
    assert finding.held == (Held.NAME,)


@pytest.mark.parametrize("asked", ["Inês Silva", "Inês Inês da Silva", "Inês da Silva Costa"])
def test_another_name_is_another_person(asked):
    assert found(a_case(person=Person(name="Inês da Silva")), asked) is None


@pytest.mark.parametrize(
    ("stored", "asked", "is_found"),
    [
        (BORN, BORN, True),
        (BORN, None, True),
        (None, BORN, True),
        (BORN, date(1981, 2, 28), False),
    ],
)
def test_a_date_of_birth_tells_namesakes_apart(stored, asked, is_found):
    case = a_case(person=Person(name="Ann Able", born_on=stored))

    assert bool(found(case, "Ann Able", asked)) is is_found


@pytest.mark.parametrize(
    ("case", "held"),
    [
        (a_case(person=Person(name="Bo", details="Wife of Able, Ann.")), Held.DETAILS),
        (a_case(slots={"Q-1": {"person": "Ann Able"}}), Held.SLOTS),
        (a_case(comments={"Q-1": "ask Ann Able"}), Held.COMMENTS),
        (a_case(attachments=(replace(FILE, name="Diploma_ABLE-Ann.pdf"),)), Held.ATTACHMENTS),
        (a_case(files=(replace(FILE, name="Ann Able.pdf"),)), Held.ATTACHMENTS),
        (a_case(answers=[{"value": "it is Ann Able"}]), Held.ANSWERS),
        (a_case(answers=[{"value": "", "comment": "ANN ABLE"}]), Held.ANSWER_COMMENTS),
        (a_case(request=a_request(reason="Ann Able", questions=())), Held.REASON),
        (
            a_case(
                request=a_request(
                    reason="",
                    questions=(AskedQuestion(code="Q-1", slots={"firm": "Ann Able"}),),
                )
            ),
            Held.SLOTS,
        ),
    ],
)
def test_who_is_only_mentioned_is_found_too(case, held):
    finding = found(case, "Ann Able")

    assert not finding.concerned
    assert held in finding.held
    assert found(case, "Ann Baker") is None


def test_a_single_word_is_looked_for_as_a_name_alone():
    assert found(a_case(answers=[{"value": "yes"}]), "yes") is None
    assert found(a_case(person=Person(name="Siemens")), "siemens").concerned


def test_all_that_is_held_is_named_and_nothing_quoted():
    case = a_case(
        person=Person(name=CANARY, born_on=BORN, details="x"),
        request=a_request(reason="x", questions=()),
        slots={"Q-1": {"person": "x"}},
        comments={"Q-1": "x"},
        attachments=(FILE,),
        answers=[{"value": "yes", "comment": "x"}],
    )
    wanted = subject_reports.subject(CANARY, BORN)

    note = Note(text="x", language="da", readers=frozenset({DENMARK}))
    finding = subject_reports.finding(case, wanted, [note])

    assert finding.held == tuple(Held)
    for word in (*CANARY.split(), *CANARY.lower().split(), str(BORN), repr(BORN)):
        assert word not in repr(wanted)


def test_files_of_the_reply_are_attachments_as_well():
    finding = found(a_case(person=Person(name="Ann Able"), files=(FILE,)), "Ann Able")

    assert Held.ATTACHMENTS in finding.held


def test_what_is_erased_holds_nobody():
    erased = Case(request=a_request(reason="", questions=(), kept=Kept.NOTHING))

    assert found(erased, "Ann Able") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "missing"),
        (" – ", "missing"),
        ("x" * 201, "too_long"),
        ("Ann\u202eAble", "control_character"),
    ],
)
def test_a_name_has_words_and_an_end(name, code):
    with pytest.raises(Invalid) as raised:
        subject_reports.subject(name)

    assert [each.code for each in raised.value.faults] == [code]


def test_a_coordinator_learns_of_its_own_legal_areas_alone():
    coordinator = an_authority(PORTUGAL, parts={AREA: Part(kind=Kind.AREA_COORDINATOR)})
    parts = {AREA: Part(access_coordinator=PORTUGAL), "e_commerce": Part()}
    authority = an_authority(DENMARK, parts=parts)

    assert subject_reports.may_report(coordinator, authority, AREA)
    assert not subject_reports.may_report(coordinator, authority, "e_commerce")
    assert subject_reports.may_report(authority, authority, "e_commerce")


def test_what_was_written_on_the_way_is_looked_through_too():
    wanted = subject_reports.subject("Jane Unusual")
    file = replace(FILE, name="Passport of Jane Unusual.pdf")
    for changes in ({"text": "Jane Unusual wrote"}, {"files": (file,)}):
        note = Note(
            **{"text": "x", "language": "da", "readers": frozenset({DENMARK})} | changes
        )

        finding = subject_reports.finding(a_case(), wanted, [note])

        assert not finding.concerned
        assert Held.NOTES in finding.held
        assert (Held.ATTACHMENTS in finding.held) is ("files" in changes)
