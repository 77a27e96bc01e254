"""The closed list of metrics that can be reported for an AI system."""

from typing import Literal, get_args

MetricName = Literal[
    "accuracy",
    "error_rate",
    "false_positive_rate",
    "false_negative_rate",
    "fairness_gap",
    "drift",
    "incidents_open",
    "feedback_count",
]

METRIC_NAMES: tuple[str, ...] = get_args(MetricName)
