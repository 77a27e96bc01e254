"""Reading one line of a log, whoever wrote it: the platform and the proxies write JSON, the stores their own forms."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

LEVELS = ("debug", "info", "warning", "error")
EPOCH = datetime.fromtimestamp(0, UTC)

LEVEL_NAMES = {
    "trace": "debug", "debug": "debug", "debug1": "debug", "blat": "debug", "d": "debug",
    "info": "info", "log": "info", "notice": "info", "hint": "info", "detail": "info", "statement": "info",
    "context": "info", "i": "info",
    "warn": "warning", "warning": "warning", "w": "warning",
    "err": "error", "error": "error", "critical": "error", "crit": "error", "fatal": "error", "panic": "error",
    "dpanic": "error", "e": "error", "f": "error",
}  # fmt: skip
"""What the programs call their levels, and what it is called here."""

TIME_KEYS = ("StartUTC", "timestamp", "time", "ts")
MESSAGE_KEYS = ("event", "msg", "message")
PROCESS_KEYS = frozenset({"process", "environment", "region", "release", "colour"})
"""What every line of a process says alike: left out where lines are read by people."""

POSTGRESQL = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) UTC \[\d+\] (?P<who>\S+@\S+ )?(?P<level>[A-Z]+\d?):  "
)
GLOG = re.compile(r"(?P<level>[DIWEF])(?P<time>\d{4} \d\d:\d\d:\d\d\.\d+) ")
SUPERVISOR = re.compile(r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+) (?P<level>[A-Z]+) ")


@dataclass(frozen=True)
class Line:
    """One line of a log."""

    service: str
    at: datetime
    level: str
    """One of LEVELS."""
    message: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The message with what was said beside it."""
        said = {key: value for key, value in self.fields.items() if key not in PROCESS_KEYS}
        return " ".join([self.message, *(f"{key}={_value(value)}" for key, value in said.items())]).strip()

    def document(self) -> dict[str, Any]:
        """The line as JSON."""
        at = self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        own = {"timestamp": at, "service": self.service, "level": self.level, "message": self.message}
        return {**own, **{key: value for key, value in self.fields.items() if key not in own}}


def parse(service: str, raw: str, previous: Line | None, now: datetime | None = None) -> Line:
    """A line of a log.

    Args:
        service: whose log it is.
        raw: the line.
        previous: the line before it; a line without time and level, as of a traceback, belongs to it.
        now: the time, for forms that leave the year out.
    """
    if raw.startswith("{") and (line := _json_line(service, raw)) is not None:
        return line
    for pattern, time_of in _FORMS:
        if found := pattern.match(raw):
            at = time_of(found["time"], now or datetime.now(UTC))
            return Line(service, at, _level(found["level"]), raw[found.end() :].strip())
    return Line(service, previous.at if previous else EPOCH, previous.level if previous else "info", raw.rstrip())


def _json_line(service: str, raw: str) -> Line | None:
    try:
        entry = json.loads(raw)
    except ValueError:
        return None
    at = next((_moment(entry[key]) for key in TIME_KEYS if key in entry), EPOCH)
    level = _level(str(entry.get("level", "info")))
    if "RequestMethod" in entry and "DownstreamStatus" in entry:
        request_id = entry.get("downstream_X-Request-Id")
        return Line(service, at, level, _access(entry), {"request_id": request_id} if request_id else {})
    message = next((str(entry[key]) for key in MESSAGE_KEYS if entry.get(key)), "")
    rest = {key: value for key, value in entry.items() if key not in {*TIME_KEYS, *MESSAGE_KEYS, "level"}}
    return Line(service, at, level, message, rest)


def _access(entry: Mapping[str, Any]) -> str:
    milliseconds = int(entry.get("Duration") or 0) / 1_000_000
    method, path, status = (entry.get(key) for key in ("RequestMethod", "RequestPath", "DownstreamStatus"))
    return f"{method} {path} {status} {milliseconds:.1f} ms"


def _level(name: str) -> str:
    return LEVEL_NAMES.get(name.lower(), "info")


def _moment(value: object) -> datetime:
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return EPOCH
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _postgresql_time(text: str, _now: datetime) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _supervisor_time(text: str, _now: datetime) -> datetime:
    return datetime.fromisoformat(text.replace(",", ".")).astimezone(UTC)


def _glog_time(text: str, now: datetime) -> datetime:
    """Month, day and time of this machine, without the year: the latest such moment that is not in the future."""
    local = now.astimezone()
    for year in (local.year, local.year - 1):
        try:
            moment = datetime.strptime(f"{year}{text}", "%Y%m%d %H:%M:%S.%f").astimezone()
        except ValueError:
            continue
        if moment <= local + timedelta(days=1):
            return moment.astimezone(UTC)
    return EPOCH


def _value(value: object) -> str:
    if isinstance(value, str):
        return value if value and not re.search(r"\s|\"", value) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, default=str)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, datetime], datetime]], ...] = (
    (POSTGRESQL, _postgresql_time),
    (GLOG, _glog_time),
    (SUPERVISOR, _supervisor_time),
)
