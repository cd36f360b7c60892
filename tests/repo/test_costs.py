"""docs/costs.md says what the bill computes, and the bill computes what one finds by hand."""

from __future__ import annotations

import inspect
import re
from decimal import Decimal

import pytest

from tests.bench import bill

PAGE = bill.COSTS.read_text("utf-8")


def lines(scale: int = 1) -> dict[str, bill.Line]:
    """Return the lines of the bill, by what they are for."""
    return {line.what: line for line in bill.bill(bill.year(scale))}


def test_the_page_has_the_tables_that_the_bill_prints():
    now = bill.with_tables(PAGE)

    assert now == PAGE, "`python -m tests.bench.bill --write` brings docs/costs.md in step"


@pytest.mark.parametrize(
    ("what", "quantity", "usd"),
    [
        # 44,000 users at 1.5 cents.
        pytest.param("users who sign in", "44000", "660.00", id="sign-in"),
        # 250,000 in twelve months are 20,833 and a third, at 16 cents a thousand.
        pytest.param("e-mails", "20833.333", "3.33", id="e-mails"),
        # 9,333 and a third exchanges of 1,000 characters, twice; 15 dollars a million.
        pytest.param("machine translation", "18666666.667", "280.00", id="translation"),
        # 12,600 authorities are saved three times a year: 3,150 a month, two snapshots each. One reads
        # 7,000 units at 13,000 authorities, so 6,784.615 here; 0.1525 dollars a million.
        pytest.param("read for the finder", "42743076.923", "6.52", id="snapshots"),
        # Two each minute, 43,800; two each hour, 730; one each night, 30.417. That of training is off.
        pytest.param("schedules", "89090.417", "0.00", id="schedules"),
        # 9,333 and a third, at 21.5 cents a thousand.
        pytest.param("files scanned", "9333.333", "2.01", id="scans"),
    ],
)
def test_a_line_is_what_one_computes_by_hand(what, quantity, usd):
    line = lines()[what]

    assert round(line.quantity, 3) == Decimal(quantity)
    assert line.usd == Decimal(usd)


def test_an_acceptance_is_billed_as_it_was_measured():
    # docs/measurements.md: 32.0 units; test_calls.py: a read and a transaction, and who asks.
    assert bill.operations()["accept"] == bill.Operation(3, Decimal("32.0"), writes=True)


def test_the_lines_that_are_shown_add_up():
    shown = PAGE.partition("### The bill, ×1\n")[2].partition("### ")[0]
    months, years = (
        [Decimal(cell.replace(",", "")) for cell in found]
        for found in zip(
            *re.findall(
                r"\| \**([\d,]+\.\d\d)\** \| \**([\d,]+\.\d\d)\** \|$", shown, re.MULTILINE
            ),
            strict=True,
        )
    )

    assert sum(months[:-1]) == months[-1]
    assert years == [12 * month for month in months]


@pytest.mark.parametrize(
    ("rule", "runs"),
    [
        pytest.param("Rate(1, unit=Rate.MINUTES)", 43_800, id="each minute"),
        pytest.param("Rate(6, unit=Rate.HOURS)", Decimal(730) / 6, id="each six hours"),
        pytest.param("Cron(5, '*', '*', '*', '?', '*')", 730, id="each hour"),
        pytest.param("Cron(30, 1, '*', '*', '?', '*')", Decimal(365) / 12, id="each night"),
    ],
)
def test_a_rule_of_the_clock_runs_so_often_a_month(rule, runs):
    assert round(bill.runs(rule), 9) == round(Decimal(runs), 9)


def test_a_rule_that_the_bill_does_not_know_is_not_guessed():
    with pytest.raises(ValueError, match="how often is"):
        bill.runs("Cron(0, 5, '?', '*', 'MON-FRI', '*')")


@pytest.mark.parametrize("scale", bill.SCALES)
def test_sign_in_and_translation_are_the_largest_lines_as_the_page_says(scale):
    dearest = sorted(lines(scale).values(), key=lambda line: line.usd)[-2:]

    assert [line.what for line in dearest] == ["machine translation", "users who sign in"]
    assert dearest[-1].usd > sum(line.usd for line in lines(scale).values()) / 2


def test_every_function_of_the_template_is_in_the_bill():
    computed = set(bill.functions(bill.month(bill.year())))

    assert computed == set(bill.memory())
    assert set(bill.schedules()) <= computed


def test_every_figure_and_price_is_used():
    code = inspect.getsource(bill)
    said = bill.book()

    unused = [name for name in (*said["measured"], *said["assumed"]) if f'"{name}"' not in code]
    assert unused == []
    priced = {line.price for line in lines().values()}
    assert [name for name in said["prices"] if bill.price(name) not in priced] == []


def test_no_line_of_the_page_is_longer_than_one_reads():
    assert [line for line in PAGE.splitlines() if len(line) > 115] == []
