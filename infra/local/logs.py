"""The logs of all services: merged by time, filtered, and followed through rotation."""

from __future__ import annotations

import json
import os
import re
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from infra.errors import UsageError
from infra.local.errors import NoSuchLogError
from infra.local.layout import Layout
from infra.local.log_lines import LEVELS, Line, parse

POLL_SECONDS = 0.2
BACKUPS = 3
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
STYLES = {"debug": "dim", "info": "", "warning": "yellow", "error": "bold red"}


@dataclass(frozen=True)
class Selection:
    """Which lines are wanted."""

    services: tuple[str, ...] = ()
    since: datetime | None = None
    level: str | None = None
    grep: str | None = None

    @classmethod
    def parse(
        cls,
        services: Sequence[str],
        since: str | None,
        level: str | None,
        grep: str | None,
        now: datetime | None = None,
    ) -> Selection:
        """A selection from what was typed.

        Raises:
            UsageError: a moment or level that does not exist.
        """
        if level is not None and level.lower() not in LEVELS:
            raise UsageError(f"--level {level} is not a level. Choose one of {', '.join(LEVELS)}.")
        moment = _since(since, now or datetime.now(UTC)) if since else None
        return cls(tuple(services), moment, level.lower() if level else None, grep)

    def wants(self, line: Line) -> bool:
        """Whether a line is wanted."""
        return (
            (self.since is None or line.at >= self.since)
            and (self.level is None or LEVELS.index(line.level) >= LEVELS.index(self.level))
            and (self.grep is None or self.grep.lower() in line.text().lower())
        )


def print_logs(layout: Layout, selection: Selection, count: int, *, follow: bool, as_json: bool) -> None:
    """Print the last wanted lines, and go on with new ones when following.

    Raises:
        NoSuchLogError: a service that was asked for has no log.
    """
    console = Console(highlight=False, soft_wrap=True)
    followers = [Follower(name, layout.log(name), selection) for name in _services(layout, selection)]
    beginning = sorted((line for follower in followers for line in follower.last(count)), key=lambda line: line.at)
    _show(console, beginning[-count:] if count else [], as_json=as_json)
    if follow:
        # Following has no other end than Ctrl-C.
        with suppress(KeyboardInterrupt):
            _follow(console, followers, as_json=as_json)


def _follow(console: Console, followers: Sequence[Follower], *, as_json: bool) -> None:
    while True:
        fresh = sorted((line for follower in followers for line in follower.new()), key=lambda line: line.at)
        _show(console, fresh, as_json=as_json)
        if not fresh:
            time.sleep(POLL_SECONDS)


class Follower:
    """Reads one log: what is there, then what is added, also when the file is rotated away meanwhile."""

    def __init__(self, service: str, path: Path, selection: Selection) -> None:
        self._service = service
        self._path = path
        self._selection = selection
        self._file: TextIO | None = None
        self._previous: Line | None = None
        self._partial = ""

    def last(self, count: int) -> list[Line]:
        """The last wanted lines up to now."""
        kept: deque[Line] = deque(maxlen=count)
        for path in self._rotated():
            with path.open(errors="replace") as file:
                kept.extend(self._wanted(file))
        kept.extend(self.new())
        return list(kept)

    def new(self) -> list[Line]:
        """The wanted lines that were added since the last call."""
        lines = self._read_rest()
        if self._file is not None and self._was_replaced(self._file):
            lines += self._read_rest()
            self._file.close()
            self._file = None
            lines += self._read_rest()
        return lines

    def _rotated(self) -> list[Path]:
        """Older files that may hold wanted lines, the oldest first."""
        paths = [self._path.with_name(f"{self._path.name}.{number}") for number in range(BACKUPS, 0, -1)]
        since = self._selection.since.timestamp() if self._selection.since else 0.0
        return [path for path in paths if path.is_file() and path.stat().st_mtime >= since]

    def _read_rest(self) -> list[Line]:
        if self._file is None:
            try:
                self._file = self._path.open(errors="replace")
            except FileNotFoundError:
                return []
        text = self._partial + self._file.read()
        complete, newline, self._partial = text.rpartition("\n")
        return list(self._wanted(complete.split("\n"))) if newline else []

    def _was_replaced(self, file: TextIO) -> bool:
        try:
            return self._path.stat().st_ino != os.fstat(file.fileno()).st_ino
        except FileNotFoundError:
            return False

    def _wanted(self, raw_lines: Iterable[str]) -> Iterator[Line]:
        for raw in raw_lines:
            if raw.strip():
                self._previous = parse(self._service, raw.rstrip("\n"), self._previous)
                if self._selection.wants(self._previous):
                    yield self._previous


def _services(layout: Layout, selection: Selection) -> list[str]:
    known = sorted(path.stem for path in layout.logs.glob("*.log")) if layout.logs.is_dir() else []
    chosen: list[str] = []
    for wanted in selection.services:
        # `server` stands for both servers of both colours.
        found = [name for name in known if name == wanted or name.startswith(f"{wanted}-")]
        if not found:
            raise NoSuchLogError(wanted, known)
        chosen += [name for name in found if name not in chosen]
    return chosen or known


def _show(console: Console, lines: Sequence[Line], *, as_json: bool) -> None:
    for line in lines:
        if as_json:
            console.out(json.dumps(line.document(), ensure_ascii=False, default=str), highlight=False)
        else:
            console.print(_rendered(line))


def _rendered(line: Line) -> Text:
    at = line.at.strftime("%Y-%m-%d %H:%M:%S.") + f"{line.at.microsecond // 1000:03d}"
    return Text.assemble(
        (at, "dim"),
        " ",
        (f"{line.service:<12}", "cyan"),
        " ",
        (f"{line.level:<7}", STYLES[line.level]),
        " ",
        line.text(),
    )


def _since(text: str, now: datetime) -> datetime:
    if found := re.fullmatch(r"(\d+)([smhd])", text):
        return now - timedelta(**{UNITS[found[2]]: int(found[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--since {text} is no moment. Write 30s, 10m, 2h, 1d, or a time like 2026-05-04T12:00Z."
        ) from error
    return moment if moment.tzinfo else moment.astimezone()
