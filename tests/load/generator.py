"""Readers and writers that use a platform without pause, in a process of their own, until told to stop.

`python -m tests.load.generator FILE`, where the file is an Assignment as JSON. Every answer is looked at.
Every failure is one line of the report; nothing is tried again, so a request that is lost is seen.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import ssl
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import uvloop

from tests.load.connection import Connection, LostError

OK, CREATED, ACCEPTED = 200, 201, 202
POLL_SECONDS = 0.2
EXECUTION_PAUSE_SECONDS = 5.0
"""Between two executions, each of which keeps a core busy for a second: they would leave little for the others."""
FILES_PAUSE_SECONDS = 0.2
"""Between two loads of the console, which cost the proxy little and would otherwise leave the API nothing."""
UPLOAD_PAUSE_SECONDS = 0.1
"""Between two uploads, each of which costs as much as three reads; a platform has more readers than uploads."""
NAMED = re.compile(rb'(?:src|href)="(/assets/[^"]+)"')
CONNECTION_PAUSE_SECONDS = 0.1
"""Between two new connections, whose handshakes are dear for the proxy and the generator."""


@dataclass(frozen=True)
class Assignment:
    """Where the platform is, and who the users are."""

    port: int
    ca_file: str
    system: str
    users: dict[str, int]
    """How many users of each kind."""
    at_least: int
    """Fewest requests; on a slow machine they go on after the end is told."""
    callers: list[dict[str, str]]
    """Headers of each caller: sessions and API tokens, which the users share among them."""
    pause_seconds: float = 0.0
    """How long each user does nothing after each turn; without a pause they take all the machine has."""
    host: str = "localhost"
    """Whom they ask for; the certificate is that of localhost all the same."""


@dataclass
class Report:
    """What was asked and what came back."""

    requests: Counter[str] = field(default_factory=Counter)
    """Count of answers by method and route."""
    failures: list[str] = field(default_factory=list)
    metrics: list[float] = field(default_factory=list)
    """Values whose writing was acknowledged."""
    evidence: list[str] = field(default_factory=list)
    """Hashes of files whose upload was acknowledged."""
    executions: list[str] = field(default_factory=list)
    """Executions that were acknowledged and completed."""
    callers: Counter[int] = field(default_factory=Counter)
    """Count of answers by the caller's place in the assignment."""
    meanwhile: int = 0
    """Answers until the end was told, while something was done to the platform."""
    files: int = 0
    """Files of the console that were asked for, beside the requests to the API."""
    connections: int = 0
    seconds: float = 0.0


class WrongAnswerError(Exception):
    """An answer is not what it must be."""


class User:
    """One user: a caller and a connection, which is opened again only after it was counted as lost."""

    def __init__(self, load: Load, number: int) -> None:
        self.load = load
        self.number = number
        self.caller = number % len(load.assignment.callers)
        self.headers = load.assignment.callers[self.caller]
        self.connection: Connection | None = None
        self.cookies: dict[str, str] = {}

    async def load_file(self, path: str) -> bytes:
        """The content of a file of the console, with the cookies a browser would send."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, content = await self._send("GET", path, {"Cookie": cookies} if cookies else {})
        self.load.report.files += 1
        if status != OK:
            raise WrongAnswerError(f"GET {path} was answered with {status}")
        return content

    async def ask(
        self, method: str, path: str, status: int, body: bytes = b"", media_type: str = "application/json"
    ) -> bytes:
        """The body of an answer that has this status."""
        headers = {**self.headers, "Content-Type": media_type} if body else self.headers
        given, answer = await self._send(method, path, headers, body)
        route = path.partition("?")[0].replace(self.load.assignment.system, "ID")
        self.load.report.requests[f"{method} {route.split('/')[2]}{'/ID' if 'ID' in route else ''}"] += 1
        self.load.report.callers[self.caller] += 1
        if self.load.report.requests.total() >= self.load.assignment.at_least:
            self.load.enough.set()
        if given != status:
            raise WrongAnswerError(f"{method} {path} was answered with {given}: {answer[:300]!r}")
        return answer

    async def _send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        if self.connection is None:
            assignment = self.load.assignment
            self.connection = await Connection.open(assignment.port, self.load.context, assignment.host)
            self.load.report.connections += 1
        answer = await self.connection.request(method, path, headers, body)
        self.cookies |= self.connection.cookies
        return answer

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Load:
    """The users."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.context = ssl.create_default_context(cafile=assignment.ca_file)
        self.report = Report()
        self.files: dict[bytes, bytes] = {}
        self.enough = asyncio.Event()
        """Set when there were requests enough, or a failure, after which more make no difference."""
        self.stopped = asyncio.Event()

    async def run(self) -> None:
        kinds: dict[str, Callable[[User, int], Awaitable[None]]] = {
            "read": self.read,
            "write": self.write,
            "upload": self.upload,
            "connect": self.connect,
            "execute": self.execute,
            "browse": self.browse,
        }
        kind_of = [kinds[kind] for kind, count in self.assignment.users.items() for _ in range(count)]
        users = [User(self, number) for number in range(len(kind_of))]
        began = time.monotonic()
        tasks = [asyncio.create_task(self.repeat(kind, user)) for kind, user in zip(kind_of, users, strict=True)]
        sys.stdout.write("running\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        self.report.meanwhile = self.report.requests.total()
        await self.enough.wait()
        self.stopped.set()
        await asyncio.gather(*tasks)
        self.report.seconds = time.monotonic() - began
        sys.stdout.write(orjson.dumps(vars(self.report), option=orjson.OPT_NON_STR_KEYS).decode() + "\n")

    async def repeat(self, action: Callable[[User, int], Awaitable[None]], user: User) -> None:
        turn = 0
        while not self.stopped.is_set():
            turn += 1
            try:
                await action(user, turn)
            except (LostError, WrongAnswerError) as error:
                self.report.failures.append(f"user {user.number}, turn {turn}: {error}")
                self.enough.set()
                user.hang_up()
                await asyncio.sleep(POLL_SECONDS)
            if self.assignment.pause_seconds:
                await self.pause(self.assignment.pause_seconds)
        user.hang_up()

    async def read(self, user: User, turn: int) -> None:
        """Cheap and dear routes; each answer must hold what was asked for."""
        system = self.assignment.system
        match turn % 20:
            case 0 | 10:
                expect(any(item["id"] == system for item in parsed(await user.ask("GET", "/api/systems", OK))["items"]))
            case 1:
                posture = parsed(await user.ask("GET", "/api/posture", OK))
                expect(any(item["id"] == system for item in posture["systems"]))
            case _:
                expect(parsed(await user.ask("GET", f"/api/systems/{system}", OK))["id"] == system)

    async def write(self, user: User, turn: int) -> None:
        """A value that nobody else writes."""
        value = (user.number * 1_000_000 + turn) / 1_000_000_000
        body = orjson.dumps({"name": "accuracy", "value": value})
        answer = parsed(await user.ask("POST", f"/api/systems/{self.assignment.system}/metrics", CREATED, body))
        expect(answer["value"] == value)
        self.report.metrics.append(value)

    async def upload(self, user: User, turn: int) -> None:
        """Write to the object store and read from it."""
        content = f"evidence {user.number} {turn} ".encode() * 100
        path = f"/api/systems/{self.assignment.system}/evidence?kind=other&title=File+{user.number}+{turn}"
        answer = parsed(await user.ask("POST", path, CREATED, content, "text/plain"))
        expect(answer["sha256"] == hashlib.sha256(content).hexdigest())
        self.report.evidence.append(answer["sha256"])
        expect(await user.ask("GET", f"/api/evidence/{answer['id']}/content", OK) == content)
        await self.pause(UPLOAD_PAUSE_SECONDS)

    async def connect(self, user: User, _turn: int) -> None:
        """A new connection for each request, so that certificates are checked all the time."""
        user.hang_up()
        expect(len(parsed(await user.ask("GET", "/api/systems?limit=1", OK))["items"]) == 1)
        await self.pause(CONNECTION_PAUSE_SECONDS)

    async def execute(self, user: User, _turn: int) -> None:
        """Have the worker do something, which uses its own credentials, and wait until it is done."""
        body = orjson.dumps({"system_id": self.assignment.system, "framework_id": "nist_ai_rmf"})
        execution = parsed(await user.ask("POST", "/api/executions", ACCEPTED, body))
        while execution["status"] not in {"completed", "failed"}:
            await asyncio.sleep(POLL_SECONDS)
            execution = parsed(await user.ask("GET", f"/api/executions/{execution['id']}", OK))
        expect(execution["status"] == "completed")
        self.report.executions.append(execution["id"])
        await self.pause(EXECUTION_PAUSE_SECONDS)

    async def browse(self, user: User, _turn: int) -> None:
        """Load the console as a browser does: the page, and what it names, each the same for everybody."""
        page = await user.load_file("/")
        named = NAMED.findall(page)
        expect(bool(named))
        for path in named:
            content = await user.load_file(path.decode())
            expect(self.files.setdefault(path, content) == content)
        await self.pause(FILES_PAUSE_SECONDS)

    async def pause(self, seconds: float) -> None:
        """Wait, and not when told to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopped.wait(), seconds)


def parsed(body: bytes) -> Any:  # noqa: ANN401 - JSON
    return orjson.loads(body)


def expect(condition: bool) -> None:
    if not condition:
        raise WrongAnswerError("the content of an answer is wrong")


if __name__ == "__main__":
    uvloop.run(Load(Assignment(**orjson.loads(Path(sys.argv[1]).read_bytes()))).run())
