"""The stack of a stage is changed whole or not at all, and says why if it is not."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra import stack as stacks
from infra.stack import Failed, Stack


class CloudFormation:
    """Answers as CloudFormation does, state after state."""

    def __init__(self, *states: str, change: str = "CREATE_COMPLETE", reason: str = "") -> None:
        self._states = list(states)
        self._change = {"Status": change, "StatusReason": reason}
        self.calls: list[str] = []

    def client(self, _service: str) -> CloudFormation:
        return self

    def describe_stacks(self, **_: Any) -> Any:
        state = self._states.pop(0) if len(self._states) > 1 else self._states[0]
        if state in {"", "denied"}:
            text = "is not yours to see" if state else "Stack with id imi-test does not exist"
            raise ClientError({"Error": {"Code": "ValidationError", "Message": text}}, "call")
        return {
            "Stacks": [
                {"StackStatus": state, "Outputs": [{"OutputKey": "A", "OutputValue": "b"}]}
            ]
        }

    def create_change_set(self, **given: Any) -> Any:
        self.calls.append(given["ChangeSetType"])
        return {"Id": "change"}

    def describe_change_set(self, **_: Any) -> Any:
        return self._change

    def describe_events(self, **_: Any) -> Any:
        refused = {
            "ValidationStatus": "FAILED",
            "ValidationStatusReason": "it is there already",
        }
        skipped = {"ValidationStatus": "SKIPPED", "ValidationStatusReason": "not looked at"}
        return {"OperationEvents": [skipped, refused, {"EventType": "STACK_EVENT"}]}

    def delete_change_set(self, **_: Any) -> None:
        self.calls.append("drop")

    def execute_change_set(self, **given: Any) -> None:
        self.calls.append(f"execute {given['RetainExceptOnCreate']}")

    def delete_stack(self, **_: Any) -> None:
        self.calls.append("delete")

    def describe_stack_events(self, **_: Any) -> Any:
        failed = {"LogicalResourceId": "Table", "ResourceStatus": "CREATE_FAILED"}
        fine = {"LogicalResourceId": "Key", "ResourceStatus": "CREATE_COMPLETE"}
        return {"StackEvents": [failed | {"ResourceStatusReason": "too many"}, fine]}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(stacks.time, "sleep", lambda _: None)


def changed(aws: CloudFormation) -> bool:
    return Stack("imi-test", aws).change("https://template", {"Stage": "test"}, title="to")


@pytest.mark.parametrize(
    ("states", "what"),
    [
        (("", "CREATE_IN_PROGRESS", "CREATE_COMPLETE"), "CREATE"),
        (("REVIEW_IN_PROGRESS", "CREATE_COMPLETE"), "CREATE"),
        (("DELETE_COMPLETE", "CREATE_COMPLETE"), "CREATE"),
        (("CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"), "UPDATE"),
    ],
)
def test_it_is_made_or_changed_and_waited_for(states, what):
    aws = CloudFormation(*states)

    assert changed(aws)
    assert aws.calls == [what, "execute True"]


def test_where_nothing_is_to_be_changed_nothing_is_done():
    reason = "The submitted information didn't contain changes."
    aws = CloudFormation("UPDATE_COMPLETE", change="FAILED", reason=reason)

    assert not changed(aws)
    assert aws.calls == ["UPDATE", "drop"]


@pytest.mark.parametrize(
    ("aws", "why"),
    [
        (CloudFormation("CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"), "Table: too many"),
        (CloudFormation("", "ROLLBACK_COMPLETE"), "Table: too many"),
        (CloudFormation("ROLLBACK_COMPLETE"), "make destroy"),
        (CloudFormation("", change="FAILED", reason="no such parameter"), "no such parameter"),
        (CloudFormation("", change="FAILED", reason="ask elsewhere"), "it is there already"),
    ],
)
def test_what_does_not_come_about_is_told_with_its_reason(aws, why):
    with pytest.raises(Failed, match=why):
        changed(aws)


def test_what_validation_did_not_look_at_is_no_objection():
    with pytest.raises(Failed) as refused:
        changed(CloudFormation("", change="FAILED", reason="ask elsewhere"))

    assert "not looked at" not in str(refused.value)


def test_it_is_taken_away_and_waited_for():
    aws = CloudFormation("UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "")
    Stack("imi-test", aws).delete()
    assert aws.calls == ["delete"]

    gone = CloudFormation("")
    Stack("imi-test", gone).delete()
    assert gone.calls == []


def test_one_that_cannot_be_taken_away_is_not_called_gone():
    with pytest.raises(Failed, match="Table: too many"):
        Stack("imi-test", CloudFormation("UPDATE_COMPLETE", "DELETE_FAILED")).delete()
    # What nobody may see is not gone either.
    with pytest.raises(ClientError):
        Stack("imi-test", CloudFormation("denied")).delete()


def test_it_tells_what_it_puts_out():
    assert Stack("imi-test", CloudFormation("UPDATE_COMPLETE")).outputs() == {"A": "b"}
    assert Stack("imi-test", CloudFormation("")).outputs() == {}
