from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain import register_edits, registers
from chalicelib.domain.authorities import Kind, Part, Status
from chalicelib.domain.errors import Conflict, Invalid, NotAllowed, Reason
from chalicelib.domain.register_edits import Act, Care, Editor, Entry, Known
from chalicelib.domain.register_health import Health, State
from tests.builders import (
    AREA,
    COORDINATOR_DK,
    DENMARK,
    NOON,
    PORTUGAL,
    TODAY,
    a_party,
    an_administrator,
    an_authority,
    an_official,
)
from tests.domain.test_registers import PLAIN

CVR = replace(registers.from_plain(PLAIN, "DK"), keeper=DENMARK, confirmed_on=TODAY)
THERE = Entry(register=CVR)
NEW = replace(CVR, url="https://new.example", region="Bornholm", guidance={"da": "Skriv."})
WAITS = Entry(register=CVR, waiting=NEW)
FIRST = Entry(register=None, waiting=CVR)
KNOWN = Known(
    kinds={"business"},
    areas={"services"},
    professions={"nurse"},
    languages={"da", "en"},
    successors={
        each.id: each
        for each in (
            CVR,
            replace(CVR, id="dk-new"),
            replace(CVR, id="dk-old", successor="dk-new"),
            replace(CVR, id="pt-rnpc", country="PT"),
        )
    },
)
BOSS, CLERK = an_administrator(DENMARK), an_official(DENMARK)
KEEPER = an_authority(DENMARK)
NATIONAL = an_authority(
    a_party(COORDINATOR_DK), parts={AREA: Part(kind=Kind.NATIONAL_COORDINATOR)}
)
STRANGER = an_authority(PORTUGAL)
BO = BOSS.acting_for()
METTE = CLERK.acting_for()


def edited(wanted, entry=THERE, editor=Editor.KEEPER, today=TODAY, confirms=True):
    return register_edits.edited(
        entry, wanted, editor=editor, confirms=confirms, known=KNOWN, source="Us", today=today
    )


@pytest.mark.parametrize(
    ("own", "editor"),
    [
        (KEEPER, Editor.KEEPER),
        (NATIONAL, Editor.COORDINATOR),
        (STRANGER, None),
        (replace(KEEPER, status=Status.SUSPENDED), None),
        (replace(NATIONAL, party=replace(NATIONAL.party, country="PT")), None),
    ],
)
def test_the_keeper_and_the_national_coordinator_look_after_an_entry(own, editor):
    assert register_edits.editor_of(THERE, own) is editor


def test_only_their_administrators_change_it():
    assert register_edits.must_edit(THERE, BO, KEEPER) is Editor.KEEPER
    with pytest.raises(NotAllowed) as refused:
        register_edits.must_edit(THERE, BO, STRANGER)
    assert refused.value.reason is Reason.NO_KEEPER
    with pytest.raises(NotAllowed) as refused:
        register_edits.must_edit(THERE, METTE, KEEPER)
    assert refused.value.reason is Reason.NO_ADMINISTRATOR


def test_a_first_version_of_the_keeper_waits_and_one_of_the_coordinator_does_not():
    def begun(own):
        return register_edits.begun(CVR, BO, own, known=KNOWN, today=TODAY)

    first = begun(KEEPER)
    assert (first.register, first.waiting.confirmed_on) == (None, TODAY)
    assert first.latest is first.waiting
    assert first.keeper == DENMARK
    seen = begun(NATIONAL)
    assert (seen.register.source, seen.waiting) == (NATIONAL.party.name, None)


@pytest.mark.parametrize(
    ("by", "own", "reason"),
    [
        (METTE, KEEPER, Reason.NO_ADMINISTRATOR),
        (BO, replace(KEEPER, status=Status.SUSPENDED), Reason.NO_KEEPER),
        (BO, STRANGER, Reason.NO_KEEPER),
    ],
)
def test_who_takes_no_part_describes_nothing(by, own, reason):
    with pytest.raises(NotAllowed) as refused:
        register_edits.begun(CVR, by, own, known=KNOWN, today=TODAY)

    assert refused.value.reason is reason


def test_what_the_keeper_changes_is_seen_at_once_but_for_the_address():
    later = TODAY + timedelta(days=9)
    renamed = edited(replace(CVR, name="CVR 2"), today=later)
    assert (renamed.register.name, renamed.waiting) == ("CVR 2", None)
    assert (renamed.register.confirmed_on, renamed.register.source) == (later, "Us")

    moved = edited(NEW)
    assert (moved.register, moved.waiting.url) == (CVR, NEW.url)
    assert edited(CVR, moved).waiting is None
    assert edited(NEW, editor=Editor.COORDINATOR).register.url == NEW.url


def test_who_is_not_responsible_confirms_nothing_by_an_edit():
    later = TODAY + timedelta(days=9)

    kept = edited(CVR, editor=Editor.COORDINATOR, today=later, confirms=False)

    assert kept.register.confirmed_on == TODAY


def test_what_the_coordinator_corrects_does_not_decide_on_what_waits():
    corrected = edited(replace(CVR, name="CVR 2"), WAITS, Editor.COORDINATOR)
    assert (corrected.register.name, corrected.register.url) == ("CVR 2", CVR.url)
    # What the keeper has written besides waits on, too.
    assert corrected.waiting == replace(NEW, name="CVR 2", source="Us")

    third = replace(CVR, url="https://third.example")
    assert edited(third, WAITS, Editor.COORDINATOR).waiting is None
    first = edited(replace(CVR, name="CVR 2"), FIRST, Editor.COORDINATOR)
    assert (first.register, first.waiting.name) == (None, "CVR 2")


@pytest.mark.parametrize(
    ("own", "keeper", "responsible"),
    [
        ("keeper", "keeper", True),
        ("national", "keeper", False),
        ("national", "suspended", True),
        ("national", None, True),
        ("national", "national", True),
        ("keeper", None, False),
        ("keeper", "suspended", False),
    ],
)
def test_the_keeper_is_responsible_and_the_coordinator_where_there_is_none(
    own, keeper, responsible
):
    who = {"keeper": KEEPER, "national": NATIONAL, None: None}
    who["suspended"] = replace(KEEPER, status=Status.SUSPENDED)

    assert register_edits.is_responsible(THERE, who[own], who[keeper]) is responsible


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, "/name missing"),
        ({"name": "x" * 201}, "/name too_long"),
        ({"url": "javascript:alert(1)"}, "/url no_public_address"),
        ({"url": "https://me@register.example"}, "/url no_public_address"),
        ({"areas": ()}, "/areas missing"),
        ({"areas": ("magic",)}, "/areas not_an_option"),
        ({"professions": ("magic",)}, "/professions not_an_option"),
        ({"languages": ()}, "/languages missing"),
        ({"languages": ("da",) * 31}, "/languages too_many"),
        ({"answers": ()}, "/answers missing"),
        ({"keys": ()}, "/keys missing"),
        ({"kind": "magic"}, "/kind not_an_option"),
        ({"language": "xx"}, "/language not_an_option"),
        ({"english_url": "http://register.example"}, "/english_url no_public_address"),
        ({"region": "x" * 201}, "/region too_long"),
        ({"contact": "ask us"}, "/contact not_an_email"),
        ({"guidance": {"xx": "x"}}, "/guidance/xx not_an_option"),
        ({"guidance": {"da": "x" * 1001}}, "/guidance/da too_long"),
        ({"successor": "dk-cvr"}, "/successor not_an_option"),
        ({"successor": "dk-old"}, "/successor not_an_option"),
        ({"successor": "pt-rnpc"}, "/successor not_an_option"),
        ({"successor": "nowhere"}, "/successor not_an_option"),
    ],
)
def test_what_is_wrong_is_said_field_by_field(change, fault):
    with pytest.raises(Invalid) as refused:
        edited(replace(CVR, **change))

    assert [f"{each.pointer} {each.code}" for each in refused.value.faults] == [fault]


def test_what_is_told_besides_is_taken():
    told = replace(
        CVR,
        region="Bornholm",
        contact="cvr@register.example",
        guidance={"da": "Skriv navnet."},
    )

    assert edited(told).register == replace(told, source="Us")


@pytest.mark.parametrize(
    "change", [{"english_url": "https://register.example/en"}, {"successor": "dk-new"}]
)
def test_wherever_people_would_be_led_instead_waits_for_the_coordinator(change):
    wanted = replace(CVR, **change)

    assert edited(wanted).register == CVR
    assert edited(wanted).waiting == replace(wanted, source="Us")
    assert edited(wanted, editor=Editor.COORDINATOR).register == replace(wanted, source="Us")


def test_a_successor_that_has_gone_since_keeps_nobody_from_changing_something_else():
    replaced = Entry(register=replace(CVR, successor="dk-gone"))

    found = edited(replace(CVR, successor="dk-gone", name="CVR 2"), replaced)

    assert found.register.name == "CVR 2"


def after(entry, act, editor=Editor.COORDINATOR, responsible=True):
    return register_edits.after(
        entry, act, editor=editor, responsible=responsible, today=TODAY + timedelta(days=1)
    )


def test_what_waits_is_approved_or_dropped():
    assert after(WAITS, Act.APPROVE) == Entry(register=NEW)
    assert after(WAITS, Act.REFUSE) == Entry(register=CVR)
    assert after(FIRST, Act.APPROVE) == Entry(register=CVR)
    assert after(FIRST, Act.REFUSE) is None
    assert after(THERE, Act.REMOVE) is None
    for act in (Act.APPROVE, Act.REFUSE):
        with pytest.raises(Conflict):
            after(THERE, act)


@pytest.mark.parametrize("editor", list(Editor))
def test_an_entry_is_confirmed_with_one_click(editor):
    confirmed = after(WAITS, Act.CONFIRM, editor)

    assert confirmed.register.confirmed_on == TODAY + timedelta(days=1)
    assert confirmed.waiting == NEW
    with pytest.raises(NotAllowed):
        after(WAITS, Act.CONFIRM, editor, responsible=False)
    with pytest.raises(Conflict):
        after(FIRST, Act.CONFIRM, editor)


@pytest.mark.parametrize("act", [Act.APPROVE, Act.REFUSE, Act.REMOVE])
def test_the_keeper_does_not_decide_on_itself(act):
    with pytest.raises(NotAllowed):
        after(WAITS, act, Editor.KEEPER)


def test_what_may_be_done_is_said():
    def acts(entry, editor, responsible=True):
        return register_edits.acts(entry, editor, responsible=responsible)

    assert acts(WAITS, Editor.KEEPER) == [Act.CONFIRM]
    assert acts(FIRST, Editor.KEEPER) == []
    assert acts(WAITS, Editor.COORDINATOR) == list(Act)
    assert acts(THERE, Editor.COORDINATOR, responsible=False) == [Act.REMOVE]


def cares(
    entry,
    editor=Editor.KEEPER,
    state=None,
    url=CVR.url,
    days=0,
    responsible=True,
    replaced=False,
):
    health = Health(url=url, state=state, looked_at=NOON) if state else None
    today = TODAY + timedelta(days=days)
    found = register_edits.cares(
        entry, editor, health, responsible=responsible, replaced=replaced, today=today
    )
    return [*found]


def test_what_somebody_proposes_is_text_and_no_more_than_can_be_read():
    assert register_edits.proposed(" The address is old. ") == "The address is old."
    for wrong in ("", "  ", "x" * 1001, "a\x00b"):
        with pytest.raises(Invalid):
            register_edits.proposed(wrong)


@pytest.mark.parametrize("responsible", [True, False])
def test_who_is_responsible_reads_what_is_proposed(responsible):
    found = register_edits.cares(
        THERE, Editor.KEEPER, None, responsible=responsible, has_proposals=True, today=TODAY
    )

    assert (Care.PROPOSAL in found) is responsible


def test_why_an_entry_is_to_be_looked_at():
    assert cares(THERE) == cares(THERE, state=State.UNWELL) == []
    assert cares(THERE, state=State.DEAD) == [Care.DEAD]
    assert cares(THERE, state=State.MOVED) == [Care.MOVED]
    assert cares(THERE, state=State.DEAD, url="https://former.example") == []
    assert cares(THERE, days=364) == []
    assert cares(THERE, days=365, state=State.DEAD, replaced=True) == []
    assert cares(THERE, state=State.MOVED, replaced=True) == []
    assert cares(THERE, days=365, state=State.DEAD) == [Care.DEAD, Care.CONFIRM]
    assert cares(THERE, Editor.COORDINATOR, days=365, responsible=False) == []
    assert cares(WAITS, state=State.DEAD) == []
    assert cares(WAITS, Editor.COORDINATOR, state=State.DEAD) == [Care.APPROVE, Care.DEAD]
    nobodys = Entry(register=replace(CVR, keeper=None, confirmed_on=None))
    assert cares(nobodys, Editor.COORDINATOR) == [Care.CONFIRM]
    assert cares(WAITS, Editor.COORDINATOR) == [Care.APPROVE]
    assert cares(WAITS) == []
    assert cares(FIRST, Editor.COORDINATOR) == [Care.APPROVE]


@pytest.mark.parametrize(("moved_on", "found"), [(0, []), (1, [Care.MOVED])])
def test_who_confirms_an_entry_knows_where_it_says_that_it_has_moved(moved_on, found):
    health = Health(
        url=CVR.url,
        state=State.MOVED,
        looked_at=NOON,
        moved_to="https://new.example",
        moved_on=TODAY + timedelta(days=moved_on),
    )

    told = register_edits.cares(THERE, Editor.KEEPER, health, responsible=True, today=TODAY)

    assert [*told] == found
