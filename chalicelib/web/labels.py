"""The words for codes that the domain uses; translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib.domain.areas import UNKNOWN
from chalicelib.domain.errors import Reason
from chalicelib.domain.events import CREATED
from chalicelib.domain.requests import Action, State
from chalicelib.i18n import N_

# fmt: off
STATES: Final[Mapping[State, str]] = MappingProxyType({
    State.DRAFT:               N_("Draft"),
    State.AWAITING_ACCEPTANCE: N_("Awaiting acceptance"),
    State.ACCEPTED:            N_("Accepted"),
    State.PARTLY_ANSWERED:     N_("Partially answered"),
    State.REPLIED:             N_("Reply sent"),
    State.CLOSED:              N_("Closed"),
    State.WITHDRAWN:           N_("Withdrawn"),
})

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType({
    Action.SEND:     N_("Send request"),
    Action.WITHDRAW: N_("Withdraw"),
    Action.ACCEPT:   N_("Accept"),
    Action.ANSWER:   N_("Save answers"),
    Action.REPLY:    N_("Send reply"),
    Action.CLOSE:    N_("Close request"),
})

EVENTS: Final[Mapping[str, str]] = MappingProxyType({
    CREATED:         N_("Draft created"),
    Action.SEND:     N_("Request sent"),
    Action.WITHDRAW: N_("Request withdrawn"),
    Action.ACCEPT:   N_("Request accepted"),
    Action.ANSWER:   N_("Answers saved"),
    Action.REPLY:    N_("Reply sent"),
    Action.CLOSE:    N_("Request closed"),
})

FIELDS: Final[Mapping[str, str]] = MappingProxyType({
    "reason":     N_("Reason"),
    "agreed_on":  N_("Agreed deadline"),
    "answers":    N_("Answers"),
    "timeliness": N_("Timeliness of the reply"),
    "effort":     N_("Effort of the other authority"),
})

YES_NO: Final[Mapping[str, str]] = MappingProxyType({
    "yes":   N_("Yes"),
    "no":    N_("No"),
    UNKNOWN: N_("Cannot establish"),
})

REASONS: Final[Mapping[Reason, str]] = MappingProxyType({
    Reason.OTHER_SIDE: N_("Only the other authority can do this."),
    Reason.NO_ROLE:    N_("You do not handle requests in this legal area. Ask an administrator of your authority for the role of request handler."),
    Reason.NO_ACCESS:  N_("Your authority has no access to this legal area. Ask your coordinator."),
    Reason.NO_ACCOUNT: N_("You are not registered as an active user. Ask an administrator of your authority or your coordinator."),
    Reason.NO_MEMBER:  N_("You do not act for the authority that was chosen."),
})

FAULTS: Final[Mapping[str, str]] = MappingProxyType({
    "missing":            N_("Fill in this field."),
    "too_long":           N_("This text is too long. It may have {longest} characters."),
    "control_character":  N_("This text contains a character that cannot be shown. Delete it and type the text again."),
    "unknown_field":      N_("This field is not known."),
    "wrong_type":         N_("This value does not fit here."),
    "not_text":           N_("Write a text here."),
    "not_a_date":         N_("Give a date with day, month and year."),
    "not_an_option":      N_("Choose one of the answers offered."),
    "past":               N_("This date has passed. Choose a later one."),
    "too_far":            N_("This date is more than a year away. Choose an earlier one."),
    "day_off":            N_("This date is a Saturday or Sunday."),
    "twice":              N_("This question has been chosen twice."),
    "unknown_question":   N_("This question is not part of the request."),
    "mandatory_question": N_("Question {question} is mandatory. Choose it, too."),
    "unanswered":         N_("Question {question} has no answer yet."),
    "unknown_authority":  N_("This authority is not known. Choose one from the list."),
    "own_authority":      N_("This is your own authority. Choose another one."),
    "no_access":          N_("This authority has no access to the legal area. Choose another one."),
    "not_an_attachment":  N_("Files cannot be attached yet."),
    "unknown_cursor":     N_("The list cannot go on from here. Open it again."),
    "out_of_range":       N_("Choose one of the values offered."),
    "no_attachments":     N_("Files cannot be attached yet."),
})
# fmt: on
