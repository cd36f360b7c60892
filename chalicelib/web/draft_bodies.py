"""A draft as a body says it, and as the domain knows it."""

from __future__ import annotations

from chalicelib import i18n
from chalicelib.domain import texts
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.requests import AskedQuestion, Concerned, Person
from chalicelib.services import requests
from chalicelib.web import bodies


def draft(body: bodies.Draft, before: Draft) -> Draft:
    """
    Return what *body* says as the domain knows it; *before* is what was there.

    Raises:
        Invalid: An authority or language is not known, or files are attached.
    """
    if body.attachments:
        raise Invalid(Fault("/attachments", "one_by_one"))
    if body.language and body.language not in i18n.LANGUAGES:
        raise Invalid(Fault("/language", "not_an_option"))
    person = body.person
    return Draft(
        asked=requests.addressee(body.asked, known=before.asked),
        language=body.language or before.language,
        reason=texts.clean(body.reason),
        urgent=body.urgent,
        urgent_reason=texts.clean(body.urgent_reason),
        proposed_on=body.proposed_on,
        ask_before_forwarding=body.ask_before_forwarding,
        attachments=before.attachments,
        questions=tuple(
            AskedQuestion(
                code=each.code,
                slots={name: texts.clean(value) for name, value in each.slots.items() if value},
                comment=texts.clean(each.comment),
            )
            for each in body.questions
        ),
        person=Person(
            name=texts.clean(person.name),
            kind=Concerned(person.kind),
            born_on=person.born_on,
            details=texts.clean(person.details),
        )
        if person
        else None,
    )


def body(draft: Draft) -> bodies.Draft:
    """Return *draft* as a body that would write it, for a patch to be merged into."""
    person = draft.person
    return bodies.Draft(
        asked=draft.asked.id if draft.asked else None,
        language=draft.language,
        reason=draft.reason,
        urgent=draft.urgent,
        urgent_reason=draft.urgent_reason,
        proposed_on=draft.proposed_on,
        ask_before_forwarding=draft.ask_before_forwarding,
        questions=[
            bodies.Question(code=each.code, slots=dict(each.slots), comment=each.comment)
            for each in draft.questions
        ],
        person=bodies.Person(
            name=person.name,
            kind="firm" if person.kind is Concerned.FIRM else "person",
            born_on=person.born_on,
            details=person.details,
        )
        if person
        else None,
    )
