"""
What a month and a year in AWS cost, line by line, computed: ``python -m tests.bench.bill``.

Counts come from what was measured (``docs/measurements.md``, ``tests/bench/test_calls.py``), from what is
deployed (``infra/template.py``, ``.chalice/config.json``) and from the clock (``chalicelib/web/clock.py``).
Prices, other figures and what people do stand in ``prices.yaml``, each with its source. ``--write`` puts the
tables into ``docs/costs.md``, where ``tests/repo/test_costs.py`` wants them.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from infra.rights import OF_TRAINING

ROOT: Final = Path(__file__).parents[2]
PRICES: Final = Path(__file__).with_name("prices.yaml")
NEEDED: Final = Path(__file__).with_name("test_calls.py")
MEASUREMENTS: Final = ROOT / "docs/measurements.md"
COSTS: Final = ROOT / "docs/costs.md"
OPENAPI: Final = ROOT / "docs/openapi.json"
CLOCK: Final = ROOT / "chalicelib/web/clock.py"
CONFIG: Final = ROOT / ".chalice/config.json"
BEGIN: Final = "<!-- bill: begin -->"
END: Final = "<!-- bill: end -->"

SCALES: Final = (1, 10, 100)
MONTHS: Final = Decimal(12)
DAYS: Final = Decimal(365) / MONTHS
HOURS: Final = DAYS * 24
"""730 in a month."""
MINUTES: Final = HOURS * 60
"""43,800 in a month."""
SECONDS: Final = MINUTES * 60
CENT: Final = Decimal("0.01")
MEGA: Final = Decimal(10**6)
GIGA: Final = Decimal(10**9)
KIBI: Final = 1024
"""Megabytes of memory that Lambda bills as a gigabyte."""
METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})


class Price(NamedTuple):
    """What AWS wants for *per* of a *unit*, within a month."""

    usd: Decimal
    per: Decimal
    unit: str
    page: str
    """Names the service, as the address of its page of prices does."""
    seen: str
    free: Decimal
    """How many of the unit each account gets each month for nothing."""


class Operation(NamedTuple):
    """A call of the API, or something that is done without one."""

    calls: int
    """Of DynamoDB."""
    units: Decimal
    """Of capacity, those of all indexes with them, twice where it is a transaction."""
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """How much there is to do in a year."""

    authorities: Decimal
    users: Decimal
    exchanges: Decimal
    emails: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the bill of one month."""

    what: str
    price: Price
    quantity: Decimal

    @property
    def usd(self) -> Decimal:
        """To the cent, so that what is shown adds up."""
        return (self.quantity * self.price.usd / self.price.per).quantize(CENT, ROUND_HALF_UP)


# What is written down.


@functools.cache
def book() -> Any:
    """Return what stands in ``prices.yaml``."""
    return yaml.safe_load(PRICES.read_text("utf-8"))


def price(name: str) -> Price:
    """Return the price called *name*."""
    said = book()["prices"][name]
    return Price(
        usd=Decimal(said["usd"]),
        per=Decimal(said["per"]),
        unit=said["unit"],
        page=said["page"],
        seen=said["seen"],
        free=Decimal(said.get("free", 0)),
    )


def figure(name: str) -> Decimal:
    """Return the figure called *name*, measured or assumed."""
    found = book()["measured"].get(name) or book()["assumed"][name]
    return Decimal(found["value"])


def year(scale: int = 1) -> Year:
    """Return *scale* times what the plan has."""
    said = {name: Decimal(number) * scale for name, number in book()["volumes"].items()}
    return Year(emails=said.pop("e-mails"), **said)


# What is measured, and what is deployed.


@functools.cache
def operations() -> Mapping[str, Operation]:
    """Return what each operation calls, as counted now, and consumes, as the soak has found."""
    needed, found = _needed(), dict[str, Operation]()
    row = re.compile(r"^\| ([^|]+) \| \d+ \| (\d+) \| [\d.]+ \| ([\d.]+) \|", re.MULTILINE)
    for name, calls, units in row.findall(MEASUREMENTS.read_text("utf-8")):
        if name in needed:
            reads, writes = needed[name]
            # Besides what is counted there, who asks is read.
            found[name] = Operation(reads + writes + 1, Decimal(units), writes > 0)
        else:
            found[name] = Operation(int(calls), Decimal(units), name.startswith("the turn "))
    for name, said in book()["operations"].items():
        found[name] = Operation(said["calls"], Decimal(said["units"]), said["writes"])
    return found


def _needed() -> Mapping[str, tuple[int, int]]:
    """Return reads and transactions of each operation, read from the test that knows them by heart."""
    for node in ast.parse(NEEDED.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NEEDED":
            said = ast.literal_eval(
                re.sub(r"Calls\(([\d, ]+)\)", r"[\1]", ast.unparse(node.value))
            )
            return {name: (reads, sum(writes)) for name, (reads, *writes) in said.items()}
    raise ValueError(f"{NEEDED} has no table NEEDED")


@functools.cache
def schedules() -> Mapping[str, Decimal]:
    """Return how often a month the clock of production runs each function, by its name in the template."""
    found: dict[str, Decimal] = {}
    for node in ast.walk(ast.parse(CLOCK.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "bp.schedule":
            (said,) = (each.value for each in node.keywords if each.arg == "name")
            name = ast.literal_eval(said).capitalize()
            if name not in OF_TRAINING:
                found[name] = runs(ast.unparse(node.args[0]))
    return found


def runs(rule: str) -> Decimal:
    """
    Return how often a month *rule* of Chalice sets something off.

    Raises:
        ValueError: It is of a kind that the bill does not know.
    """
    if rate := re.fullmatch(r"Rate\((\d+), unit=Rate\.(MINUTES|HOURS|DAYS)\)", rule):
        return {"MINUTES": MINUTES, "HOURS": HOURS, "DAYS": DAYS}[rate[2]] / int(rate[1])
    if cron := re.fullmatch(r"Cron\(\d+, (\d+|'\*'), '\*', '\*', '\?', '\*'\)", rule):
        return DAYS if cron[1].isdigit() else HOURS
    raise ValueError(f"how often is {rule}?")


def deployed(kind: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the properties of each resource of a *kind* that the template has, by name."""
    return {
        name: each.get("Properties", {})
        for name, each in _template().items()
        if each.get("Type") == f"AWS::{kind}"
    }


@functools.cache
def _template() -> Mapping[str, Any]:
    # It names the pages that there are, and the generator of the site lies in a folder of its own.
    sys.path.append(str(ROOT / "site"))
    from infra import template

    resources: Mapping[str, Any] = template.merged()["Resources"]
    return resources


def count(kind: str) -> Decimal:
    """Return how many resources of a *kind* the template has."""
    return Decimal(len(deployed(kind)))


def memory() -> Mapping[str, int]:
    """Return the megabytes of each function."""
    usual: int = json.loads(CONFIG.read_text("utf-8"))["lambda_memory_size"]
    return {
        name: each.get("MemorySize", usual)
        for name, each in deployed("Serverless::Function").items()
    }


def methods_with_metrics() -> Decimal:
    """Return of how many methods the gateway tells metrics of their own."""
    settings = [
        setting
        for api in deployed("Serverless::Api").values()
        for setting in api.get("MethodSettings", ())
    ]
    if not any(setting.get("MetricsEnabled") for setting in settings):
        return Decimal(0)
    paths = json.loads(OPENAPI.read_text("utf-8"))["paths"]
    return Decimal(sum(len(METHODS & set(path)) for path in paths.values()))


def log_days() -> Decimal:
    """Return how long what is logged is kept; for ever is a year here."""
    groups = deployed("Logs::LogGroup").values()
    return max((Decimal(each["RetentionInDays"]) for each in groups), default=DAYS * MONTHS)


# What is done in a month.


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a month brings."""

    year: Year
    called: Mapping[str, Decimal]
    """How often each operation is called."""
    besides: Mapping[str, Decimal]
    """How often each is done without a call."""

    @property
    def exchanges(self) -> Decimal:
        return self.year.exchanges / MONTHS

    @property
    def emails(self) -> Decimal:
        return self.year.emails / MONTHS

    @property
    def visits(self) -> Decimal:
        return self.year.users * figure("visits of a user in a month")

    @property
    def calls(self) -> Decimal:
        """Of the API."""
        return _sum(self.called.values())

    @property
    def files(self) -> Decimal:
        return self.exchanges * figure("files of an exchange")

    @property
    def reminders(self) -> Decimal:
        return self.besides["the turn remind"]

    @property
    def pages(self) -> Decimal:
        """Of the workspace that are opened."""
        opened = {
            name: _sum(map(_decimal, each["pages"].values())) for name, each in _journeys()
        }
        return self.exchanges * opened["exchange"] + self.visits * opened["visit"]

    @property
    def public_pages(self) -> Decimal:
        return self.year.users * figure("public pages of a user in a month")

    @property
    def films(self) -> Decimal:
        return self.year.users * figure("films of a user in a year") / MONTHS

    @property
    def is_small(self) -> bool:
        """Whether a snapshot of the directory will do."""
        return self.year.authorities <= figure("authorities up to which a snapshot will do")

    @property
    def changes(self) -> Decimal:
        """Of authorities, each of which makes the finder's snapshot anew."""
        return _sum(self.called[name] for name in book()["saves an authority"])

    @property
    def snapshots(self) -> Decimal:
        return self.changes * figure("snapshots for a change") if self.is_small else Decimal(0)

    @property
    def directory(self) -> Decimal:
        """How large the directory is, as a part of the measured one."""
        return self.year.authorities / figure("authorities of the measured finder")


def month(year: Year) -> Month:
    """Return what a month of *year* brings."""
    times = {
        "exchange": year.exchanges / MONTHS,
        "visit": year.users * figure("visits of a user in a month"),
        "year of an authority": year.authorities / MONTHS,
        "year of a user": year.users / MONTHS,
    }
    called, besides = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    for name, journey in _journeys():
        for operation, often in calls_of(journey).items():
            called[operation] += often * times[name]
        for operation, often in journey["without a call"].items():
            besides[operation] += _decimal(often) * times[name]
    return Month(year=year, called=called, besides=besides)


def calls_of(journey: Mapping[str, Any]) -> Mapping[str, Decimal]:
    """Return how often each operation is called on a *journey*, by its pages too."""
    found = defaultdict[str, Decimal](Decimal)
    for page, often in journey["pages"].items():
        for operation in book()["pages"][page]:
            found[operation] += _decimal(often)
    for operation, often in journey["calls"].items():
        found[operation] += _decimal(often)
    return found


def _journeys() -> Iterable[tuple[str, Any]]:
    journeys: Mapping[str, Any] = book()["journeys"]
    return journeys.items()


# The bill.


def functions(now: Month) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Return how often in a month each function runs, and for how many seconds in the mean."""
    often, megabytes = schedules(), memory()
    call = figure("seconds of a call of DynamoDB")

    def processor(name: str, seconds: Decimal) -> Decimal:
        return seconds * figure("megabytes with a whole processor") / megabytes[name]

    api = processor("APIHandler", figure("seconds of the processor for a call"))
    cold = processor("APIHandler", figure("seconds of the processor for a cold start"))
    database = (
        _sum(often * operations()[name].calls for name, often in now.called.items()) * call
    )
    build = figure("seconds of the processor for a new snapshot") * now.directory
    first = now.snapshots / figure("snapshots for a change")
    reminding = figure("seconds of an hour's reminders") * often["Remind"]
    reminding += figure("seconds of one reminder") * now.reminders
    erased = 2 * now.exchanges * figure("seconds to block or erase a request")
    looks = figure("registers") * DAYS * figure("seconds of a look at a register")
    looks /= figure("looks at the same time")
    index = often["Index"] * figure("queries of a look at the directory") * call
    return {
        "APIHandler": _mean(
            now.calls,
            database + now.calls * (api + figure("share of calls that start cold") * cold),
        ),
        "Wake": (
            now.emails,
            figure("calls for an e-mail") * call + figure("seconds to hand over an e-mail"),
        ),
        "Sweep": (often["Sweep"], figure("queries of a sweep") * call),
        "Index": _mean(
            often["Index"], index + (now.snapshots - first) * processor("Index", build)
        ),
        "Changed": _mean(now.changes, first * processor("Changed", build)),
        "Erase": _mean(often["Erase"], erased),
        "Remind": _mean(often["Remind"], reminding),
        "Visit": _mean(often["Visit"], looks),
        "Uploaded": (now.files, figure("seconds to look into a file")),
        "Scanned": (now.files, figure("seconds to note a scan")),
        "Feedback": (
            now.emails,
            figure("calls for a report") * call + figure("seconds to check a report"),
        ),
        # Only a training stage lets them run.
        **dict.fromkeys(OF_TRAINING, (Decimal(0), Decimal(0))),
        # Each alarm that rings, and rings no more, is one call, which does as much as a scan's.
        "Alarmed": (figure("alarms that ring in a month"), figure("seconds to note a scan")),
    }


def bill(year: Year) -> Sequence[Line]:
    """Return the lines of a month of *year*."""
    now = month(year)
    lines = (*_computing(now), *_database(now), *_files(now), *_edge(now), *_others(now))
    return [
        Line(what=what, price=price(name), quantity=quantity) for what, name, quantity in lines
    ]


_Lines = Iterator[tuple[str, str, Decimal]]


def _computing(now: Month) -> _Lines:
    run, megabytes = functions(now), memory()
    # A function that the bill does not know would be left out of it.
    if set(run) != set(megabytes):
        raise ValueError(f"the bill does not know {set(run) ^ set(megabytes)}")
    invoked = _sum(often for often, _ in run.values())
    computed = {
        name: often * each * megabytes[name] / KIBI for name, (often, each) in run.items()
    }
    yield "calls of functions", "Lambda requests", invoked
    yield "the API computes", "Lambda compute", computed["APIHandler"]
    yield (
        "all else computes",
        "Lambda compute",
        _sum(computed.values()) - computed["APIHandler"],
    )
    yield "calls of the API", "API Gateway calls", now.calls
    logged = invoked * figure("bytes logged for a run")
    logged += now.calls * figure("bytes logged by the gateway for a call")
    yield "logs taken", "CloudWatch logs taken", logged / GIGA
    yield "logs kept", "CloudWatch logs kept", logged / GIGA * log_days() / DAYS
    yield "alarms", "CloudWatch alarms", count("CloudWatch::Alarm")
    yield "dashboards", "CloudWatch dashboards", count("CloudWatch::Dashboard")
    metrics = methods_with_metrics() * figure("metrics of a method")
    metrics *= figure("hours in a month in which a method is called") / HOURS
    yield "metrics of the methods", "CloudWatch metrics", metrics if now.calls else metrics * 0
    yield "metrics of our own", "CloudWatch metrics", figure("metrics of our own")
    yield "schedules", "EventBridge schedules", _sum(schedules().values())


def _database(now: Month) -> _Lines:
    mail = figure("units written for an e-mail") + figure("units written for an e-mail besides")
    mail += figure("units written for a report")
    often = schedules()
    clock = often["Sweep"] * figure("queries of a sweep")
    clock += often["Index"] * figure("queries of a look at the directory")
    clock += now.emails + now.reminders
    snapshot = figure("units read for a new snapshot") * now.directory
    polls = _tables_with("StreamSpecification") * SECONDS
    polls *= figure("looks of Lambda into a stream in a second")
    yield "written by calls", "DynamoDB writes", _units(now.called, written=True)
    yield "written without a call", "DynamoDB writes", _units(now.besides, written=True)
    yield "written for e-mails", "DynamoDB writes", now.emails * mail
    yield "read by calls", "DynamoDB reads", _units(now.called, written=False)
    yield "read by the clock", "DynamoDB reads", clock
    yield "read for the finder", "DynamoDB reads", now.snapshots * snapshot
    yield "looks into the streams", "DynamoDB streams", polls
    table, indexes = stored(now.year)
    yield "tables and indexes", "DynamoDB storage", table + indexes
    recovers = _tables_with("PointInTimeRecoverySpecification") / count("DynamoDB::Table")
    yield "recovery of any second", "DynamoDB recovery", table * recovers
    kept = count("Backup::BackupPlan") * figure("copies of a backup plan")
    yield "copies of a backup plan", "DynamoDB backups", table * kept


def _units(done: Mapping[str, Decimal], *, written: bool) -> Decimal:
    """Return the units of what is *done*: all of what writes, or all of what only reads."""
    return _sum(
        often * operations()[name].units
        for name, often in done.items()
        if operations()[name].writes is written
    )


def _tables_with(specification: str) -> Decimal:
    return Decimal(sum(specification in each for each in deployed("DynamoDB::Table").values()))


def stored(year: Year) -> tuple[Decimal, Decimal]:
    """Return the gigabytes in tables and in their indexes, three years after the first exchange."""
    years = figure("months until a request is erased") / MONTHS
    letters = year.emails * figure("days that a letter is kept") / (DAYS * MONTHS)
    exchanges = year.exchanges * years
    authorities = year.authorities * figure("bytes of an authority")
    table = exchanges * figure("bytes of an exchange in the table")
    table += letters * figure("bytes of an e-mail in the table")
    table += authorities + year.users * figure("bytes of a user")
    indexes = exchanges * figure("bytes of an exchange in indexes")
    indexes += letters * figure("bytes of an e-mail in indexes") + 2 * authorities
    return table / GIGA, indexes / GIGA


def _files(now: Month) -> _Lines:
    size = figure("megabytes of a file") * MEGA / GIGA
    kept = now.files * figure("months until a request is erased") * size
    releases = figure("releases that are kept") * figure("megabytes of a release")
    snapshot = figure("megabytes of a snapshot") * now.directory if now.is_small else Decimal(0)
    put = now.files + now.snapshots
    put += figure("releases in a month") * figure("files of a release")
    missed = _site_requests(now) * figure("share of requests that CloudFront passes on")
    downloads = now.files * figure("downloads of a file")
    # Each file is looked into by us and by the scanner; each look at the directory asks for the snapshot.
    got = 2 * now.files + downloads + missed + schedules()["Index"]
    got += now.called["authorities everywhere"] if now.is_small else 0
    yield "files and releases", "S3 storage", kept + (releases + snapshot) * MEGA / GIGA
    yield "files put", "S3 writes", put
    yield "files got", "S3 reads", got
    yield "downloads of files", "S3 transfer", downloads * size
    scanned = now.files * count("GuardDuty::MalwareProtectionPlan")
    yield "files scanned", "GuardDuty files", scanned
    yield "content scanned", "GuardDuty content", scanned * size
    # That it has come, and that it was deleted.
    yield "events of files", "EventBridge file events", 2 * now.files


def _site_requests(now: Month) -> Decimal:
    """Return how often in a month something is asked of the site: pages, and what is not kept with them."""
    anew = now.year.users * figure("releases in a month") * figure("files of the workspace")
    return 2 * now.pages + anew + 4 * now.public_pages + now.films


def _edge(now: Month) -> _Lines:
    travelled = now.calls * figure("bytes of an answer of the API")
    travelled += now.pages * figure("bytes of a page of the workspace")
    anew = now.year.users * figure("releases in a month")
    travelled += anew * figure("bytes of the workspace")
    travelled += now.public_pages * figure("bytes of a public page")
    travelled += now.films * figure("bytes of the film")
    site = _site_requests(now)
    yield "requests of site and API", "CloudFront requests", now.calls + site
    yield "bytes of site and API", "CloudFront transfer", travelled / GIGA
    edge = site if deployed("CloudFront::Function") else Decimal(0)
    yield "function before a page", "CloudFront functions", edge


def _others(now: Month) -> _Lines:
    active = now.year.users * figure("share of users active in a month")
    yield "users who sign in", "Cognito users", active * count("Cognito::UserPool")
    yield "e-mails", "SES e-mails", now.emails
    yield "reports on e-mails", "SNS messages", now.emails
    yield "what could not be taken", "SQS requests", figure("requests of SQS in a month")
    letters = figure("characters written in an exchange") * figure(
        "translations of an exchange"
    )
    yield "machine translation", "Translate characters", now.exchanges * letters
    versions = count("KMS::Key") * figure("versions of a key")
    yield "key of the tables", "KMS keys", versions
    pairs = count("DynamoDB::Table") * count("Serverless::Function")
    asked = pairs * MINUTES / figure("minutes that DynamoDB keeps a table key")
    yield "uses of that key", "KMS requests", asked
    searched = Decimal(0) if now.is_small else figure("units of OpenSearch") * HOURS
    yield "search past the snapshot", "OpenSearch capacity", searched


def total(lines: Iterable[Line]) -> Decimal:
    """Return the US dollars of all *lines*."""
    return _sum(line.usd for line in lines)


# The tables.


def tables() -> Iterator[str]:
    """Yield the tables as lines of Markdown, each with its heading."""
    bills = {scale: bill(year(scale)) for scale in SCALES}
    yield from _totals(bills)
    yield from _by_service(bills)
    for scale, lines in bills.items():
        yield from _lines(scale, lines)
    yield from _options(bills)
    yield from _limits()
    yield from _allowances(bills)
    yield from _operations()
    yield from _prices()
    yield from _figures()


def _totals(bills: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    idle = total(bill(year(0)))
    rows = {
        "authorities": [f"{year(scale).authorities:,.0f}" for scale in bills],
        "users": [f"{year(scale).users:,.0f}" for scale in bills],
        "exchanges a year": [f"{year(scale).exchanges:,.0f}" for scale in bills],
        "e-mails a year": [f"{year(scale).emails:,.0f}" for scale in bills],
        "**USD a month**": [f"**{total(lines):,.2f}**" for lines in bills.values()],
        "**USD a year**": [f"**{total(lines) * 12:,.2f}**" for lines in bills.values()],
        "USD a month without sign-in": [
            f"{total(line for line in lines if line.price.page != 'cognito'):,.2f}"
            for lines in bills.values()
        ],
        "USD a month if nobody comes": [f"{idle:,.2f}" for _ in bills],
        "USD an exchange": [
            f"{total(lines) * 12 / year(scale).exchanges:,.3f}"
            for scale, lines in bills.items()
        ],
    }
    yield from _table(
        "In all",
        ["", *(_times(scale) for scale in bills)],
        ([name, *cells] for name, cells in rows.items()),
        right=1,
    )


def _by_service(bills: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    def of(page: str, lines: Sequence[Line]) -> Decimal:
        return total(line for line in lines if line.price.page == page)

    (first, *_), whole = bills.values(), total(bills[1])
    pages = sorted(book()["services"], key=lambda page: -of(page, first))
    yield from _table(
        "By service, USD a month",
        ["service", *(_times(scale) for scale in bills), "share at ×1"],
        (
            [
                book()["services"][page],
                *(f"{of(page, lines):,.2f}" for lines in bills.values()),
                f"{100 * of(page, first) / whole:.1f} %",
            ]
            for page in pages
        ),
        right=1,
    )


def _lines(scale: int, lines: Sequence[Line]) -> Iterator[str]:
    order = list(book()["services"])
    rows = [
        [
            book()["services"][line.price.page],
            line.what,
            _number(line.quantity),
            line.price.unit,
            f"{line.usd:,.2f}",
            f"{line.usd * 12:,.2f}",
        ]
        for line in sorted(lines, key=lambda line: order.index(line.price.page))
    ]
    whole = total(lines)
    rows.append(["**all**", "", "", "", f"**{whole:,.2f}**", f"**{whole * 12:,.2f}**"])
    yield from _table(
        f"The bill, {_times(scale)}",
        ["service", "for", "a month", "unit", "USD a month", "USD a year"],
        rows,
        right=4,
        also_right={2},
    )


def _options(bills: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    def difference(option: Mapping[str, str], scale: int, lines: Sequence[Line]) -> Decimal:
        return total(_instead(option, year(scale), lines)) - total(lines)

    yield from _table(
        "What would change it, USD a month",
        ["", *(_times(scale) for scale in bills)],
        (
            [
                option["what"],
                *(
                    f"{difference(option, scale, lines):+,.2f}"
                    for scale, lines in bills.items()
                ),
            ]
            for option in book()["options"]
        ),
        right=1,
    )


def _instead(option: Mapping[str, str], year: Year, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the *lines* of *year* as they would be with an *option*."""
    times = Decimal(option.get("times", 1))
    if "volume" in option:
        field = option["volume"].replace("-", "")
        changed: Any = {field: getattr(year, field) * times}
        return bill(replace(year, **changed))
    if "price" in option:
        meant = price(option["price"])
        other = meant._replace(usd=Decimal(option.get("usd", meant.usd)))
        return [
            replace(line, price=other, quantity=line.quantity * times)
            if line.price == meant
            else line
            for line in lines
        ]
    return [
        replace(line, quantity=line.quantity * times) if line.what == option["line"] else line
        for line in lines
    ]


def _limits() -> Iterator[str]:
    """Yield what the template allows, beside what a month asks for in the mean; a peak asks for more."""
    months = [month(year(scale)) for scale in SCALES]
    busy = figure("hours in a month in which a method is called") * 3600
    erased = figure("seconds to block or erase a request")
    reminded = figure("seconds of one reminder")
    build = figure("seconds of the processor for a new snapshot")
    build *= figure("megabytes with a whole processor") / memory()["Changed"]
    (api,) = deployed("Serverless::Api").values()
    rates = [each["ThrottlingRateLimit"] for each in api.get("MethodSettings", ())]

    def seconds(name: str) -> str:
        return f"{deployed('Serverless::Function')[name]['Timeout']} s"

    rows = [
        ("calls of the API a second, in busy hours", str(max(rates, default="")),
         [now.calls / busy for now in months]),
        ("seconds to block and erase, in a night", seconds("Erase"),
         [2 * now.exchanges / DAYS * erased for now in months]),
        ("seconds to remind, in an hour", seconds("Remind"),
         [now.reminders / HOURS * reminded for now in months]),
        ("seconds to make a snapshot of the directory", seconds("Changed"),
         [build * now.directory for now in months]),
    ]  # fmt: skip
    yield from _table(
        "What reaches a limit of the template first",
        ["", "limit", *(_times(scale) for scale in SCALES)],
        ([what, limit, *(f"{each:,.1f}" for each in found)] for what, limit, found in rows),
        right=1,
    )


def _allowances(bills: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    named = {name: price(name) for name in book()["prices"]}
    given = {name: each for name, each in named.items() if each.free}

    def spared(each: Price, lines: Sequence[Line]) -> Decimal:
        used = _sum(line.quantity for line in lines if line.price == each)
        what = Line(what="", price=each, quantity=min(used, each.free))
        return what.usd

    rows = [
        [
            name,
            f"{each.free:,.0f} {each.unit}",
            *(f"{spared(each, lines):,.2f}" for lines in bills.values()),
        ]
        for name, each in given.items()
    ]
    sums = [
        f"**{_sum(spared(each, lines) for each in given.values()):,.2f}**"
        for lines in bills.values()
    ]
    yield from _table(
        "What free allowances would take off, USD a month",
        ["price", "free each month", *(_times(scale) for scale in bills)],
        [*rows, ["**all**", "", *sums]],
        right=2,
    )


def _operations() -> Iterator[str]:
    rows = []
    for name, journey in _journeys():
        whole = {operation: (often, "") for operation, often in calls_of(journey).items()}
        for operation, often in journey["without a call"].items():
            whole[operation] = (_decimal(often), "no call")
        for operation, (often, how) in whole.items():
            each = operations()[operation]
            kind = "written" if each.writes else "read"
            rows.append(
                [name, operation, how, f"{often:f}", str(each.calls), f"{each.units:.1f}", kind]
            )
    yield from _table(
        "What is done, and what that needs of DynamoDB",
        ["in", "operation", "", "times", "calls each", "units each", "as"],
        rows,
        right=3,
    )


def _prices() -> Iterator[str]:
    named = {name: price(name) for name in book()["prices"]}
    yield from _table(
        "Prices",
        ["price", "USD", "per", "unit", "seen", "page"],
        (
            [name, f"{each.usd:f}", f"{each.per:,.0f}", each.unit, each.seen, f"[{each.page}]"]
            for name, each in named.items()
        ),
    )
    yield ""
    for page in book()["services"]:
        yield f"[{page}]: https://aws.amazon.com/{page}/pricing/"


def _figures() -> Iterator[str]:
    for kind, column in (("measured", "source"), ("assumed", "why")):
        yield from _table(
            f"Figures that are {kind}",
            ["figure", "value", column],
            (
                [name, _number(Decimal(each["value"])), each[column]]
                for name, each in book()[kind].items()
            ),
        )


def _table(
    heading: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: int | None = None,
    also_right: frozenset[int] | set[int] = frozenset(),
) -> Iterator[str]:
    """Yield a table whose columns from *right* on, and those of *also_right*, are set to the right."""
    rules = [
        "---:" if (right is not None and place >= right) or place in also_right else "---"
        for place in range(len(head))
    ]
    yield from ("", f"### {heading}", "")
    for row in (head, rules, *rows):
        yield f"| {' | '.join(row)} |"


def _times(scale: int) -> str:
    return f"×{scale}"


def _number(number: Decimal) -> str:
    """Return *number* as one reads it: whole where it is large, with its digits where it is small."""
    if number >= 100:
        return f"{number:,.0f}"
    short = f"{number:.5f}".rstrip("0").rstrip(".") if number < 1 else f"{number:.2f}"
    return short.removesuffix(".00")


def _mean(often: Decimal, seconds: Decimal) -> tuple[Decimal, Decimal]:
    """Return how often, and how many of all *seconds* each time."""
    return often, seconds / often if often else Decimal(0)


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def with_tables(page: str) -> str:
    """Return *page* with the tables of now between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([before + BEGIN, *tables(), "", END + after])


def main() -> None:
    """Print the tables; put them into the page instead if that is asked for."""
    if "--write" in sys.argv[1:]:
        COSTS.write_text(with_tables(COSTS.read_text("utf-8")), "utf-8")
    else:
        print(*tables(), sep="\n")


if __name__ == "__main__":
    main()
