"""The words for codes that the domain uses; translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chalicelib.domain.areas import UNKNOWN
from chalicelib.domain.checklist import Key
from chalicelib.domain.errors import Reason, WayOut
from chalicelib.domain.events import CREATED
from chalicelib.domain.requests import Action, State
from chalicelib.i18n import N_

# fmt: off
STATES: Final[Mapping[State, str]] = MappingProxyType({
    State.DRAFT:               N_("Draft"),
    State.APPROVAL:            N_("Awaiting approval"),
    State.AWAITING_ACCEPTANCE: N_("Awaiting acceptance"),
    State.ACCEPTED:            N_("Accepted"),
    State.PARTLY_ANSWERED:     N_("Partially answered"),
    State.REPLY_APPROVAL:      N_("Reply awaiting approval"),
    State.REPLIED:             N_("Reply sent"),
    State.CLARIFICATION:       N_("Clarification requested"),
    State.CLARIFICATION_REFUSED: N_("Clarification refused"),
    State.REFERRED:            N_("Referred to coordinator"),
    State.CLOSED:              N_("Closed"),
    State.WITHDRAWN:           N_("Withdrawn"),
})

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType({
    Action.SEND:     N_("Send request"),
    Action.WITHDRAW: N_("Withdraw"),
    Action.ACCEPT:   N_("Accept"),
    Action.RETURN:   N_("Return as not competent"),
    Action.FORWARD:  N_("Forward"),
    Action.SPLIT:    N_("Split"),
    Action.ALLOCATE: N_("Allocate"),
    Action.ANSWER:   N_("Save answers"),
    Action.REPLY:    N_("Send reply"),
    Action.PROPOSE_DATE: N_("Propose another date"),
    Action.AGREE_DATE:   N_("Agree to the date"),
    Action.DECLINE_DATE: N_("Decline the date"),
    Action.CLARIFY:  N_("Ask for clarification"),
    Action.REFUSE:   N_("Refuse clarification"),
    Action.REFER:    N_("Refer to the coordinators"),
    Action.UPHOLD:   N_("The reply suffices"),
    Action.SEND_BACK: N_("More must be answered"),
    Action.APPROVE:  N_("Approve"),
    Action.REJECT:   N_("Do not approve"),
    Action.TAKE_BACK: N_("Take back from approval"),
    Action.REMIND:   N_("Send a reminder"),
    Action.MESSAGE:  N_("Write a message"),
    Action.CLOSE:    N_("Close request"),
    Action.ERASE_EARLY: N_("Erase early"),
})

EVENTS: Final[Mapping[str, str]] = MappingProxyType({
    CREATED:         N_("Draft created"),
    Action.SEND:     N_("Request sent"),
    Action.WITHDRAW: N_("Request withdrawn"),
    Action.ACCEPT:   N_("Request accepted"),
    Action.RETURN:   N_("Returned as not competent"),
    Action.FORWARD:  N_("Request forwarded"),
    Action.SPLIT:    N_("Questions split off for another authority"),
    Action.ALLOCATE: N_("Request allocated"),
    Action.ANSWER:   N_("Answers saved"),
    Action.REPLY:    N_("Reply sent"),
    Action.PROPOSE_DATE: N_("Another date proposed"),
    Action.AGREE_DATE:   N_("Another date agreed"),
    Action.DECLINE_DATE: N_("Proposed date declined"),
    Action.CLARIFY:  N_("Clarification requested"),
    Action.REFUSE:   N_("Clarification refused"),
    Action.REFER:    N_("Referred to coordinator"),
    Action.UPHOLD:   N_("Decision: the reply suffices"),
    Action.SEND_BACK: N_("Decision: more must be answered"),
    Action.APPROVE:  N_("Approved"),
    Action.REJECT:   N_("Not approved"),
    Action.TAKE_BACK: N_("Taken back before it was approved"),
    Action.REMIND:   N_("Reminder sent"),
    Action.MESSAGE:  N_("Message"),
    Action.CLOSE:    N_("Request closed"),
    Action.ERASE_EARLY: N_("Early erasure, with consent"),
})

INSTEAD: Final[Mapping[tuple[str, State], str]] = MappingProxyType({
    (Action.SEND, State.APPROVAL):         N_("Request submitted for approval"),
    (Action.REPLY, State.REPLY_APPROVAL):  N_("Reply submitted for approval"),
    (Action.SPLIT, State.AWAITING_ACCEPTANCE): N_("Sent as part of a request"),
})
"""What is said instead where a coordinator must approve first, and where a part begins."""

FIELDS: Final[Mapping[str, str]] = MappingProxyType({
    "reason":     N_("Reason"),
    "agreed_on":  N_("Agreed deadline"),
    "answers":    N_("Answers"),
    "suggested":  N_("Competent authority, if you know it"),
    "to":         N_("Competent authority"),
    "officials":  N_("Colleagues"),
    "on":         N_("New date"),
    "questions":  N_("Questions"),
    "comment":    N_("Comment"),
    "text":       N_("Message"),
    "attachments": N_("Attachments"),
    "consent":    N_("The person concerned agrees to the erasure."),
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
    Reason.NO_ALLOCATOR: N_("You do not allocate requests in this legal area. Ask an administrator of your authority for the role of allocator."),
    Reason.NO_APPROVER: N_("You do not approve requests in this legal area. Ask an administrator of your authority for the role of approver."),
    Reason.NO_REFERRAL_HANDLER: N_("You do not decide on referrals in this legal area. Ask an administrator of your authority for the role of referral handler."),
    Reason.NO_ACCESS:  N_("Your authority has no access to this legal area. Ask your coordinator."),
    Reason.NO_TRAINING: N_("Your account has no access to the training environment. Ask your coordinator for it."),
    Reason.NO_POOL: N_("Users cannot be registered here, nor their e-mail addresses changed: the accounts come from another sign-in service. Ask your national helpdesk."),
    Reason.NO_ACCOUNT: N_("You are not registered as an active user. Ask an administrator of your authority or your coordinator."),
    Reason.NO_MEMBER:  N_("You do not act for the authority that was chosen."),
    Reason.NO_ADMINISTRATOR: N_("Only an administrator of your authority can do this."),
    Reason.NOT_YOURS:  N_("You can change the record of your own authority only."),
    Reason.NOT_IN_CARE: N_("This authority is not in your care. Its record says who its coordinators are."),
    Reason.OTHER_COORDINATOR: N_("Only another coordinator can do this. The record of the authority says which one."),
    Reason.OTHER_COUNTRY: N_("This concerns another country. Ask its national coordinator."),
    Reason.OTHER_AREA: N_("Your authority does not coordinate this legal area. Ask your national coordinator."),
    Reason.KIND_NOT_YOURS: N_("Your authority cannot appoint coordinators of this kind. Ask your national coordinator."),
    Reason.NO_COORDINATOR: N_("Only coordinators can do this. Ask your coordinator."),
    Reason.BELOW_RULE: N_("Your authority has had too few users or administrators for more than 30 days. It can send again as soon as two administrators are active."),
    Reason.OTHER_EMPLOYER: N_("This person acts for another authority, too. Only the person can change the language, and the name stays as it is."),
    Reason.NO_NATIONAL_COORDINATOR: N_("Only the national coordinator of the country can do this."),
    Reason.NO_KEEPER: N_("Only the authority that keeps the register and the national coordinator of its country can do this."),
    Reason.NO_COUNTERPART: N_("No invented authority can take part in this now. Try again later."),
})

WAYS_OUT: Final[Mapping[WayOut, str]] = MappingProxyType({
    WayOut.REGISTER:           N_("An authority needs at least two active users. Register another one first. When the invitation has been accepted, you can do this."),
    WayOut.MAKE_ADMINISTRATOR: N_("An authority needs at least two administrators. Make another user administrator first."),
})

HIDDEN_FILE: Final = N_("Attached file")
"""Stands for a file that answers a question, where the reader has the answers and not the files."""

FINDER_BY_NAME: Final = N_("The search is being renewed. Until then, it finds names as they are written and no similar words. Try again in a minute.")
"""What whoever searches is told while there is no snapshot of the directory."""

POINTS: Final[Mapping[Key, str]] = MappingProxyType({
    Key.REGISTERED:   N_("You are registered"),
    Key.ACTIVITY:     N_("You have seen what your authority does"),
    Key.TASKS:        N_("You know where your tasks are"),
    Key.COUNTERPARTS: N_("You know your counterparts"),
    Key.BACKUP:       N_("You have a backup"),
    Key.LEFT:         N_("Nobody is registered who has left"),
    Key.COORDINATOR:  N_("You know whom to ask"),
    Key.MATERIAL:     N_("You have seen the training material"),
    Key.TRAINING:     N_("You have tried it out"),
    Key.INFORMATION:  N_("Your authority’s information is right"),
    Key.REGISTERS:    N_("Your registers are listed"),
})
"""The points of the checklist, in the words of its page."""

EVIDENCE: Final[Mapping[str, str]] = MappingProxyType({
    "acts_for":      N_("You act for: {authority}"),
    "areas":         N_("Legal areas of your authority: {count}"),
    "handled_areas": N_("Legal areas in which you handle requests: {count}"),
    "exchanged":     N_("Your authority has exchanged requests."),
    "lessons":       N_("Lessons done in the training environment: {count} of {total}"),
    "backups":       N_("Colleagues who can answer requests when you are away: {count}"),
    "unseen":        N_("Users who have not signed in for a year: {count}"),
    "coordinator":   N_("Your national coordinator: {coordinator}"),
    "confirmed":     N_("Last confirmed on: {date}"),
})
"""Why a point of the checklist is done, or is not."""

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
    "below_rule":         N_("This authority cannot receive requests at present, because it has too few users. Choose another one."),
    "email_taken":        N_("Another user has this e-mail address."),
    "not_an_email":       N_("Write an e-mail address, such as name@authority.example."),
    "not_invited":        N_("This person has accepted the invitation already."),
    "area_closed":        N_("The authority has no access to this legal area."),
    "before_start":       N_("The last day is before the first one."),
    "not_a_website":      N_("Write the address of a website that begins with https://."),
    "no_public_address":  N_("Give the address of a public page. It begins with https:// and has no user name, no port and no letters that look like others."),
    "nothing_waits":      N_("Nothing waits here to be confirmed or approved."),
    "not_a_phone":        N_("Write a phone number with its country code, such as +45 12 34 56 78."),
    "chosen_twice":       N_("The same was chosen twice."),
    "too_many":           N_("Choose {most} at most."),
    "unknown_area":       N_("This legal area is not known. Choose one from the list."),
    "not_a_coordinator":  N_("This authority is no coordinator in the legal area. Choose another one."),
    "no_offer":           N_("The other authority has not proposed another date."),
    "ask_before_forwarding": N_("The requesting authority wants to be asked before the request is forwarded. Return it and suggest the competent authority."),
    "part_of_a_request":  N_("This is a part of a request and cannot be split again. Forward or return it."),
    "too_many_parts":     N_("A request can be split {most} times at most."),
    "one_question":       N_("The request has one question only. Forward or return it."),
    "all_questions":      N_("You have chosen all questions. Forward the request instead, or leave one question out."),
    "answered_question":  N_("Question {question} has an answer already. Delete the answer first, or leave the question out."),
    "consent_missing":    N_("Early erasure needs the consent of the person concerned."),
    "erasure_wanted":     N_("Your authority has asked for the erasure already. The other authority has to agree."),
    "erased":             N_("The personal data is erased already."),
    "nobody_approves":    N_("A coordinator has to approve this, and nobody there can do so at present. Write to your coordinator: the record of your authority names it."),
    "decided":            N_("The coordinators have decided, and their word is the last one. Answer what is wanted, or close the request."),
    "part_open":          N_("A part of this request is still open. Close all parts first."),
    "never_sent":         N_("This draft was never sent. You can delete it."),
    "not_your_turn":      N_("The other coordinator decides at present."),
    "reminded":           N_("A reminder was sent in the last three days. Wait a little before the next one."),
    "no_request_coordinator": N_("Neither authority has a coordinator who could decide. Close the request, or ask for clarification by a message."),
    "not_a_handler":      N_("Choose colleagues who handle requests in this legal area."),
    "beyond_maximum":     N_("The law allows {days} working days. Choose an earlier date, and ask the other authority for another one afterwards."),
    "same_date":          N_("This is the date that was agreed already. Choose another one."),
    "asked_itself":       N_("This authority has sent the request. Choose another one."),
    "had_it_before":      N_("The request was with this authority before. Choose another one."),
    "same_authority":     N_("This is the authority itself. Choose another one."),
    "holiday":            N_("This date is a public holiday in the country of the authority that is asked: {holiday}."),
    "other_holiday":      N_("This date is a public holiday in the country of the authority that asks: {holiday}."),
    "beyond_calendar":    N_("Public holidays are known from {first} to {last}. Choose a date between."),
    "out_of_period":      N_("Give a number of days from 1 to {longest}."),
    "no_such_country":    N_("This country does not take part."),
    "too_many_rows":      N_("The list has {rows} rows. {most} at most can be imported at once. Divide it into several files."),
    "no_rows":            N_("The list has no rows below the names of the columns."),
    "broken_quotes":      N_("Quotation marks are not closed in line {line}. Save the list from your spreadsheet once more as CSV."),
    "unknown_column":     N_("There is no column with the name {column}."),
    "column_twice":       N_("The column {column} is there twice."),
    "missing_column":     N_("The column {column} is missing."),
    "wrong_cells":        N_("This row has {cells} cells, but there are {columns} columns."),
    "not_utf8":           N_("Characters of this text are lost. Save the list as CSV UTF-8."),
    "formula":            N_("This begins like a formula. Delete the first character."),
    "not_yes_or_no":      N_("Write yes or no here."),
    "twice_in_file":      N_("The same authority is in line {line}."),
    "row_undecided":      N_("This row has to be corrected or decided on first."),
    "area_not_coordinated": N_("Your authority does not coordinate the legal area {area}."),
    "area_there":         N_("The authority has this legal area already, or has asked for it."),
    "area_decided":       N_("This has been decided on meanwhile."),
    "wrong_status":       N_("The status of the authority does not allow this."),
    "duplicate":          N_("{name}, {city}, is registered already. Check whether it is the same authority."),
    "untranslated":       N_("This title is missing in {count} languages. Readers of these languages see it in another one."),
    "not_a_colleague":    N_("Choose a colleague who is active in your authority."),
    "leads_back":         N_("This colleague is away then, too, and names you. Choose another one."),
    "not_an_attachment":  N_("Choose a file that is attached to the reply."),
    "one_by_one":         N_("Files are attached one by one, once the draft is there."),
    "wrong_file_type":    N_("Files of this type cannot be attached. Choose a PDF, an image (JPEG, PNG, TIFF) or an office document without macros."),
    "empty_file":         N_("This file is empty."),
    "file_too_large":     N_("This file is too large. It may have {most} MB."),
    "too_many_files":     N_("You can attach {most} files at most."),
    "file_missing":       N_("This file has not been uploaded."),
    "file_unchecked":     N_("This file is still being checked. Try again in a minute."),
    "file_refused":       N_("This file is not what it was said to be, or it could not be checked. It was deleted."),
    "file_infected":      N_("Something harmful was found in this file. It was deleted."),
    "unknown_cursor":     N_("The list cannot go on from here. Open it again."),
    "out_of_range":       N_("Choose one of the values offered."),
})
# fmt: on
