"""What an e-mail says of a step that needs no template of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from chalicelib.domain.notices import Topic
from chalicelib.i18n import N_


class Words(NamedTuple):
    """The words for one topic, in English."""

    headline: str
    """What has happened, or what is to be done; also the end of the subject."""
    todo: str
    shows_date: bool = False
    """Whether the day that counts belongs in it."""
    date_label: str = N_("Agreed deadline")
    open_label: str = N_("Open the request")


# fmt: off
WORDS: Final[Mapping[Topic, Words]] = MappingProxyType({
    Topic.REQUEST_RETURNED:      Words(N_("Request returned"), N_("The responding authority is not competent for your request and has returned it. Open it to read the reason, and choose another authority.")),
    Topic.REQUEST_FORWARDED:     Words(N_("Request forwarded"), N_("Your request was forwarded to the authority that is named below. You need not do anything now. You get an e-mail when it accepts the request.")),
    Topic.REQUEST_SPLIT:         Words(N_("Questions split off"), N_("The responding authority has passed some of your questions on to the authority that is competent for them. You need not do anything now. The part has the same number with a suffix, and you get an e-mail when it is accepted.")),
    Topic.APPROVAL_WANTED:       Words(N_("Approve or return"), N_("The authority that is named below wants to send a request or a reply, and needs your approval. Nothing goes out before you have decided.")),
    Topic.NOT_APPROVED:          Words(N_("Not approved"), N_("Your coordinator has not approved what you wanted to send. Open the request to read the comment.")),
    Topic.DATE_PROPOSED:         Words(N_("Another date proposed"), N_("The other authority proposes another date for the reply. Agree to it, decline it, or propose another one."), shows_date=True),
    Topic.DATE_AGREED:           Words(N_("Another date agreed"), N_("The other authority has agreed to the date that you proposed."), shows_date=True),
    Topic.DATE_DECLINED:         Words(N_("Proposed date declined"), N_("The other authority keeps to the date that was agreed."), shows_date=True),
    Topic.CLARIFICATION_ASKED:   Words(N_("Clarification requested"), N_("Some answers do not suffice. Open the request to see which ones and why. Answer by the date below, or refuse and give the reason."), shows_date=True),
    Topic.CLARIFICATION_REFUSED: Words(N_("Clarification refused"), N_("The responding authority does not add to its reply. Open the request to read the reason. Then close the request, or refer it to the coordinators.")),
    Topic.DECISION_WANTED:       Words(N_("Decide on a reply"), N_("Two authorities do not agree whether a reply suffices. Open the request and decide.")),
    Topic.REPLY_UPHELD:          Words(N_("Decision: the reply suffices"), N_("The coordinator has decided that the reply suffices. Close the request.")),
    Topic.ERASURE_WANTED:        Words(N_("Early erasure wanted"), N_("The other authority wants to erase the personal data of this request early, with the consent of the person concerned. Open the request, and agree if nothing stands against it.")),
    Topic.DATA_ERASED:           Words(N_("Personal data erased"), N_("The personal data of this request was erased early, as both authorities wanted. Figures and dates that name nobody are kept.")),
    Topic.ALLOCATED:             Words(N_("Allocated to you"), N_("A colleague has allocated this request to you. Open it to see what is to be done."), shows_date=True, date_label=N_("Reply due")),
    Topic.NOT_ACCEPTED:          Words(N_("Accept or return"), N_("This request is still waiting for you to accept it. Accept it within seven days, even if you can answer only later, or forward or return it.")),
    Topic.CARE_NOT_ACCEPTED:     Words(N_("Not accepted for seven days"), N_("A request has not been accepted by the authority that is named below, which is in your care. Ask it what stands in the way."), open_label=N_("Open the record")),
    Topic.DUE_SOON:              Words(N_("The deadline is near"), N_("Send the reply by the date below. If you need more time, propose another date now."), shows_date=True),
    Topic.OVERDUE:               Words(N_("The deadline has passed"), N_("The other authority is waiting for your reply. Send it, or propose another date and say why."), shows_date=True),
    Topic.CARE_OVERDUE:          Words(N_("Overdue for a week"), N_("The authority that is named below, which is in your care, has not replied to a request by the date below. Ask it what stands in the way."), shows_date=True, open_label=N_("Open the record")),
    Topic.NOT_CLOSED:            Words(N_("Close the request, or ask for more"), N_("The reply came two weeks ago. Close the request if the reply suffices, or ask for clarification. As long as it is open, its personal data cannot be blocked.")),
    Topic.BLOCKED_SOON:          Words(N_("Personal data will soon be blocked"), N_("From the date below on nobody can read the personal data and the attachments of this request any more. Download the case file before then if you need it."), shows_date=True, date_label=N_("Blocked from")),
    Topic.NOTHING_HAPPENS:       Words(N_("Nothing has happened for 60 days"), N_("It is your turn in this request. Open it to see what is to be done. As long as it is open, its personal data cannot be blocked.")),
    Topic.CARE_NOTHING_HAPPENS:  Words(N_("Nothing has happened for 60 days"), N_("A request rests at the authority that is named below, which is in your care. Ask it what stands in the way."), open_label=N_("Open the record")),
    Topic.OTHER_RESTS:           Words(N_("You have been waiting for 60 days"), N_("The authority that is named below has not acted in this request for 60 days. Remind it in the request, or ask your coordinator to step in.")),
    Topic.CARE_OTHER_RESTS:      Words(N_("An authority in your care has been waiting for 60 days"), N_("A request of an authority in your care rests at the authority that is named below. Ask its coordinator what stands in the way."), open_label=N_("Open the record")),
    Topic.DRAFT_RESTS:           Words(N_("A draft has rested for 60 days"), N_("Send the draft, or delete it if it is no longer needed.")),
    Topic.RECORD_SUBMITTED:      Words(N_("Validate a record"), N_("The authority that is named below has handed in its record. Check it and validate it."), open_label=N_("Open the record")),
    Topic.RECORD_VALIDATED:      Words(N_("Record validated"), N_("The coordinator has validated the record of your authority. It can now send and receive requests in the legal areas to which it has access."), open_label=N_("Open the record")),
    Topic.ACCESS_WANTED:         Words(N_("Decide on access"), N_("The authority that is named below asks for access to a legal area. Open its record and decide."), open_label=N_("Open the record")),
    Topic.ACCESS_GRANTED:        Words(N_("Access granted"), N_("Your authority now has access to the legal area that is named below. Give your colleagues the rights that they need."), open_label=N_("Open the record")),
    Topic.ACCESS_REFUSED:        Words(N_("Access refused"), N_("Your authority does not get access to the legal area that is named below. Ask your coordinator why."), open_label=N_("Open the record")),
    Topic.NOT_SEEN:              Words(N_("A user has not signed in for a year"), N_("Somebody who may act for your authority has not signed in for a year. Look at the list of users, and remove those who no longer need IMI."), open_label=N_("Open the list of users")),
    Topic.REGISTER_WAITS:        Words(N_("Approve a register entry"), N_("The authority that is named below has described a register, or given it another address. Look at the entry, and approve or refuse it."), open_label=N_("Open the registers")),
    Topic.REGISTER_DECIDED:      Words(N_("Decision on a register entry"), N_("The national coordinator has approved or refused what your authority wrote about a register. Look at the list of registers."), open_label=N_("Open the registers")),
    Topic.REGISTER_OVERDUE:      Words(N_("Confirm a register entry"), N_("Nobody has confirmed the entry of a register that your authority looks after for twelve months. Look at it, and confirm it with one click."), open_label=N_("Open the registers")),
    Topic.REGISTER_DEAD:         Words(N_("A register cannot be reached"), N_("The address of a register that your authority looks after has not been reached for a week. Correct it. Until then, the register is not offered to those who are about to ask."), open_label=N_("Open the registers")),
    Topic.REMINDER:              Words(N_("Reminder"), N_("The other authority reminds you: it is your turn. Open the request to see what is to be done.")),
    Topic.MESSAGE:               Words(N_("New message"), N_("The other authority has written a message. Open the request to read it.")),
})
# fmt: on

# fmt: off
OTHERS: Final[Mapping[Topic, str]] = MappingProxyType({
    Topic.REQUEST_RECEIVED:  N_("Accept the request"),
    Topic.REQUEST_ACCEPTED:  N_("Request accepted"),
    Topic.REPLY_RECEIVED:    N_("Check the reply"),
    Topic.REQUEST_WITHDRAWN: N_("Request withdrawn"),
    Topic.REQUEST_CLOSED:    N_("Request closed"),
    Topic.INVITATION:        N_("Accept the invitation to IMI"),
    Topic.ADDED:             N_("You can now act for another authority"),
    Topic.BELOW_RULE:        N_("Too few users"),
    Topic.CARE_BELOW_RULE:   N_("Too few users"),
})
# fmt: on
"""What an e-mail with a template of its own says, in a few words."""


def headline(topic: Topic) -> str:
    """Return what an e-mail about *topic* says in a few words, in English."""
    return WORDS[topic].headline if topic in WORDS else OTHERS[topic]
