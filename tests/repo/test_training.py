"""The training data is whole, and enough to try everything with."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from chalicelib.domain import care, counterpart_answers, counterpart_drafts, drafts
from chalicelib.domain.areas import AnswerType, QuestionSet, SlotType
from chalicelib.domain.audiences import Audience
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.care import Relation
from chalicelib.domain.counterpart_answers import CANNOT_ESTABLISH, Writer
from chalicelib.domain.counterpart_drafts import WEBSITE
from chalicelib.domain.invented import OTHER_SLOT
from chalicelib.domain.requests import AskedQuestion
from chalicelib.domain.temperaments import Temperament
from chalicelib.i18n import LANGUAGES
from infra.publication import (
    areas,
    directory,
    training,
    training_lessons,
    training_rules,
)
from infra.publication.training_entries import Case, Faulty, Official, Training
from tests.builders import DANES, FINNS, TODAY, a_draft_request, a_request

FOLDER = training.CONTENT / "training"
DANISH, PORTUGUESE = "dk-business", "pt-tourism"


@pytest.fixture(scope="module")
def data() -> Training:
    return training.load()


@pytest.fixture(scope="module")
def question_sets() -> Sequence[QuestionSet]:
    return [each.question_set for each in areas.read()]


def test_exercises_alone_say_who_decides() -> None:
    said = {
        path.stem
        for path in (training.CONTENT.parent / "chalicelib").rglob("*.py")
        if "decided_by" in path.read_text("utf-8")
    }

    assert said == {"requests", "counterparts", "counterpart_cases", "counterpart_requests"}


def test_there_are_authorities_all_over_europe(data: Training) -> None:
    countries = {authority.country for authority in data.authorities.values()}

    assert len(data.authorities) >= 24
    assert len(countries) >= 12


def test_every_authority_has_two_officials_or_more(data: Training) -> None:
    staff = Counter(
        name for official in data.officials.values() for name in official.memberships
    )

    assert staff.keys() == data.authorities.keys()
    assert min(staff.values()) >= 2


def test_every_authority_keeps_the_rule_of_two_administrators(data: Training) -> None:
    administrators = Counter(
        name
        for official in data.officials.values()
        for name, membership in official.memberships.items()
        if membership.administrator
    )

    assert administrators.keys() == data.authorities.keys()
    assert min(administrators.values()) >= 2


def test_every_language_of_the_system_is_somebodys_own(data: Training) -> None:
    assert {official.language for official in data.officials.values()} == set(LANGUAGES)


def test_a_danish_and_a_portuguese_official_share_two_areas(data: Training) -> None:
    best = max(
        len(_handled(dane) & _handled(portuguese))
        for dane in _of(data, DANISH)
        for portuguese in _of(data, PORTUGUESE)
    )

    assert best >= 2


def test_somebody_acts_for_two_danish_authorities(data: Training) -> None:
    both = [person for person in _of(data, DANISH) if len(person.memberships) == 2]

    assert {data.authorities[name].country for name in both[0].memberships} == {"DK"}


def test_every_authority_but_coordinators_can_be_simulated(data: Training) -> None:
    others = data.authorities.keys() - data.temperaments.keys()
    count = Counter(data.temperaments.values())

    assert others == {"dk-coordinator", "pt-coordinator"}
    assert count.keys() == set(Temperament)
    assert min(count.values()) >= 3
    assert count["prompt"] > count.total() / 2


def test_somebody_misdirected_can_forward_and_somebody_can_not(data: Training) -> None:
    alone = {
        each.id: not any(
            other.country == each.country and {*other.areas} & {*each.areas}
            for other in data.authorities.values()
            if other is not each
        )
        for each in data.authorities.values()
        if each.temperament == Temperament.MISDIRECTED
    }

    assert set(alone.values()) == {True, False}


def test_each_gap_that_is_no_name_has_words_of_its_own(
    data: Training, question_sets: Sequence[QuestionSet]
) -> None:
    slots = [slot for each in question_sets for q in each.questions for slot in q.slots]
    unnamed = {slot.name for slot in slots if slot.type in {SlotType.TEXT, SlotType.DOCUMENT}}

    assert unnamed | {OTHER_SLOT} == data.words["en"].slots.keys()
    assert {slot.type for slot in slots if slot.name == WEBSITE} == {SlotType.FIRM}


def test_choices_that_can_be_left_open_call_that_alike(
    question_sets: Sequence[QuestionSet],
) -> None:
    options = {
        q.code: q.options
        for each in question_sets
        for q in each.questions
        if q.answer_type is AnswerType.CHOICE
    }

    assert [code for code, them in options.items() if CANNOT_ESTABLISH not in them] == ["SV-09"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_counterparts_answer_every_question_and_ask_what_can_be_sent(
    data: Training, question_sets: Sequence[QuestionSet], language: str
) -> None:
    writer = Writer(words=data.words[language], seed="a seed")
    for question_set in question_sets:
        codes = question_set.codes
        request = a_request(questions=tuple(AskedQuestion(code=code) for code in codes))
        for given in (
            counterpart_answers.first(request, question_set, writer, are_some_unknown=False),
            counterpart_answers.first(request, question_set, writer, are_some_unknown=True),
            counterpart_answers.again(codes, request, question_set, writer),
        ):
            values = {code: answer.value for code, answer in given.items()}
            assert {
                c: question_set.question(c).fault(values[c]) for c in codes
            } == dict.fromkeys(codes)

        draft = counterpart_drafts.written(
            question_set,
            asked=DANES,
            words=writer.words,
            invented=data.invented,
            calendar=NO_HOLIDAYS,
            today=TODAY,
            seed=language,
        )
        begun = a_draft_request(asking=FINNS)
        written = drafts.of(drafts.write(begun, draft, question_set))
        drafts.must_be_complete(written, question_set, today=TODAY, calendar=NO_HOLIDAYS)


def test_each_phrase_says_in_its_language_that_it_is_an_exercise(data: Training) -> None:
    for language, words in data.words.items():
        said = [way for ways in words.phrases.values() for way in ways]
        first = {way.partition(":")[0] for way in said}

        assert len(first) == 1, language
        assert len(set(said)) == len(said), language
    assert len({words.phrases["answer"][0] for words in data.words.values()}) == len(LANGUAGES)


def test_no_phrase_names_anybody(data: Training) -> None:
    names = [each.name for each in (*data.invented.persons, *data.invented.firms)]
    names += [official.name for official in data.officials.values()]
    said = "".join(
        text
        for words in data.words.values()
        for text in (
            *(w for ways in words.phrases.values() for w in ways),
            *words.slots.values(),
        )
    )

    assert not [name for name in names if name in said]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("country", ["DK", "PT"])
def test_a_country_has_a_coordinator_of_all_its_authorities(
    data: Training, country: str
) -> None:
    there = [each for each in data.authorities.values() if each.country == country]
    coordinators = [each.id for each in there if each.kind == "national_coordinator"]
    in_care = {each.coordinator for each in there if each.id not in coordinators}
    administrators = [
        person
        for person in _of(data, coordinators[0])
        if person.memberships[coordinators[0]].administrator
    ]

    assert len(coordinators) == 1
    assert in_care == set(coordinators)
    assert len(administrators) == 2


def test_a_coordinator_is_published_with_those_in_its_care(data: Training) -> None:
    coordinator, cared_for = (
        directory.authority(data.authorities[name]) for name in ("dk-coordinator", DANISH)
    )

    assert care.is_national(coordinator)
    assert care.relations(coordinator, cared_for) == frozenset(
        {Relation.NATIONAL, Relation.VALIDATING, Relation.ACCESS, Relation.REQUEST}
    )


def test_somebody_may_only_look(data: Training) -> None:
    roles = [
        roles
        for official in data.officials.values()
        for membership in official.memberships.values()
        for roles in membership.roles.values()
    ]

    assert ("viewer",) in roles


def test_the_cases_stand_in_every_state(data: Training) -> None:
    states = {state for _, state in training_rules.STATES.values()}

    assert len(data.cases) >= 14
    assert {training_rules.state(case) for case in data.cases} == states


@pytest.mark.parametrize("authority", [DANISH, PORTUGUESE])
def test_both_sides_of_the_first_journey_have_a_few_tasks(
    data: Training, authority: str
) -> None:
    waiting = [case for case in data.cases if _waits_for(case) == authority]

    assert 1 <= len(waiting) <= 3


@pytest.mark.parametrize("case", training.read(FOLDER).cases, ids=lambda case: case.key)
def test_a_case_uses_the_questions_of_its_area(case: Case) -> None:
    path = training.CONTENT / "areas" / case.draft["area"] / "area.yaml"
    known = {
        question["code"]: question
        for question in yaml.safe_load(path.read_text("utf-8"))["questions"]
    }
    asked = {question["code"]: question for question in case.draft["questions"]}
    answers = {
        answer["code"]: answer["value"]
        for step in case.steps
        if step.action == "answer"
        for answer in step.body["answers"]
    }

    assert asked.keys() <= known.keys()
    assert answers.keys() <= asked.keys()
    for code, question in asked.items():
        slots = {slot["name"] for slot in known[code]["slots"]}
        assert question["slots"].keys() <= slots
        assert case.steps[-1].action == "create" or question["slots"].keys() == slots
    for code, value in answers.items():
        assert _fits(value, known[code])
    if training_rules.state(case) != "draft":
        assert {code for code in known if known[code]["mandatory"]} <= asked.keys()
    if training_rules.state(case) in {"replied", "closed"}:
        assert answers.keys() == asked.keys()


@pytest.mark.parametrize("case", training.read(FOLDER).cases, ids=lambda case: case.key)
def test_the_reason_gives_no_name_away(case: Case) -> None:
    sealed = {
        value
        for question in case.draft["questions"]
        for name, value in question["slots"].items()
        if name in {"person", "firm", "document"}
    }

    assert not [value for value in sealed if value in case.draft["reason"]]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        pytest.param(
            "authorities.yaml",
            "www.autoridade-turismo.example",
            "www.autoridade-turismo.pt",
            "authorities.yaml: pt-tourism: website",
            id="a real address",
        ),
        pytest.param(
            "authorities.yaml",
            '    pt: "Autoridade do turismo"\n',
            "",
            "authorities.yaml: pt-tourism: titles",
            id="a missing title",
        ),
        pytest.param(
            "authorities.yaml",
            "- id: pt-algarve",
            "- id: pt-tourism",
            "authorities.yaml: pt-tourism: this id is there twice",
            id="the same id twice",
        ),
        pytest.param(
            "authorities.yaml",
            "  level: national",
            "  level: national\n  motto: none",
            "authorities.yaml: dk-business: cannot be read",
            id="an unknown field",
        ),
        pytest.param(
            "authorities.yaml",
            "  kind: national_coordinator",
            "  kind: emperor",
            "authorities.yaml: .*: (kind is unknown|its coordinator)",
            id="an unknown kind",
        ),
        pytest.param(
            "authorities.yaml",
            "  coordinator: dk-coordinator",
            "  coordinator: dk-nobody",
            "authorities.yaml: dk-business: its coordinator does not exist",
            id="an unknown coordinator",
        ),
        pytest.param(
            "authorities.yaml",
            "  coordinator: pt-coordinator",
            "  coordinator: dk-coordinator",
            "authorities.yaml: pt-tourism: its coordinator is not the national one",
            id="a coordinator abroad",
        ),
        pytest.param(
            "authorities.yaml",
            "  kind: national_coordinator",
            "  kind: national_coordinator\n  coordinator: dk-coordinator",
            "authorities.yaml: dk-coordinator: it coordinates itself",
            id="a coordinator of itself",
        ),
        pytest.param(
            "authorities.yaml",
            "  temperament: slow",
            "  temperament: angry",
            "authorities.yaml: .*: temperament",
            id="an unknown temperament",
        ),
        pytest.param(
            "authorities.yaml",
            "  kind: national_coordinator",
            "  kind: national_coordinator\n  temperament: prompt",
            "authorities.yaml: dk-coordinator: temperament",
            id="a coordinator with a temperament",
        ),
        pytest.param(
            "authorities.yaml",
            "  temperament: slow",
            "  temperament: prompt",
            "authorities.yaml: all: fewer than 3 are slow",
            id="nobody is slow",
        ),
        pytest.param(
            "authorities.yaml",
            "  temperament: prompt",
            "  temperament: slow",
            "authorities.yaml: all: .*prompt",
            id="nobody is prompt",
        ),
        pytest.param(
            "phrases.yaml",
            "phrases:",
            "words:",
            "phrases.yaml: all: has not just phrases, slots",
            id="another part",
        ),
        pytest.param(
            "phrases.yaml",
            "  refusal:",
            "  denial:",
            "phrases.yaml: .*: a phrase lacks or is unknown",
            id="an unknown phrase",
        ),
        pytest.param(
            "phrases.yaml",
            '    - en: "Exercise: we no longer need the information."\n      bg:',
            '    - en: "Exercise: we no longer need the information."\n      xx:',
            "phrases.yaml: withdrawal: languages lack or are unknown: bg, xx",
            id="a phrase without Bulgarian",
        ),
        pytest.param(
            "phrases.yaml",
            '"guided tours for tourists"',
            '" guided tours"',
            "phrases.yaml: activity: the text in en is empty or not clean",
            id="a text with a space before it",
        ),
        pytest.param(
            "phrases.yaml",
            '"guided tours for tourists"',
            f'"{"tours " * 40}guided"',
            "phrases.yaml: activity: the text in en is too_long",
            id="a text that is too long",
        ),
        pytest.param(
            "phrases.yaml",
            "  other:\n",
            "  others:\n",
            "phrases.yaml: other: there is nothing",
            id="nothing for all other gaps",
        ),
        pytest.param(
            "invented.yaml",
            "country: FI, born_on",
            "country: SE, born_on",
            "invented.yaml: FI: has no person",
            id="a country without persons",
        ),
        pytest.param(
            "invented.yaml",
            'born_on: "1987-05-09"',
            'born_on: "in May"',
            "invented.yaml: Inari Esimerkkilä: cannot be read",
            id="no date of birth",
        ),
        pytest.param(
            "invented.yaml",
            "https://www.esimerkkiretket.example",
            "https://www.esimerkkiretket.fi",
            "invented.yaml: Esimerkkiretket Oy: website",
            id="a real website",
        ),
        pytest.param(
            "invented.yaml",
            "country: FI, website",
            "land: FI, website",
            "invented.yaml: Esimerkkiretket Oy: cannot be read",
            id="a firm with an unknown field",
        ),
        pytest.param(
            "invented.yaml",
            '"Inari Esimerkkilä"',
            '""',
            "invented.yaml: : this cannot be a name",
            id="a person without a name",
        ),
        pytest.param(
            "officials.yaml",
            "[handler]",
            "[viewer]",
            "officials.yaml: .*handler",
            id="nobody to handle",
        ),
        pytest.param(
            "officials.yaml",
            "administrator: true",
            "administrator: false",
            "officials.yaml: dk-business: has fewer than two administrators",
            id="nobody to administer",
        ),
        pytest.param(
            "cases.yaml",
            "asked: gr-tourism",
            "asked: gr-nobody",
            "cases.yaml: greek-guide-diploma: asks an authority",
            id="an unknown authority",
        ),
        pytest.param(
            "cases.yaml",
            "accept: {}",
            "reply: {}",
            "cases.yaml: boat-tour-insurance: has steps that are not possible",
            id="an impossible step",
        ),
        pytest.param(
            "cases.yaml",
            "by: duarte.quintao@autoridade-turismo.example",
            "by: amilcar.evora-tavares@autoridade-turismo.example",
            "cases.yaml: tourist-guide-licence: amilcar.* may not accept",
            id="a viewer who acts",
        ),
    ],
)
def test_a_fault_is_named_by_file_and_entry(
    tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "training")
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")

    with pytest.raises(Faulty, match=fault):
        training.load(folder)


def _of(data: Training, authority: str) -> list[Official]:
    return [person for person in data.officials.values() if person.authority == authority]


def _handled(official: Official) -> set[str]:
    roles = official.memberships[official.authority].roles
    return {area for area in roles if official.handles(area, official.authority)}


def _waits_for(case: Case) -> str | None:
    """Return the authority in whose tasks *case* is."""
    state = training_rules.state(case)
    if state in {"draft", "replied"}:
        return case.asking
    if state in {"closed", "withdrawn"}:
        return None
    return str(case.draft["asked"])


def _fits(value: str, question: dict[str, object]) -> bool:
    """Return whether *value* is an answer of the type that *question* wants."""
    match question["answer_type"]:
        case "yes_no":
            return value in {"yes", "no", "unknown"}
        case "choice":
            return value in question["options"]  # type: ignore[operator]
        case "date":
            return len(value) == len("2026-01-31") and value[:2] in {"19", "20"}
        case kind:
            return kind == "text" and bool(value)


def test_there_is_a_lesson_for_everybody(data: Training) -> None:
    audiences = {each.offered_to for each in data.lessons.lessons}

    assert audiences == set(Audience)
    assert data.lessons.words.keys() == data.lessons.authorities.keys() == set(LANGUAGES)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("lessons.yaml", "deed: clarify", "deed: ponder", id="no such deed"),
        pytest.param("lessons.yaml", "offered_to: handler", "offered_to: all", id="nobody"),
        pytest.param("lessons.yaml", "key: close", "key: end", id="a step without words"),
        pytest.param("lessons.yaml", "allocate:\n", "assign:\n", id="no words"),
        pytest.param("da.yaml", "{Accept}", "{Reply}", id="another label"),
        pytest.param("da.yaml", "{Accept}", "Acceptér", id="no label"),
        pytest.param("en.yaml", "{Validate}", "{Approve everything}", id="unknown label"),
        pytest.param("da.yaml", "office:", "offices:", id="no office"),
        pytest.param("fi.yaml", "title:", "head:", id="no title"),
        pytest.param("sv.yaml", 'about: "', 'about: "' + "x" * 401, id="too long"),
    ],
)
def test_a_lesson_with_a_fault_is_not_taken(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "training")
    path = folder / "lessons" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(Faulty):
        training_lessons.read(folder)


def test_a_language_without_lessons_is_missed(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "training")
    (folder / "lessons" / "mt.yaml").unlink()

    with pytest.raises(Faulty, match=r"mt\.yaml"):
        training_lessons.read(folder)
