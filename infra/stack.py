"""The stack of a stage, as CloudFormation has it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

PATIENCE_SECONDS: Final = 3600
NEVER_MADE: Final = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"})
"""What a stack is whose first making has failed: it can only be taken away."""


class Failed(Exception):
    """What was asked for did not come about; the text says what to do."""


class Stack:
    """One stack in an account."""

    def __init__(self, name: str, session: boto3.Session) -> None:
        self.name = name
        self._client: Any = session.client("cloudformation")

    def state(self) -> str:
        """Return what CloudFormation says of it; nothing if there is none."""
        found = self._found()
        return found["StackStatus"] if found else ""

    def outputs(self) -> dict[str, str]:
        """Return what it tells of itself; nothing if there is none."""
        told = (self._found() or {}).get("Outputs", ())
        return {each["OutputKey"]: each["OutputValue"] for each in told}

    def change(self, template: str, parameters: Mapping[str, str], *, title: str) -> bool:
        """
        Let it be as the template at an address says, whole or not at all; return whether anything was to be done.

        Args:
            title: Names the change, as CloudFormation lists it.

        Raises:
            Failed: CloudFormation took it back; it is as it was before.
        """
        what = "UPDATE" if self.is_there() else "CREATE"
        change = self._client.create_change_set(
            StackName=self.name,
            ChangeSetName=f"{title}-{int(time.time())}-{secrets.token_hex(3)}",
            ChangeSetType=what,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            TemplateURL=template,
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in parameters.items()
            ],
        )["Id"]
        if not self._is_ready(change):
            return False
        # What a first try leaves behind would stand in the way of the second.
        self._client.execute_change_set(ChangeSetName=change, RetainExceptOnCreate=True)
        self._await(what)
        return True

    def delete(self) -> None:
        """
        Take it away, if it is there.

        Raises:
            Failed: It could not be taken away.
        """
        if not self.state():
            return
        self._client.delete_stack(StackName=self.name)
        for _ in _patiently():
            state = self.state()
            if not state:
                return
            if state == "DELETE_FAILED":
                raise Failed(f"{self.name} could not be taken away: {self._reasons()}")
        raise Failed(f"{self.name} is not gone after an hour; look at its events")

    def is_there(self) -> bool:
        """
        Return whether it can be changed; False if it is to be made.

        Raises:
            Failed: Its first making has failed, and what is left of it stands in the way.
        """
        state = self.state()
        if state in NEVER_MADE:
            raise Failed(
                f"{self.name} could not be made before and is {state}: take it away (make destroy, with SURE=), then try again"
            )
        return state not in {"", "REVIEW_IN_PROGRESS"}

    def _found(self) -> dict[str, Any] | None:
        try:
            (found,) = self._client.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        told: dict[str, Any] = found
        return None if told["StackStatus"] == "DELETE_COMPLETE" else told

    def _is_ready(self, change: str) -> bool:
        """Return whether *change* can be executed; False if there is nothing to change."""
        for _ in _patiently():
            found = self._client.describe_change_set(ChangeSetName=change)
            if found["Status"] == "CREATE_COMPLETE":
                return True
            if found["Status"] == "FAILED":
                reason = found.get("StatusReason", "")
                is_nothing = "didn't contain changes" in reason or "No updates" in reason
                against = "" if is_nothing else self._objections(change)
                self._client.delete_change_set(ChangeSetName=change)
                if is_nothing:
                    return False
                raise Failed(
                    f"CloudFormation does not take the template: {reason} {against}".rstrip()
                )
        raise Failed("CloudFormation does not say what would change")

    def _objections(self, change: str) -> str:
        """Return what validation has against *change*, whose own reason says no more than where to ask."""
        try:
            events = self._client.describe_events(ChangeSetName=change)["OperationEvents"]
        except ClientError:
            return ""
        return "; ".join(
            each.get("ValidationStatusReason", "")
            for each in events
            if each.get("ValidationStatus") == "FAILED"
        )

    def _await(self, what: str) -> None:
        for _ in _patiently():
            state = self.state()
            if state == f"{what}_COMPLETE":
                return
            if not state.endswith("_IN_PROGRESS"):
                raise Failed(f"{self.name} is {state}: {self._reasons()}")
        raise Failed(f"{self.name} is not ready after an hour; look at its events")

    def _reasons(self) -> str:
        events = self._client.describe_stack_events(StackName=self.name)["StackEvents"]
        return "; ".join(
            f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason', 'no reason given')}"
            for each in events[:100]
            if each["ResourceStatus"].endswith("_FAILED")
        )


def _patiently() -> Iterator[None]:
    """Yield now and then, for an hour."""
    ends, pause = time.monotonic() + PATIENCE_SECONDS, 0.2
    while time.monotonic() < ends:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, 10)
