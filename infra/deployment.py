"""A stage in an account of AWS: its releases, which of them serves, and what it is called."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

from chalicelib.i18n import LANGUAGES
from infra import erasing
from infra.localstage.site import HASHED
from infra.stack import Failed, Stack
from infra.tables import TABLES

ROOT: Final = Path(__file__).resolve().parents[1]
NOWHERE: Final = "https://unknown.invalid"
"""Where a stage stands until CloudFront has given it a name."""
FIRST: Final = "none"
"""The release of a stack whose address is not known yet: nothing is served."""
PARAMETERS: Final = "parameters.json"
"""What differed between stages when a release was stored."""
HISTORY: Final = "releases.json"
"""Holds the releases that have served, oldest first."""
STORES: Final = ("finder", "files", "releases")
SCOPE: Final = "imi/workspace"
AT_ONCE: Final = 16
"""Files that are put at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be deployed."""

    stage: str
    region: str
    parameters: Mapping[str, str]
    release: str
    """Names the folder; the same name is the same release."""
    other: str = ""
    """Origin of the other stage, to which public pages lead; empty for none."""


class Deployment:
    """A stage in an account."""

    def __init__(self, wanted: Wanted, *, say: Callable[[str], object] = print) -> None:
        self._wanted = wanted
        self.release = wanted.release
        self._say = say
        self._session = boto3.Session(region_name=wanted.region)
        self._s3: Any = self._session.client("s3")
        self._account = self._session.client("sts").get_caller_identity()["Account"]
        self.stack = Stack(f"imi-{wanted.stage}", self._session)
        self.bucket = self.storage("releases")

    def table(self, name: str) -> str:
        """Return what the template calls the table *name*."""
        return f"{self.stack.name}-{name}"

    def storage(self, name: str) -> str:
        """Return what the template calls the bucket *name*."""
        return f"{self.stack.name}-{name}-{self._account}"

    def site_url(self) -> str:
        """Return the origin of the stage; :data:`NOWHERE` if nobody knows it yet."""
        return self._origin(self._wanted.parameters)

    def _origin(self, parameters: Mapping[str, str]) -> str:
        if domain := parameters.get("SiteDomain"):
            return f"https://{domain}"
        return self.stack.outputs().get("SiteUrl", NOWHERE)

    def sign_in(self) -> dict[str, str]:
        """Return where one signs in: at the service that the parameters name, or at the stack's own."""
        outputs, given = self.stack.outputs(), self._wanted.parameters
        return {
            "issuer": given.get("OidcIssuer") or outputs.get("Issuer", ""),
            "client_id": given.get("OidcClientId") or outputs.get("ClientId", ""),
            "scope": SCOPE,
            "provider": given.get("ProviderName", ""),
        }

    def environment(self) -> dict[str, str]:
        """
        Return the variables that the functions of this stage have, for programs that work on it.

        Raises:
            Failed: There is no such stage.
        """
        function = self.stack.outputs().get("APIHandlerName")
        if function is None:
            raise Failed(f"{self.stack.name} is not there")
        lambdas: Any = self._session.client("lambda")
        told = lambdas.get_function_configuration(FunctionName=function)["Environment"]
        region = self._wanted.region
        return {**told["Variables"], "AWS_REGION": region, "AWS_DEFAULT_REGION": region}

    def have_bucket(self) -> None:
        """Make the bucket of the releases, unless it is there."""
        where = {"LocationConstraint": self._wanted.region}
        try:
            if self._wanted.region == "us-east-1":
                self._s3.create_bucket(Bucket=self.bucket)
            else:
                self._s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration=where)
        except ClientError as error:
            if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
                raise
        closed = dict.fromkeys(
            (
                "BlockPublicAcls",
                "IgnorePublicAcls",
                "BlockPublicPolicy",
                "RestrictPublicBuckets",
            ),
            True,
        )
        self._s3.put_public_access_block(
            Bucket=self.bucket, PublicAccessBlockConfiguration=closed
        )

    def store(self, package: Path, site: Path | None, *, release: str = "") -> None:
        """
        Write the release into its folder: nothing of it is served yet.

        Args:
            package: The folder that ``make package`` has made.
            site: The folder that ``make site`` has made; None for none.
            release: Its name, if it is another one than is wanted.
        """
        folder = release or self._wanted.release
        code = (package / "deployment.zip").read_bytes()
        key = f"{folder}/deployment-{hashlib.sha256(code).hexdigest()[:16]}.zip"
        self._s3.put_object(Bucket=self.bucket, Key=key, Body=code)
        template = json.loads((package / "sam.json").read_text("utf-8"))
        for each in template["Resources"].values():
            if each["Type"] == "AWS::Serverless::Function":
                each["Properties"]["CodeUri"] = {"Bucket": self.bucket, "Key": key}
        self._put(f"{folder}/template.json", json.dumps(template), "application/json")
        told = json.dumps(dict(self._wanted.parameters))
        self._put(f"{folder}/{PARAMETERS}", told, "application/json")
        if site is None:
            return
        files = sorted(each for each in site.rglob("*") if each.is_file())
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda each: self._put_file(site, each), files):
                pass
        self._say(f"stored {len(files)} files of the site")

    def _put_file(self, site: Path, file: Path) -> None:
        name = file.relative_to(site).as_posix()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        kept = (
            "public, max-age=31536000, immutable"
            if HASHED.fullmatch(f"/{name}")
            else "public, no-cache"
        )
        self._put(f"{self._wanted.release}/site/{name}", file.read_bytes(), kind, kept)

    def _put(self, key: str, body: str | bytes, kind: str, kept: str = "no-store") -> None:
        content = body.encode() if isinstance(body, str) else body
        self._s3.put_object(
            Bucket=self.bucket, Key=key, Body=content, ContentType=kind, CacheControl=kept
        )

    def configure(self) -> None:
        """Tell the workspace of this release where one signs in, which the stack knows."""
        told = {"stage": self._wanted.stage, **self.sign_in(), "languages": list(LANGUAGES)}
        key = f"{self._wanted.release}/site/config.json"
        self._put(key, json.dumps(told), "application/json", "public, no-cache")

    def switch(self, release: str | None = None) -> None:
        """
        Let the stack be as a stored *release* says, by default the wanted one; whole or not at all.

        Raises:
            Failed: CloudFormation took it back; what served before serves on.
        """
        release = release or self._wanted.release
        template, is_new = self._address(f"{release}/template.json"), not self.stack.is_there()
        # Only what stands is locked: what is locked cannot be taken back while it is made.
        for locked in (False, True) if is_new else (True,):
            parameters = self._parameters(release, locked=locked)
            self.stack.change(template, parameters, title=f"to-{release}")
        self._say(f"{self.stack.name} is {release}")

    def _address(self, key: str) -> str:
        """Return where CloudFormation, with the rights of whoever calls it, reads what lies under *key*."""
        endpoint: str = self._s3.meta.endpoint_url
        if "amazonaws.com" in endpoint:
            return f"https://{self.bucket}.s3.{self._wanted.region}.amazonaws.com/{key}"
        return f"{endpoint}/{self.bucket}/{key}"

    def _parameters(self, release: str, *, locked: bool) -> dict[str, str]:
        """Return the parameters of *release*: as wanted, or as they were when another one was stored."""
        told: Mapping[str, str] = self._wanted.parameters
        if release not in {self._wanted.release, FIRST}:
            key = f"{release}/{PARAMETERS}"
            found = self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
            told = json.loads(found)
        return {
            **told,
            "Stage": self._wanted.stage,
            "Version": release,
            # Of that release, too: sign-in leads back to where its pages stand.
            "SiteUrl": self._origin(told),
            "ReleaseBucket": self.bucket,
            "Release": release,
            "Locked": "yes" if locked else "no",
        }

    def publish(self) -> None:
        """Write legal areas, countries, registers and taxonomies into the stage."""
        command = [sys.executable, str(ROOT / "infra" / "publish.py")]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.environment(), check=False
        )
        if done.returncode:
            raise Failed("the content could not be published")

    def invalidate(self) -> None:
        """Let CloudFront forget the pages of the former release."""
        cloudfront: Any = self._session.client("cloudfront")
        cloudfront.create_invalidation(
            DistributionId=self.stack.outputs()["Distribution"],
            InvalidationBatch={
                "Paths": {"Quantity": 1, "Items": ["/*"]},
                "CallerReference": f"{self._wanted.release}-{time.time()}",
            },
        )

    def smoke(self, release: str, *, seconds: float) -> None:
        """
        Ask the API and the site of the stage, at CloudFront's own address, until both answer as *release*.

        Raises:
            Failed: They have not for so many *seconds*.
        """
        url = self.stack.outputs()["SiteUrl"]
        ends, seen = time.monotonic() + seconds, "nothing"
        while time.monotonic() < ends:
            try:
                health = json.loads(_read(f"{url}/api/health"))
                page = _read(f"{url}/en/")
            except (OSError, ValueError) as error:
                seen = f"{type(error).__name__}: {error}"
            else:
                if health["version"] == release and "<html" in page:
                    self._say(f"{url} answers as {release}")
                    return
                seen = f"version {health['version']}"
            time.sleep(2)
        raise Failed(f"{url} does not answer as {release} but: {seen}")

    def history(self, *, but: str = "") -> list[str]:
        """Return the releases that have served, oldest first, without the one that *but* names."""
        try:
            found = self._s3.get_object(Bucket=self.bucket, Key=HISTORY)
        except self._s3.exceptions.NoSuchKey:
            return []
        return [each for each in json.loads(found["Body"].read()) if each != but]

    def note(self, release: str) -> None:
        """Note that *release* serves."""
        listed = [*self.history(but=release), release]
        self._put(HISTORY, json.dumps(listed), "application/json")

    def forget(self, release: str) -> None:
        """Note that *release* is not one to go back to."""
        self._put(HISTORY, json.dumps(self.history(but=release)), "application/json")

    def destroy(self, *, data: bool) -> None:
        """
        Take the stack away; what is stored stays, unless *data* says that it goes too. May be repeated.

        Raises:
            Failed: Something could not be taken away.
        """
        self.stack.delete()
        self._say(f"{self.stack.name} is gone; what is stored is kept")
        if data:
            tables, buckets = map(self.table, TABLES), map(self.storage, STORES)
            erasing.erase(
                self._session, self.stack.name, tables=tables, buckets=buckets, say=self._say
            )


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - https, or a test's own
        text: str = answer.read().decode()
    return text
