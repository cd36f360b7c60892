"""What watches over a stage: where functions write, when somebody is called, and what a look at all shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from infra.tables import TABLES

KEPT_DAYS: Final = 90
"""How long what functions and gateway have written is kept."""

QUEUES: Final[Mapping[str, str]] = {
    "FeedbackLeft": "feedback-left",
    "WakeLeft": "wake-left",
    "CallsLeft": "calls-left",
    "EventsLeft": "events-left",
}
"""What could not be taken lies there, by resource; ``infra/redrive.py`` hands it over again, but for events."""

RESOURCES: Final = tuple(f"{name.capitalize()}Table" for name in TABLES)
"""What the template calls the tables."""

SLOW_MS: Final = 3000
"""Milliseconds that one answer of a hundred may take longer than."""


def log_groups(functions: Iterable[str]) -> dict[str, Any]:
    """Return a place for what each of *functions* writes, and one for the gateway."""
    return {
        f"{name}Log": {
            "Type": "AWS::Logs::LogGroup",
            "Properties": {
                "LogGroupName": {"Fn::Sub": f"/imi/${{Stage}}/{name.lower()}"},
                "RetentionInDays": KEPT_DAYS,
            },
        }
        for name in (*functions, "Gateway")
    }


def alarms(functions: Iterable[str]) -> dict[str, Any]:
    """Return what calls somebody: errors of *functions*, what is left, and an API that is slow or fails."""
    names = list(functions)
    return {
        **{
            f"{name}FailsAlarm": _alarm(
                f"{name.lower()}-fails",
                f"The function {name} ends with an error",
                _of_function(name, "Errors"),
            )
            for name in names
        },
        **{
            f"{name}ThrottledAlarm": _alarm(
                f"{name.lower()}-throttled",
                f"The function {name} is kept from running: more calls at once than the account may make",
                _of_function(name, "Throttles"),
            )
            for name in names
        },
        **{
            f"{queue}Alarm": _alarm(
                name,
                "EventBridge or SNS could not hand something over: read the queue"
                if queue == "EventsLeft"
                else "Something could not be taken: make redrive",
                {
                    "Namespace": "AWS/SQS",
                    "MetricName": "ApproximateNumberOfMessagesVisible",
                    "Dimensions": [
                        {
                            "Name": "QueueName",
                            "Value": {"Fn::GetAtt": [queue, "QueueName"]},
                        }
                    ],
                    "Statistic": "Maximum",
                },
            )
            for queue, name in QUEUES.items()
        },
        "ApiFailsAlarm": _alarm(
            "api-fails", "The API answers with an error of its own", _of_api("5XXError", "Sum")
        ),
        "ApiSlowAlarm": _alarm(
            "api-slow",
            f"One answer of a hundred takes longer than {SLOW_MS} ms",
            _of_api("Latency", "p99"),
            threshold=SLOW_MS,
            periods=3,
        ),
        **{
            f"{table}{way}ThrottledAlarm": _alarm(
                f"{table.lower()}-{way.lower()}-throttled",
                f"{table} takes no more calls for now",
                {
                    "Namespace": "AWS/DynamoDB",
                    "MetricName": f"{way}ThrottleEvents",
                    "Dimensions": [{"Name": "TableName", "Value": {"Ref": table}}],
                    "Statistic": "Sum",
                },
            )
            for table in RESOURCES
            for way in ("Read", "Write")
        },
    }


def dashboard(functions: Iterable[str]) -> dict[str, Any]:
    """Return the page of CloudWatch that shows the whole stage at a look."""
    rows = [
        (
            "Calls",
            [["AWS/ApiGateway", "Count", "ApiName", "imi-${Stage}", "Stage", "api"]],
            "Sum",
        ),
        (
            "Errors",
            [
                ["AWS/ApiGateway", name, "ApiName", "imi-${Stage}", "Stage", "api"]
                for name in ("4XXError", "5XXError")
            ],
            "Sum",
        ),
        (
            "Time of an answer (ms)",
            [["AWS/ApiGateway", "Latency", "ApiName", "imi-${Stage}", "Stage", "api"]],
            "p99",
        ),
        (
            "Errors of functions",
            [["AWS/Lambda", "Errors", "FunctionName", f"${{{name}}}"] for name in functions],
            "Sum",
        ),
        (
            "What is left",
            [
                [
                    "AWS/SQS",
                    "ApproximateNumberOfMessagesVisible",
                    "QueueName",
                    f"${{{queue}.QueueName}}",
                ]
                for queue in QUEUES
            ],
            "Maximum",
        ),
        (
            "E-mails",
            [["AWS/SES", name] for name in ("Send", "Bounce", "Complaint")],
            "Sum",
        ),
    ]
    widgets = [
        {
            "type": "metric",
            "x": 12 * (place % 2),
            "y": 6 * (place // 2),
            "width": 12,
            "height": 6,
            "properties": {
                "title": title,
                "metrics": metrics,
                "stat": statistic,
                "period": 300,
                "region": "${AWS::Region}",
            },
        }
        for place, (title, metrics, statistic) in enumerate(rows)
    ]
    return {
        "Dashboard": {
            "Type": "AWS::CloudWatch::Dashboard",
            "Properties": {
                "DashboardName": {"Fn::Sub": "imi-${Stage}"},
                "DashboardBody": {"Fn::Sub": json.dumps({"widgets": widgets})},
            },
        }
    }


def _alarm(
    name: str,
    description: str,
    metric: Mapping[str, Any],
    *,
    threshold: int = 1,
    periods: int = 1,
) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": {"Fn::Sub": f"imi-${{Stage}}-{name}"},
            "AlarmDescription": description,
            **metric,
            "Period": 300,
            "EvaluationPeriods": periods,
            "Threshold": threshold,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "AlarmTopic"}],
            "OKActions": [{"Ref": "AlarmTopic"}],
        },
    }


def _of_function(name: str, metric: str) -> dict[str, Any]:
    return {
        "Namespace": "AWS/Lambda",
        "MetricName": metric,
        "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": name}}],
        "Statistic": "Sum",
    }


def _of_api(metric: str, statistic: str) -> dict[str, Any]:
    way = "ExtendedStatistic" if statistic.startswith("p") else "Statistic"
    return {
        "Namespace": "AWS/ApiGateway",
        "MetricName": metric,
        "Dimensions": [
            {"Name": "ApiName", "Value": {"Fn::Sub": "imi-${Stage}"}},
            {"Name": "Stage", "Value": "api"},
        ],
        way: statistic,
    }
