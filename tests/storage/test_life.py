"""
Lives of requests as they are stored, step by step beside the same lives in memory.

The same ones each time, so that a failure comes back; ``make soak`` tries others, and more.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from chalicelib.domain.events import OPEN_STEPS
from chalicelib.domain.requests import Action, State
from chalicelib.storage import areas
from tests.soak import paths, stage, tally
from tests.soak.machine import Lives
from tests.soak.tally import Tally

EXAMPLES = 200

A_PART_BEGINS = (State.DRAFT, Action.SPLIT, State.AWAITING_ACCEPTANCE)


def test_whatever_officials_do_storage_holds_what_the_rules_say(aws):
    stage.fill()
    Lives.tally, Lives.seen, Lives.most = Tally(), Counter(), EXAMPLES

    with stage.drawing_one_seed(), stage.without_content():
        run_state_machine_as_test(
            Lives,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=8,
                deadline=None,
                derandomize=True,
                database=None,
                # A failure is told as it came: to make it small first would take minutes.
                phases=[Phase.generate],
            ),
        )

    areas.forget()
    assert Lives.tally.done["example"] == EXAMPLES
    assert Lives.tally.missing() == []


def test_a_path_leads_along_every_way_that_the_table_opens():
    found = {(way.before, way.action, way.after) for way in paths.every()}
    never = {(before, action) for before, _, action in tally.NEVER}

    wanted = {way for way in OPEN_STEPS if way[:2] not in never}
    assert found == wanted - {A_PART_BEGINS}
