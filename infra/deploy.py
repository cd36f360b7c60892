"""
Bring a stage into an account of AWS: ``python infra/deploy.py deploy STAGE``, and ``rollback``, ``destroy``.

A release is a folder of the release bucket: package, template and site, written before anything changes. One
update of the stack then switches code, infrastructure and site together; CloudFormation takes all of it back
if a part fails, so that the former release goes on serving. The steps may be repeated.

The account and its rights are those of the AWS CLI; ``infra/stages/STAGE.json`` says what differs between
stages. See ``docs/operations.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3
from botocore.exceptions import BotoCoreError, ClientError

ROOT: Final = Path(__file__).resolve().parents[1]
STAGES: Final = ("training", "production")
NOWHERE: Final = "https://unknown.invalid"
"""Where a stage stands until CloudFront has given it a name."""
FIRST: Final = "none"
"""The release of a stack whose address is not known yet: nothing is served."""
PARAMETERS: Final = "parameters.json"
"""What differed between stages when a release was stored."""
HISTORY: Final = "releases.json"
"""Holds the releases that have served, oldest first."""
HASHED: Final = re.compile(r"assets/.+\.[0-9a-f]{8,}\.[a-z0-9]+|pagefind/(?:fragment|index)/.+")
"""Names that change with their content."""
TABLES: Final = ("requests", "directory", "content", "notices")
STORES: Final = ("finder", "files", "releases")
AT_ONCE: Final = 16
"""Files that are put at the same time."""
PATIENCE_SECONDS: Final = 3600
SMOKE_SECONDS: Final = 300
"""How long a new release may take until it answers everywhere."""


class Failed(Exception):
    """What was asked for did not come about; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be deployed."""

    stage: str
    region: str
    parameters: Mapping[str, str]
    release: str
    """Names the folder; the same name is the same release."""


class Deployment:
    """A stage in an account."""

    def __init__(self, wanted: Wanted, *, say: Callable[[str], object] = print) -> None:
        self._wanted = wanted
        self._say = say
        session = boto3.Session(region_name=wanted.region)
        self._stacks: Any = session.client("cloudformation")
        self._s3: Any = session.client("s3")
        self._session = session
        self._account = session.client("sts").get_caller_identity()["Account"]
        self.stack = f"imi-{wanted.stage}"
        self.bucket = self.storage("releases")

    def outputs(self) -> dict[str, str]:
        """Return what the stack tells of itself; nothing if there is none."""
        try:
            (found,) = self._stacks.describe_stacks(StackName=self.stack)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return {}
            raise
        return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())}

    def site_url(self) -> str:
        """Return the origin of the stage; :data:`NOWHERE` if nobody knows it yet."""
        if domain := self._wanted.parameters.get("SiteDomain"):
            return f"https://{domain}"
        return self.outputs().get("SiteUrl", NOWHERE)

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
            if HASHED.fullmatch(name)
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
        outputs, given = self.outputs(), self._wanted.parameters
        told = {
            "stage": self._wanted.stage,
            "issuer": given.get("OidcIssuer") or outputs.get("Issuer", ""),
            "client_id": given.get("OidcClientId") or outputs.get("ClientId", ""),
            "scope": "imi/workspace",
            "languages": _languages(),
        }
        key = f"{self._wanted.release}/site/config.json"
        self._put(key, json.dumps(told), "application/json", "public, no-cache")

    def switch(self, release: str | None = None) -> None:
        """
        Let the stack be as a stored *release* says, by default the wanted one; whole or not at all.

        Raises:
            Failed: CloudFormation took it back; what served before serves on.
        """
        release = release or self._wanted.release
        exists = bool(self._status())
        change = self._stacks.create_change_set(
            StackName=self.stack,
            ChangeSetName=f"to-{release}-{int(time.time())}",
            ChangeSetType="UPDATE" if exists else "CREATE",
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            TemplateURL=self._address(f"{release}/template.json"),
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in self._parameters(release, locked=exists).items()
            ],
        )["Id"]
        if not self._is_ready(change):
            self._say("the stack is as it should be already")
            return
        # What a first try leaves behind would stand in the way of the second.
        self._stacks.execute_change_set(ChangeSetName=change, RetainExceptOnCreate=True)
        self._await("UPDATE" if exists else "CREATE")
        self._say(f"{self.stack} is {release}")
        if not exists:
            # Only what stands is locked: what is locked cannot be taken back.
            self.switch(release)

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
            "SiteUrl": self.site_url(),
            "ReleaseBucket": self.bucket,
            "Release": release,
            "Locked": "yes" if locked else "no",
        }

    def _status(self) -> str:
        try:
            (found,) = self._stacks.describe_stacks(StackName=self.stack)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return ""
            raise
        status: str = found["StackStatus"]
        if status == "REVIEW_IN_PROGRESS":
            return ""
        if status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}:
            raise Failed(
                f"{self.stack} could not be made before and is {status}: make destroy"
                f" STAGE={self._wanted.stage} SURE={self._wanted.stage}, then try again"
            )
        return status

    def _is_ready(self, change: str) -> bool:
        """Return whether *change* can be executed; False if there is nothing to change."""
        for _ in _patiently():
            found = self._stacks.describe_change_set(ChangeSetName=change)
            if found["Status"] == "CREATE_COMPLETE":
                return True
            if found["Status"] == "FAILED":
                reason = found.get("StatusReason", "")
                self._stacks.delete_change_set(ChangeSetName=change)
                if "didn't contain changes" in reason or "No updates" in reason:
                    return False
                raise Failed(f"CloudFormation does not take the template: {reason}")
        raise Failed("CloudFormation does not say what would change")

    def _await(self, what: str) -> None:
        for _ in _patiently():
            (found,) = self._stacks.describe_stacks(StackName=self.stack)["Stacks"]
            status = found["StackStatus"]
            if status.endswith("_IN_PROGRESS"):
                continue
            if status == f"{what}_COMPLETE":
                return
            raise Failed(f"{self.stack} is {status}: " + "; ".join(self._reasons()))
        raise Failed(f"{self.stack} is not ready after an hour; look at its events")

    def _reasons(self) -> Iterator[str]:
        events = self._stacks.describe_stack_events(StackName=self.stack)["StackEvents"]
        for each in events[:100]:
            if each["ResourceStatus"].endswith("_FAILED"):
                reason = each.get("ResourceStatusReason", "no reason given")
                yield f"{each['LogicalResourceId']}: {reason}"

    def environment(self) -> dict[str, str]:
        """Return the variables with which programs of ``infra`` work on this stage."""
        outputs, given = self.outputs(), self._wanted.parameters
        tables = {f"{name.upper()}_TABLE": self.table(name) for name in TABLES}
        return {
            **tables,
            "IMI_STAGE": self._wanted.stage,
            "AWS_REGION": self._wanted.region,
            "AWS_DEFAULT_REGION": self._wanted.region,
            "FINDER_BUCKET": self.storage("finder"),
            "FILES_BUCKET": self.storage("files"),
            "MAIL_SENDER": f"no-reply@{given.get('MailDomain', '')}",
            "SITE_URL": self.site_url(),
            "OIDC_ISSUER": given.get("OidcIssuer") or outputs.get("Issuer", ""),
            "OIDC_CLIENT_ID": given.get("OidcClientId") or outputs.get("ClientId", ""),
            "OIDC_SCOPE": "imi/workspace",
            "OIDC_KEYS_URL": given.get("OidcKeysUrl", ""),
            "USER_POOL": outputs.get("Pool", ""),
        }

    def table(self, name: str) -> str:
        """Return what the template calls the table *name*."""
        return f"{self.stack}-{name}"

    def storage(self, name: str) -> str:
        """Return what the template calls the bucket *name*."""
        return f"{self.stack}-{name}-{self._account}"

    def publish(self) -> None:
        """Write legal areas, countries, registers and taxonomies into the stage."""
        command = [sys.executable, str(ROOT / "infra" / "publish.py")]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.environment(), check=False
        )
        if done.returncode:
            raise Failed(
                "the content could not be published; the new release serves without it"
            )

    def invalidate(self) -> None:
        """Let CloudFront forget the pages of the former release."""
        cloudfront: Any = self._session.client("cloudfront")
        cloudfront.create_invalidation(
            DistributionId=self.outputs()["Distribution"],
            InvalidationBatch={
                "Paths": {"Quantity": 1, "Items": ["/*"]},
                "CallerReference": f"{self._wanted.release}-{time.time()}",
            },
        )

    def smoke(self, url: str, *, seconds: float, release: str = "") -> None:
        """
        Ask the API and the site of the stage at *url* until both answer as *release*, by default the wanted one.

        Raises:
            Failed: They have not for so many *seconds*.
        """
        wanted = release or self._wanted.release
        ends, seen = time.monotonic() + seconds, "nothing"
        while time.monotonic() < ends:
            try:
                health = json.loads(_read(f"{url}/api/health"))
                page = _read(f"{url}/en/")
            except (OSError, ValueError) as error:
                seen = f"{type(error).__name__}: {error}"
            else:
                if health["version"] == wanted and "<html" in page:
                    self._say(f"{url} answers as {health['version']}")
                    return
                seen = f"version {health['version']}"
            time.sleep(2)
        raise Failed(f"{url} does not answer as {wanted} but: {seen}")

    def history(self) -> list[str]:
        """Return the releases that have served, oldest first."""
        try:
            found = self._s3.get_object(Bucket=self.bucket, Key=HISTORY)
        except self._s3.exceptions.NoSuchKey:
            return []
        listed: list[str] = json.loads(found["Body"].read())
        return listed

    def note(self, release: str) -> None:
        """Note that *release* serves."""
        listed = [each for each in self.history() if each != release]
        self._put(HISTORY, json.dumps([*listed, release]), "application/json")

    def forget(self, release: str) -> None:
        """Note that *release* is not one to go back to."""
        listed = [each for each in self.history() if each != release]
        self._put(HISTORY, json.dumps(listed), "application/json")

    def destroy(self, *, data: bool) -> None:
        """
        Take the stack away; what is stored stays, unless *data* says that it goes too. May be repeated.

        Raises:
            Failed: Something could not be taken away.
        """
        if self._state():
            self._stacks.delete_stack(StackName=self.stack)
            for _ in _patiently():
                state = self._state()
                if state == "DELETE_FAILED":
                    why = "; ".join(self._reasons())
                    raise Failed(f"{self.stack} could not be taken away: {why}")
                if not state:
                    break
            else:
                raise Failed(f"{self.stack} is not gone after an hour; look at its events")
        self._say(f"{self.stack} is gone; what is stored is kept")
        if data:
            self._erase()

    def _state(self) -> str:
        """Return what CloudFormation says of the stack; nothing if there is none."""
        try:
            (found,) = self._stacks.describe_stacks(StackName=self.stack)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return ""
            raise
        state: str = found["StackStatus"]
        return "" if state == "DELETE_COMPLETE" else state

    def _erase(self) -> None:
        """Erase what outlives the stack, by its names: the stack is gone."""
        tables: Any = self._session.client("dynamodb")
        for name in map(self.table, TABLES):
            with _unless_gone(self._say, name):
                tables.update_table(TableName=name, DeletionProtectionEnabled=False)
                tables.get_waiter("table_exists").wait(TableName=name)
                tables.delete_table(TableName=name)
        for bucket in map(self.storage, STORES):
            with _unless_gone(self._say, bucket):
                self._empty(bucket)
                self._s3.delete_bucket(Bucket=bucket)
        pools: Any = self._session.client("cognito-idp")
        for page in pools.get_paginator("list_user_pools").paginate(MaxResults=60):
            for pool in (each for each in page["UserPools"] if each["Name"] == self.stack):
                with _unless_gone(self._say, f"accounts of {self.stack}"):
                    pools.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="INACTIVE")
                    pools.delete_user_pool(UserPoolId=pool["Id"])
        keys: Any = self._session.client("kms")
        for page in keys.get_paginator("list_keys").paginate():
            for key in page["Keys"]:
                self._let_go(keys, key["KeyId"])

    def _let_go(self, keys: Any, key: str) -> None:
        found = keys.describe_key(KeyId=key)["KeyMetadata"]
        ours = found.get("Description") == f"Tables of {self.stack}"
        if ours and found["KeyState"] == "Enabled":
            keys.schedule_key_deletion(KeyId=key, PendingWindowInDays=30)
            self._say(f"the key {key} goes in thirty days")

    def _empty(self, bucket: str) -> None:
        for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            found = [{"Key": each["Key"]} for each in page.get("Contents", ())]
            if found:
                self._s3.delete_objects(Bucket=bucket, Delete={"Objects": found, "Quiet": True})


@contextmanager
def _unless_gone(say: Callable[[str], object], what: str) -> Iterator[None]:
    """Say that *what* is erased, and go on where it was gone already."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if "NotFound" not in code and not code.startswith("NoSuch"):
            raise
    else:
        say(f"erased: {what}")


def _patiently() -> Iterator[None]:
    """Yield now and then, for an hour."""
    ends, pause = time.monotonic() + PATIENCE_SECONDS, 0.2
    while time.monotonic() < ends:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, 10)


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - https, or a test's own
        text: str = answer.read().decode()
    return text


def _languages() -> list[str]:
    sys.path.insert(0, str(ROOT))
    from chalicelib.i18n import LANGUAGES

    return list(LANGUAGES)


def deploy(
    deployment: Deployment,
    *,
    release: str,
    package: Callable[[], Path],
    site: Callable[[str], Path],
    patience: float = SMOKE_SECONDS,
) -> None:
    """
    Bring *release* into the stage, and take it back if it does not answer.

    Args:
        package: Makes the package, and returns its folder.
        site: Makes the site for an origin, and returns its folder.
        patience: Seconds that it may take until it answers.

    Raises:
        Failed: It did not come about. What served before serves on.
    """
    deployment.have_bucket()
    made = package()
    if deployment.site_url() == NOWHERE:
        # Nobody knows its address before CloudFront has given it one, and functions are told their own.
        deployment.store(made, None, release=FIRST)
        deployment.switch(FIRST)
    deployment.store(made, site(deployment.site_url()))
    deployment.configure()
    former = [each for each in deployment.history() if each != release]
    deployment.switch()
    try:
        deployment.configure()
        deployment.publish()
        deployment.invalidate()
        deployment.smoke(deployment.outputs()["SiteUrl"], seconds=patience)
    except Failed:
        if former:
            deployment.switch(former[-1])
            deployment.invalidate()
        raise
    deployment.note(release)


def rollback(deployment: Deployment) -> str:
    """
    Let the release serve that served before the present one, and return it.

    Raises:
        Failed: There is none, or it does not come about.
    """
    present = deployment.outputs().get("Release", "")
    former = [each for each in deployment.history() if each != present]
    if not former:
        raise Failed("no release has served before this one")
    deployment.switch(former[-1])
    deployment.invalidate()
    deployment.smoke(deployment.outputs()["SiteUrl"], seconds=SMOKE_SECONDS, release=former[-1])
    deployment.forget(present)
    return former[-1]


def wanted(stage: str, release: str) -> Wanted:
    """
    Return what ``infra/stages`` says of *stage*.

    Raises:
        Failed: There is no such stage, or nobody has said where its e-mails come from.
    """
    file = ROOT / "infra" / "stages" / f"{stage}.json"
    if not file.is_file():
        raise Failed(f"{file} is missing: it says what differs between stages")
    said = json.loads(file.read_text("utf-8"))
    if stage == "production" and said["parameters"]["MailDomain"].endswith(".example"):
        raise Failed(f"say in {file} from which domain e-mails come: MailDomain")
    return Wanted(
        stage=stage, region=said["region"], parameters=said["parameters"], release=release
    )


def release_name() -> str:
    """
    Return the name of what is checked out: day and commit.

    Raises:
        Failed: Something is not committed, so that nobody could say what was deployed.
    """
    if _git("status", "--porcelain"):
        raise Failed("commit first: a release is named by its commit")
    return _git("log", "-1", "--format=%cd-%h", "--date=format:%Y%m%d")


def _git(*command: str) -> str:
    done = subprocess.run(
        ["git", *command], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _make(*goals: str) -> None:
    if subprocess.run(
        ["make", "--no-print-directory", *goals], cwd=ROOT, check=False
    ).returncode:
        raise Failed(f"make {' '.join(goals)} has failed")


def _package(stage: str) -> Path:
    _make("package", f"STAGE={stage}")
    return ROOT / "build" / stage


def _site(stage: str, origin: str) -> Path:
    _make("site", f"STAGE={stage}", f"ORIGIN={origin}")
    return ROOT / "dist"


def main() -> int:
    """Do what is asked for; return 1 if it did not come about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("deploy", "rollback", "destroy"))
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument(
        "--erase-data-of", default="", help="the stage once more, to erase what it stores"
    )
    asked = parser.parse_args()
    try:
        _do(asked.what, asked.stage, sure=asked.sure, erase=asked.erase_data_of)
    except (Failed, ClientError, BotoCoreError) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def _do(what: str, stage: str, *, sure: str, erase: str) -> None:
    release = release_name() if what == "deploy" else ""
    deployment = Deployment(wanted(stage, release))
    if what == "deploy":
        deploy(
            deployment,
            release=release,
            package=lambda: _package(stage),
            site=lambda origin: _site(stage, origin),
        )
    elif what == "rollback":
        print(f"{stage} is {rollback(deployment)} again")
    else:
        if sure != stage:
            raise Failed(f"say SURE={stage} if {stage} is to be taken away: nothing was done")
        if erase and erase != stage:
            raise Failed(f"the data of {erase} is not that of {stage}: nothing was done")
        deployment.destroy(data=bool(erase))


if __name__ == "__main__":
    sys.exit(main())
