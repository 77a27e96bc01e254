"""The rules, scaled so that what takes hours happens within seconds. Here is all that is different from real ones."""

from __future__ import annotations

import re
from typing import Any

FACTOR = 60
"""An hour of a rule is a minute of a test."""

SHORTEST_WINDOW, SHORTEST_PENDING, LONGEST_PENDING = 10, 5, 10
"""In seconds. A window holds several scrapes; a missed scrape is nothing; and what pends for an hour or two is about
values that cannot flap, so a test need not wait as long."""

SCRAPE_SECONDS, EVALUATION_SECONDS = 2, 1

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WINDOW = re.compile(r"\[(\d+)([smhd])\]")


def rules(file: dict[str, Any]) -> dict[str, Any]:
    """A file of rules, scaled."""
    return {"groups": [_group(group) for group in file["groups"]]}


def prometheus(file: dict[str, Any]) -> dict[str, Any]:
    """The configuration of Prometheus, with a pace that suits the rules."""
    pace = {"scrape_interval": SCRAPE_SECONDS, "scrape_timeout": SCRAPE_SECONDS}
    pace["evaluation_interval"] = EVALUATION_SECONDS
    return {**file, "global": {name: f"{seconds}s" for name, seconds in pace.items()}}


def _group(group: dict[str, Any]) -> dict[str, Any]:
    rules = [_rule(rule) for rule in group["rules"]]
    return {**group, "interval": f"{EVALUATION_SECONDS}s", "rules": rules}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    def window(found: re.Match[str]) -> str:
        return f"[{max(_seconds(*found.groups()) // FACTOR, SHORTEST_WINDOW)}s]"

    scaled = {**rule, "expr": _WINDOW.sub(window, rule["expr"])}
    if "for" in rule:
        number, unit = rule["for"][:-1], rule["for"][-1]
        pending = _seconds(number, unit) // FACTOR
        scaled["for"] = f"{min(max(pending, SHORTEST_PENDING), LONGEST_PENDING)}s"
    return scaled


def _seconds(number: str, unit: str) -> int:
    return int(number) * _UNITS[unit]
