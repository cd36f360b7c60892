"""Things to test with: valid by default, named by what differs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from chalicelib.domain.areas import (
    AnswerType,
    AreaTexts,
    Deadline,
    Question,
    QuestionSet,
    QuestionTexts,
    Slot,
    SlotTexts,
    SlotType,
)
from chalicelib.domain.authorities import Authority, Part, Party
from chalicelib.domain.calendars import NO_HOLIDAYS
from chalicelib.domain.counterpart_situations import Counterpart
from chalicelib.domain.countries import Contact, Country, Course, News
from chalicelib.domain.invented import Invented, InventedFirm, InventedPerson, Phrase, Words
from chalicelib.domain.moves import Circumstances, Coordination
from chalicelib.domain.notices import Notice, Topic
from chalicelib.domain.officials import Acting, Membership, Official, Role
from chalicelib.domain.requests import AskedQuestion, Case, Person, Request, Sealed, State
from chalicelib.domain.temperaments import Temperament

NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""
TODAY: Final = NOON.date()
FRIDAY: Final = date(2026, 3, 13)
SATURDAY: Final = date(2026, 3, 14)

NUMBER: Final = "K7QM-3XPT"
AREA: Final = "services"
DENMARK, PORTUGAL, FINLAND, SWEDEN = "dk-business", "pt-tourism", "fi-trade", "se-health"
COORDINATOR_DK, COORDINATOR_PT = "dk-coordinator", "pt-coordinator"

CANARY: Final = "Canary Kanarienvogel"
"""A personal value; wherever it turns up, somebody reads what is not theirs."""

# fmt: off
KNOWN: Final[dict[str, dict[str, Any]]] = {
    DENMARK: {
        "name": "Erhvervskontoret", "country": "DK", "language": "da", "time_zone": "Europe/Copenhagen",
        "titles": {"en": "Danish business office", "pt": "Serviço de empresas da Dinamarca"},
    },
    PORTUGAL: {
        "name": "Autoridade do Turismo", "country": "PT", "language": "pt", "time_zone": "Europe/Lisbon",
        "titles": {"en": "Portuguese tourism authority", "da": "Portugals turistmyndighed"},
    },
    FINLAND: {
        "name": "Elinkeinovirasto", "country": "FI", "language": "fi", "time_zone": "Europe/Helsinki",
        "titles": {"en": "Finnish trade authority"},
    },
    SWEDEN: {
        "name": "Hälsoverket", "country": "SE", "language": "sv", "time_zone": "Europe/Stockholm",
        "titles": {"en": "Swedish health authority"},
    },
    COORDINATOR_DK: {
        "name": "Koordinatoren", "country": "DK", "language": "da", "time_zone": "Europe/Copenhagen",
        "titles": {"en": "Danish coordinator"},
    },
    COORDINATOR_PT: {
        "name": "Coordenador", "country": "PT", "language": "pt", "time_zone": "Europe/Lisbon",
        "titles": {"en": "Portuguese coordinator"},
    },
}
# fmt: on


def a_party(id: str = DENMARK, **changes: Any) -> Party:
    return Party(**{"id": id, **KNOWN[id]} | changes)


DANES, PORTUGUESE, FINNS = a_party(DENMARK), a_party(PORTUGAL), a_party(FINLAND)


def an_authority(of: str | Party = DENMARK, **changes: Any) -> Authority:
    party = a_party(of) if isinstance(of, str) else of
    fields: dict[str, Any] = {
        "party": party,
        "level": "national",
        "city": "København",
        "address": "Torvet 1",
        "website": f"https://{party.id}.example",
        "phone": "+45 00 00 00 00",
        "mailbox": f"office@{party.id}.example",
        "languages": (party.language, "en"),
        "parts": {AREA: Part()},
    }
    if "areas" in changes:
        fields["parts"] = {area: Part() for area in changes.pop("areas")}
    return Authority(**fields | changes)


def an_official(
    of: str | Party = DENMARK,
    name: str = "mette",
    *,
    role: Role | None = Role.HANDLER,
    also: tuple[Role, ...] = (),
    **changes: Any,
) -> Official:
    party = a_party(of) if isinstance(of, str) else of
    roles = {AREA: frozenset({role, *also})} if role else {}
    fields: dict[str, Any] = {
        "id": f"{name}-{party.id}",
        "name": name.title(),
        "email": f"{name}@{party.id}.example",
        "language": party.language,
        "authority": party.id,
        "memberships": {party.id: Membership(party=party, roles=roles)},
    }
    return Official(**fields | changes)


def an_administrator(of: str = DENMARK, name: str = "bo", **changes: Any) -> Official:
    """Return an official who handles requests and administers the authority."""
    roles = {AREA: frozenset({Role.HANDLER})}
    here = Membership(party=a_party(of), roles=roles, administrator=True)
    return an_official(of, name, **{"memberships": {of: here}} | changes)


def acting(of: str = DENMARK, **changes: Any) -> Acting:
    return an_official(of, **changes).acting_for()


def a_country(code: str = "DK", **changes: Any) -> Country:
    """Return a country whose coordinator, course and news are Danish, whichever it is."""
    fields: dict[str, Any] = {
        "code": code,
        "languages": ("da",),
        "names": {"da": "Danmark"},
        "coordinator": Contact(
            name="Kontoret", language="da", source="kontoret.example", confirmed=True
        ),
        "helpdesk": Contact(),
        "courses": (
            Course(
                title={"da": "Kursus", "en": "Course"},
                starts_on=date(2026, 5, 4),
                place="København",
            ),
        ),
        "news": (
            News(
                title={"da": "Nyt"},
                published_on=date(2026, 3, 2),
                website="https://kontoret.example/nyt",
            ),
        ),
    }
    return Country(**fields | changes)


# fmt: off
QUESTIONS: Final = (
    Question(code="Q-1", theme="firm", mandatory=True, personal=False, answer_type=AnswerType.YES_NO,
             slots=(Slot(name="firm", type=SlotType.FIRM),)),
    Question(code="Q-2", theme="firm", mandatory=False, personal=True, answer_type=AnswerType.TEXT,
             slots=(Slot(name="person", type=SlotType.PERSON), Slot(name="activity", type=SlotType.TEXT))),
    Question(code="Q-3", theme="firm", mandatory=False, personal=False, answer_type=AnswerType.DATE),
    Question(code="Q-4", theme="firm", mandatory=False, personal=False, answer_type=AnswerType.CHOICE,
             options=("short", "long")),
    Question(code="Q-5", theme="firm", mandatory=False, personal=False, answer_type=AnswerType.DOCUMENT),
)
# fmt: on


def a_question_set(**changes: Any) -> QuestionSet:
    fields: dict[str, Any] = {
        "area": AREA,
        "version": 1,
        "legal_basis": ("2006/123/EC",),
        "deadline": Deadline(days=14),
        "themes": ("firm",),
        "questions": QUESTIONS,
    }
    return QuestionSet(**fields | changes)


def area_texts(language: str = "en") -> AreaTexts:
    """Return words for :func:`a_question_set` that say which language they are in."""
    return AreaTexts(
        title=f"Services ({language})",
        summary=f"What may be asked ({language})",
        themes={"firm": f"The firm ({language})"},
        questions={
            question.code: QuestionTexts(
                text=" ".join(
                    [
                        f"{question.code} in {language}?",
                        *(f"{{{s.name}}}" for s in question.slots),
                    ]
                ),
                hint="",
                options={code: f"{code} ({language})" for code in question.options},
                slots={s.name: SlotTexts(text=f"the {s.name}") for s in question.slots},
            )
            for question in QUESTIONS
        },
    )


def a_request(**changes: Any) -> Request:
    """Return a request that was sent, and waits to be accepted."""
    fields: dict[str, Any] = {
        "number": NUMBER,
        "state": State.AWAITING_ACCEPTANCE,
        "area": AREA,
        "question_set_version": 1,
        "asking": DANES,
        "asked": PORTUGUESE,
        "language": "da",
        "reason": "We need to know",
        "proposed_on": FRIDAY,
        "questions": (
            AskedQuestion(code="Q-1"),
            AskedQuestion(code="Q-2", slots={"activity": "guided tours"}),
        ),
        "created_at": NOON,
        "updated_at": NOON,
        "sent_at": NOON,
        "version": 2,
    }
    return Request(**fields | changes)


def a_draft_request(**changes: Any) -> Request:
    return a_request(**{"state": State.DRAFT, "sent_at": None, "version": 1} | changes)


def a_sealed_part(**changes: Any) -> Sealed:
    """Return a sealed part with a canary in each of its corners."""
    fields: dict[str, Any] = {
        "person": Person(name=f"{CANARY} in person", details=f"{CANARY} in details"),
        "slots": {
            "Q-1": {"firm": f"{CANARY} in a firm slot"},
            "Q-2": {"person": f"{CANARY} in a person slot"},
        },
        "comments": {"Q-1": f"{CANARY} in a comment"},
    }
    return Sealed(**fields | changes)


def a_case(request: Request | None = None, **changes: Any) -> Case:
    fields: dict[str, Any] = {"request": request or a_request(), "sealed": a_sealed_part()}
    return Case(**fields | changes)


def circumstances(**changes: Any) -> Circumstances:
    """Return circumstances at noon, without holidays and coordinators."""
    fields: dict[str, Any] = {
        "question_set": a_question_set(),
        "at": NOON,
        "calendar": NO_HOLIDAYS,
        "seed": "a seed",
    }
    return Circumstances(**fields | changes)


def a_coordination(**changes: Any) -> Coordination:
    """Return coordinators of both sides, who decide on referrals and approve nothing."""
    fields = {"asking": a_party(COORDINATOR_DK), "asked": a_party(COORDINATOR_PT)}
    return Coordination(**fields | changes)


def a_notice(topic: Topic = Topic.REQUEST_RECEIVED, **changes: Any) -> Notice:
    fields: dict[str, Any] = {
        "topic": topic,
        "number": NUMBER,
        "version": 2,
        "area": AREA,
        "reader": PORTUGAL,
        "counterpart": DANES,
        "due_on": date(2026, 3, 30),
        "proposed_on": date(2026, 3, 30),
        "at": NOON,
    }
    return Notice(**fields | changes)


def words_in(language: str = "en") -> Words:
    """Return what counterparts can write, which says on which occasion it is written."""
    return Words(
        language=language,
        phrases={each: tuple(f"{each} {way} ({language})" for way in "ab") for each in Phrase},
        slots={"activity": f"tours ({language})", "other": f"something ({language})"},
    )


INVENTED: Final = Invented(
    persons=(
        InventedPerson(name="Signe Eksempel", country="DK", born_on=date(1990, 4, 17)),
        InventedPerson(name="Gaspar Ensaio", country="PT", born_on=date(1979, 5, 16)),
    ),
    firms=(
        InventedFirm(name="Eksempel ApS", country="DK", website="https://www.eksempel.example"),
        InventedFirm(name="Ensaio Lda.", country="PT", website="https://www.ensaio.example"),
    ),
)


def a_counterpart(of: str = PORTUGAL, **changes: Any) -> Counterpart:
    """Return a prompt authority, which knows no holidays and nobody else in its country."""
    fields: dict[str, Any] = {
        "by": acting(of),
        "temperament": Temperament.PROMPT,
        "words": words_in(a_party(of).language),
        "calendar": NO_HOLIDAYS,
        "seed": "a seed",
    }
    return Counterpart(**fields | changes)
