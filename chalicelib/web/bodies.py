"""What comes in: bodies as structs, from which the OpenAPI file is made, too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.domain.errors import Fault, Invalid
from chalicelib.domain.officials import Mail, Role
from chalicelib.web import problems
from chalicelib.web.problems import Unreadable

Body = TypeVar("Body")

Text = Annotated[str, Meta(max_length=100_000)]
"""The domain knows the real limit of each text, and says it in the reader's words."""
Rating = Annotated[int, Meta(ge=1, le=5)]
Many = Meta(max_length=100)


class Question(Struct, forbid_unknown_fields=True):
    """A question of the area's set, chosen for the request."""

    code: Annotated[str, Meta(max_length=20)]
    slots: Annotated[dict[str, Text], Many] = {}
    comment: Text = ""


class Person(Struct, forbid_unknown_fields=True):
    """The person or firm concerned; sealed until the request is accepted."""

    name: Text
    kind: Literal["person", "firm"] = "person"
    born_on: date | None = None
    details: Text = ""


class Draft(Struct, forbid_unknown_fields=True):
    """All that the asking side writes; any part may still be empty."""

    asked: Annotated[str, Meta(max_length=64)] | None = None
    language: Annotated[str, Meta(max_length=2)] | None = None
    reason: Text = ""
    urgent: bool = False
    urgent_reason: Text = ""
    proposed_on: date | None = None
    ask_before_forwarding: bool = False
    questions: Annotated[list[Question], Many] = []
    person: Person | None = None
    attachments: Annotated[list[str], Many] = []


class NewAttachment(Struct, forbid_unknown_fields=True):
    """A file that is to be uploaded."""

    name: Text
    type: Annotated[str, Meta(max_length=200)]
    """Media type."""
    size: Annotated[int, Meta(ge=0)]
    """Bytes."""
    sha256: Annotated[str, Meta(max_length=64)]
    """In lower-case hexadecimal digits."""
    for_message: bool = False
    """Whether it is meant for a message, with which it is sent."""


class NewDraft(Draft, forbid_unknown_fields=True, kw_only=True):
    """A draft that is to be created, in one legal area."""

    area: Annotated[str, Meta(max_length=40)]


class Nothing(Struct, forbid_unknown_fields=True):
    """A body without fields."""


class Token(Struct, forbid_unknown_fields=True):
    """What the link of an invitation holds."""

    token: Text


class Withdrawal(Struct, forbid_unknown_fields=True):
    """Why a request is taken back."""

    reason: Text


class Acceptance(Struct, forbid_unknown_fields=True):
    """The day by which the reply is promised: the proposed one or another."""

    agreed_on: date


class Returning(Struct, forbid_unknown_fields=True):
    """Why one is not competent, and who is, if that is known."""

    reason: Text
    suggested: Annotated[str, Meta(max_length=64)] | None = None


class Forwarding(Struct, forbid_unknown_fields=True):
    """Who is competent, and why."""

    to: Annotated[str, Meta(max_length=64)]
    reason: Text


class Splitting(Struct, forbid_unknown_fields=True):
    """Which questions go on to whom, and why."""

    to: Annotated[str, Meta(max_length=64)]
    questions: Annotated[list[Annotated[str, Meta(max_length=20)]], Many]
    reason: Text


class Allocation(Struct, forbid_unknown_fields=True):
    """Ids of the colleagues who see to the request; none takes the allocation back."""

    officials: Annotated[list[Annotated[str, Meta(max_length=64)]], Many]


class OtherDate(Struct, forbid_unknown_fields=True):
    """Another day that the other side is asked to agree to."""

    on: date
    reason: Text


class Doubts(Struct, forbid_unknown_fields=True):
    """Codes of the questions whose answers do not suffice, and what is missing."""

    questions: Annotated[list[Annotated[str, Meta(max_length=20)]], Many]
    reason: Text


class Erasure(Struct, forbid_unknown_fields=True):
    """Why personal data is to be erased early, and that the person concerned agrees."""

    reason: Text
    consent: bool


class Grounds(Struct, forbid_unknown_fields=True):
    """Why somebody refuses or refers."""

    reason: Text


class Comment(Struct, forbid_unknown_fields=True):
    """What a coordinator says to a decision."""

    comment: Text = ""


class Message(Struct, forbid_unknown_fields=True):
    """A message to the other side, and files that are sent with it."""

    text: Text
    attachments: Annotated[list[Annotated[str, Meta(max_length=36)]], Many] = []
    """Ids of files that I have uploaded for it."""


class GivenAnswer(Struct, forbid_unknown_fields=True):
    """An answer to one question; an empty value takes it back."""

    code: Annotated[str, Meta(max_length=20)]
    value: Text = ""
    comment: Text = ""
    language: Annotated[str, Meta(max_length=2)] | None = None


class Answers(Struct, forbid_unknown_fields=True):
    """Answers to any of the questions."""

    answers: Annotated[list[GivenAnswer], Many]


class Closing(Struct, forbid_unknown_fields=True):
    """How the reply is rated, 1 (poor) to 5 (very good); both may be left out."""

    timeliness: Rating | None = None
    effort: Rating | None = None


class Away(Struct, forbid_unknown_fields=True):
    """Days on which an official is away, and the colleague who acts meanwhile."""

    from_on: date
    to_on: date
    substitute: Annotated[str, Meta(max_length=64)]


class Profile(Struct, forbid_unknown_fields=True):
    """What officials set for themselves; what is left out stays, null ends an absence."""

    language: Annotated[str, Meta(max_length=2)] | UnsetType = UNSET
    absence: Away | UnsetType | None = UNSET
    mail: Mail | UnsetType = UNSET


class NewOfficial(Struct, forbid_unknown_fields=True):
    """A colleague who is to be registered."""

    name: Text
    email: Text
    language: Annotated[str, Meta(max_length=2)]
    roles: Annotated[dict[str, list[Role]], Many] = {}
    administrator: bool = False


class OfficialChange(Struct, forbid_unknown_fields=True):
    """What is to change; of the roles those of the areas named, null takes them away."""

    roles: Annotated[dict[str, list[Role] | None], Many] | UnsetType = UNSET
    administrator: bool | UnsetType = UNSET
    name: Text | UnsetType = UNSET
    language: Annotated[str, Meta(max_length=2)] | UnsetType = UNSET
    email: Text | UnsetType = UNSET


# fmt: off
MEANINGS: Final = (
    (re.compile(r"contains unknown field `(?P<field>.*?)`"), "unknown_field"),
    (re.compile(r"missing required field `(?P<field>.*?)`"), "missing"),
    (re.compile(r"`str` of length <= (?P<longest>[0-9]+)"),  "too_long"),
    (re.compile(r"Invalid RFC3339|Expected `date"),          "not_a_date"),
    (re.compile(r"Invalid enum value|`int` [<>]="),          "not_an_option"),
    (re.compile(r""),                                        "wrong_type"),
)
# fmt: on
"""What msgspec says, and which fault it is; the first that fits counts."""

PLACE: Final = re.compile(r" - at (?:key in )?`\$(?P<path>.*?)`$")


def decode(raw: bytes, type: type[Body]) -> Body:
    """
    Return *raw* JSON as *type*.

    Raises:
        Unreadable: It is no JSON.
        Invalid: A field is unknown, missing or of the wrong type.
    """
    try:
        return msgspec.json.decode(raw, type=type)
    except msgspec.ValidationError as error:
        raise Invalid(_fault(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(problems.MALFORMED) from error


def merged(whole: Body, raw: bytes) -> Body:
    """
    Return *whole* with the changes of *raw*, a JSON Merge Patch (RFC 7396).

    Raises:
        Unreadable, Invalid: As :func:`decode` does.
    """
    patch = decode(raw, dict[str, Any])
    try:
        target = _merge(msgspec.to_builtins(whole), patch)
    except RecursionError as error:
        raise Unreadable(problems.MALFORMED) from error
    return decode(msgspec.json.encode(target), type(whole))


def _merge(target: Any, patch: Any) -> Any:
    if not isinstance(patch, Mapping):
        return patch
    kept = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = _merge(kept.get(name), value)
    return kept


def _fault(message: str) -> Fault:
    place = PLACE.search(message)
    path = place["path"] if place else ""
    pointer = re.sub(r"\[([0-9]+)\]", r"/\1", path).replace("[...]", "").replace(".", "/")
    for pattern, code in MEANINGS:
        if found := pattern.search(message):
            facts = found.groupdict()
            if name := facts.get("field"):
                pointer = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            return Fault(pointer, code, facts)
    raise AssertionError(message)
