"""The AWS account of the training stage, in this process, and what is published into it."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import boto3
from moto import mock_aws
from moto.backends import get_backend

from chalicelib.domain.officials import Official
from infra import tables
from infra.localstage import database, people

STAGE: Final = "training"
REGION: Final = "eu-central-1"
SENDER: Final = "noreply@imi.example"
CLIENT_ID: Final = "imi-workspace"
SCOPE: Final = "imi/workspace"
SWEEP_SECONDS: Final = 60
"""How often the outbox is swept though nobody called, as in AWS."""
STEPS_A_DAY: Final = 4
"""How many steps each day has by which the clock is advanced; the outbox is swept after work."""
AT_WORK: Final = range(8, 14)
"""Hours (UTC) in which offices are open; one step of each day falls into them."""
SERVICES: Final = ("dynamodb", "s3", "ses", "sesv2")

log = logging.getLogger(__name__)


class Clock(Protocol):
    """The clock that the stage follows: :mod:`chalicelib.web.now`."""

    def now(self) -> datetime: ...
    def advance(self, by: timedelta) -> None: ...
    def reset(self) -> None: ...


def environment(origin: str) -> dict[str, str]:
    """Return the variables that the app reads, for a stage at *origin*."""
    issuer = f"{origin}/local/oidc"
    return {
        "IMI_STAGE": STAGE,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "training",
        "AWS_SECRET_ACCESS_KEY": "training",
        "AWS_SESSION_TOKEN": "training",
        "AWS_EC2_METADATA_DISABLED": "true",
        # The keys of the sign-in are fetched from this machine, whatever leads elsewhere.
        "no_proxy": "localhost,127.0.0.1",
        "NO_PROXY": "localhost,127.0.0.1",
        "REQUESTS_TABLE": f"imi-{STAGE}-requests",
        "DIRECTORY_TABLE": f"imi-{STAGE}-directory",
        "CONTENT_TABLE": f"imi-{STAGE}-content",
        "NOTICES_TABLE": f"imi-{STAGE}-notices",
        "FINDER_BUCKET": f"imi-{STAGE}-finder",
        "FILES_BUCKET": f"imi-{STAGE}-files",
        "FILES_URL": f"{origin}/local/files",
        "MAIL_SENDER": SENDER,
        "INBOX": "too",
        "SITE_URL": origin,
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_SCOPE": SCOPE,
        "OIDC_KEYS_URL": f"{issuer}/jwks.json",
    }


def _nothing(_key: str, _clean: bool) -> None:
    """Set nothing off, where no files are attached."""


def _nobody(_at: datetime) -> int:
    """Make no move, where nobody is simulated."""
    return 0


def _nowhere(_address: str) -> None:
    """Set nothing off, where no e-mail comes back."""


class Stage:
    """
    A training stage: fresh when it starts, and again when it is reset.

    Whoever touches what is stored holds :attr:`lock`: a failed transaction of
    moto puts whole tables back, so that a parallel write would vanish.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        publish: Callable[[], Sequence[Official]],
        deliver: Callable[[datetime], int],
        index: Callable[[datetime], bool],
        nightly: Callable[[datetime], object],
        hourly: Callable[[datetime], object],
        newcomers: Callable[[Sequence[Official]], Sequence[Official]] = tuple,
        uploaded: Callable[[str, bool], object] = _nothing,
        bounced: Callable[[str], object] = _nowhere,
        died: Callable[[str], object] = _nowhere,
        simulate: Callable[[datetime], int] = _nobody,
        having: Callable[[Sequence[Official], str], Official | None] = people.having_address,
    ) -> None:
        """
        Prepare a stage; nothing happens before :meth:`start`.

        Args:
            clock: What the stage takes for the present.
            publish: Fills the empty tables and returns the training officials.
            deliver: Sends what the outbox owes at a time; returns how many it sent.
            index: Makes the finder's snapshot anew if the directory has changed.
            nightly: Does once a day what the clock in AWS does at night.
            hourly: Does once on each day that passes, when offices are open, what the clock in
                AWS does each hour.
            uploaded: Does what is set off in AWS when a file has come under a key and the scanner
                has said whether it is clean.
            bounced: Does what is set off in AWS when an e-mail to an address has come back.
            died: Does what a week of looks at the address of a register does that is not there.
            simulate: Lets simulated counterparts do what is due at a time; returns how many moves
                they made.
            newcomers: Says of the training officials who can sign in now, with who has joined.
            having: Says which one of them has an e-mail address.
        """
        self.lock = threading.RLock()
        self.clock = clock
        self.officials: Sequence[Official] = ()
        self._publish = publish
        self._deliver = deliver
        self._index = index
        self._nightly = nightly
        self._hourly = hourly
        self._newcomers = newcomers
        self._uploaded = uploaded
        self._bounced = bounced
        self._died = died
        self._simulate = simulate
        self._having = having
        self._aws = mock_aws()
        self._due = threading.Event()
        self._ended = threading.Event()
        self._postman = threading.Thread(target=self._deliver_on, name="postman", daemon=True)

    def start(self) -> None:
        """Begin, with tables, content and the training officials."""
        self._aws.start()
        database.be_quick()
        with self.lock:
            self._fill()
        self._postman.start()

    def stop(self) -> None:
        """End; nothing is kept."""
        self._ended.set()
        self._due.set()
        self._postman.join()
        self._aws.stop()

    def reset(self) -> None:
        """Make everything as it was at the start, the clock too."""
        with self.lock:
            for service in SERVICES:
                get_backend(service).reset()
            self.clock.reset()
            self._fill()

    def wake(self) -> None:
        """Say that something may be due, as the table's stream does in AWS."""
        self._due.set()

    def deliver(self) -> None:
        """Return when everything due has been sent, or could not be for now."""
        with self.lock:
            while self._deliver(self.clock.now()):
                pass

    def simulate(self) -> None:
        """Return when simulated counterparts have done what is due, and others are told of it."""
        with self.lock:
            if self._simulate(self.clock.now()):
                self.deliver()

    def uploaded(self, key: str, *, clean: bool) -> None:
        """Let a file be checked that has come under *key*."""
        with self.lock:
            self._uploaded(key, clean)

    def bounced(self, address: str) -> None:
        """Let it be known that nothing arrives at *address*."""
        with self.lock:
            self._bounced(address)

    def register_died(self, register: str) -> None:
        """Let it be known that *register*, an id, cannot be reached any more."""
        with self.lock:
            self._died(register)

    def present(self) -> Sequence[Official]:
        """Return who can sign in now."""
        with self.lock:
            return self._newcomers(self.officials)

    def official(self, email: str) -> Official | None:
        """Return who can sign in now and has that address; None if nobody has."""
        with self.lock:
            return self._having(self.officials, email)

    def index(self) -> None:
        """Return when the finder knows the directory as it is."""
        with self.lock:
            self._index(self.clock.now())

    def advance(self, *, days: int) -> None:
        """Let *days* pass in small steps, with what falls due on the way."""
        with self.lock:
            self.deliver()
            for _ in range(days):
                for _ in range(STEPS_A_DAY):
                    if works := self.clock.now().hour in AT_WORK:
                        self._hourly(self.clock.now())
                    self.clock.advance(timedelta(days=1) / STEPS_A_DAY)
                    if works:
                        self.deliver()
                    # Each office keeps its own hours, and one step of each day falls into them.
                    self.simulate()
                self._nightly(self.clock.now())
            self.deliver()

    def _fill(self) -> None:
        dynamodb: Any = boto3.client("dynamodb", region_name=REGION)
        for table in tables.definitions(STAGE):
            dynamodb.create_table(**table)
        s3: Any = boto3.client("s3", region_name=REGION)
        for bucket in tables.buckets(STAGE):
            where = {"LocationConstraint": REGION}
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
        ses: Any = boto3.client("sesv2", region_name=REGION)
        ses.create_email_identity(EmailIdentity=SENDER.partition("@")[2])
        ses.create_email_identity(EmailIdentity=SENDER)
        # moto copies whole tables, and to collect what it drops takes a quarter of the time.
        gc.disable()
        try:
            self.officials = self._publish()
            self._index(self.clock.now())
        finally:
            gc.enable()

    def _deliver_on(self) -> None:
        while True:
            self._due.wait(SWEEP_SECONDS)
            self._due.clear()
            if self._ended.is_set():
                return
            try:
                self.deliver()
                self.simulate()
                self.index()
            except Exception:
                # The clock in AWS would log this and come again; so does this one.
                log.exception("the outbox or the finder's snapshot has to wait")
