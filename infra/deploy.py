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
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from infra.deployment import FIRST, NOWHERE, ROOT, Deployment, Wanted
from infra.stack import Failed

STAGES: Final = ("training", "production")
SMOKE_SECONDS: Final = 300
"""How long a new release may take until it answers everywhere."""
REFUSED: Final = (Failed, ClientError, BotoCoreError)
"""What is said where something did not come about."""


def deploy(
    deployment: Deployment,
    *,
    package: Callable[[], Path],
    site: Callable[[str], Path],
    patience: float = SMOKE_SECONDS,
) -> None:
    """
    Bring the wanted release into the stage, and take it back if it does not answer.

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
    release = deployment.release
    former = deployment.history(but=release)
    deployment.switch()
    try:
        deployment.configure()
        deployment.publish()
        deployment.invalidate()
        deployment.smoke(release, seconds=patience)
    except REFUSED:
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
    present = deployment.stack.outputs().get("Release", "")
    former = deployment.history(but=present)
    if not former:
        raise Failed("no release has served before this one")
    deployment.switch(former[-1])
    deployment.invalidate()
    deployment.smoke(former[-1], seconds=SMOKE_SECONDS)
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
        stage=stage,
        region=said["region"],
        parameters=said["parameters"],
        release=release,
        other=said["parameters"].get("TrainingUrl") or said.get("production_url", ""),
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


def _site(what: Wanted, origin: str) -> Path:
    _make("site", f"STAGE={what.stage}", f"ORIGIN={origin}", f"OTHER={what.other}")
    return ROOT / "dist"


def main(arguments: Sequence[str]) -> int:
    """Do what the *arguments* ask for; return 1 if it did not come about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("deploy", "rollback", "destroy"))
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--sure", default="", help="the stage once more, to destroy it")
    parser.add_argument(
        "--erase-data-of", default="", help="the stage once more, to erase what it stores"
    )
    asked = parser.parse_args(arguments)
    try:
        _do(asked.what, asked.stage, sure=asked.sure, erase=asked.erase_data_of)
    except REFUSED as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def _do(what: str, stage: str, *, sure: str, erase: str) -> None:
    if what == "destroy" and sure != stage:
        raise Failed(f"say SURE={stage} if {stage} is to be taken away: nothing was done")
    if erase and erase != stage:
        raise Failed(f"the data of {erase} is not that of {stage}: nothing was done")
    release = release_name() if what == "deploy" else ""
    described = wanted(stage, release)
    deployment = Deployment(described)
    if what == "deploy":
        deploy(
            deployment,
            package=lambda: _package(stage),
            site=lambda origin: _site(described, origin),
        )
    elif what == "rollback":
        print(f"{stage} is {rollback(deployment)} again")
    else:
        deployment.destroy(data=bool(erase))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
