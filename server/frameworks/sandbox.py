"""One child process that evaluates rules, seen from the parent: start it, ask it, limit it, replace it.

A child answers control by control. One that does not answer within the limit, or dies, is killed; the control it was
at is the one to blame, everything it answered before stands.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson
import psutil

from server.frameworks.errors import SandboxStartError

CHILD = Path(__file__).with_name("sandbox_child.py")
START_SECONDS = 60.0
"""Longest start of a child. Generous: it only guards against a machine that is stuck."""

MOST_TURNS = 5
"""How often a child gets the time limit anew when it was kept from working by a machine that is busy."""

LONGEST_LINE = 4 * 1024 * 1024
FRAMEWORKS_KEPT = 8
"""Framework versions a child keeps compiled; each costs about 20 MiB per hundred rules."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the evaluation of one control may use."""

    seconds: float = 2.0
    megabytes: int = 512


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one framework version, with every module they may import. The digest identifies all of it."""

    digest: str
    framework_id: str
    library: Mapping[str, str]
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child answered for one control: the value of its result, or why there is none."""

    control: str
    result: object
    error: str | None


class SandboxStopped(Exception):  # noqa: N818 - an event the evaluation handles, not a failure of it
    """The child was killed or died. The message says why, as one sentence about the rule it was at."""

    def __init__(self, reason: str, *, certain: bool = True) -> None:
        super().__init__(reason)
        self.certain = certain
        """Whether the rule is to blame; a process may also have been killed by somebody else."""


class Sandbox:
    """A child process, started when it is first needed. Used by one evaluation at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._errors: IO[bytes] | None = None
        self._loaded: dict[str, str | None] = {}
        self._processor_seconds = 0.0

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process else None

    async def load(self, rules: RuleSet) -> None:
        """Have the rules at hand in the child, starting it when it does not run.

        Raises:
            SandboxStopped: the library of the framework does not compile, or stopped the child.
            SandboxStartError: the child does not start.
        """
        if self._process is None:
            await self._start()
        if rules.digest in self._loaded:
            self._loaded[rules.digest] = self._loaded.pop(rules.digest)
        else:
            await self._load(rules)
        error = self._loaded[rules.digest]
        if error is not None:
            raise SandboxStopped(f"The library of the framework does not compile: {error}.")

    async def evaluate(self, digest: str, controls: Sequence[str], given: str | None) -> AsyncIterator[Answer]:
        """The answers for the controls, in their order, as they arrive. The rules must be loaded.

        Raises:
            SandboxStopped: the child was stopped at the first control that has no answer yet.
        """
        await self._send({"evaluate": digest, "controls": list(controls), "input": given})
        for _ in controls:
            reply = await self._receive(self._limits.seconds)
            yield Answer(reply["control"], reply.get("result"), reply.get("error"))

    async def evaluate_together(self, digest: str, given: str) -> list[Answer]:
        """The answers of those controls that can be decided in one evaluation, perhaps none; the rules must be loaded.

        Raises:
            SandboxStopped: the child was stopped; which rule is to blame is not known.
        """
        await self._send({"evaluate_together": digest, "input": given})
        reply = await self._receive(self._limits.seconds)
        return [Answer(control, result, None) for control, result in reply["results"].items()]

    async def stop(self) -> None:
        """Kill the child, whatever it does, and wait until it is gone."""
        process, self._process = self._process, None
        self._loaded.clear()
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            if process.stdin is not None:
                process.stdin.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    async def _start(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            str(CHILD),
            f"--parent={os.getpid()}",
            f"--memory-megabytes={self._limits.megabytes}",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._errors,
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
            limit=LONGEST_LINE,
        )
        try:
            await self._receive(START_SECONDS)
        except SandboxStopped as error:
            raise SandboxStartError(CHILD.name, START_SECONDS) from error

    async def _load(self, rules: RuleSet) -> None:
        while len(self._loaded) >= FRAMEWORKS_KEPT:
            oldest = next(iter(self._loaded))
            del self._loaded[oldest]
            await self._send({"drop": oldest})
        await self._send(
            {
                "load": rules.digest,
                "framework": rules.framework_id,
                "library": dict(rules.library),
                "rules": dict(rules.rules),
            }
        )
        reply = await self._receive(self._limits.seconds)
        self._loaded[rules.digest] = reply["error"]

    async def _send(self, command: dict[str, object]) -> None:
        process = self._running()
        assert process.stdin is not None  # noqa: S101 - opened as a pipe
        try:
            process.stdin.write(orjson.dumps(command) + b"\n")
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise await self._cause() from error

    async def _receive(self, seconds: float) -> dict[str, Any]:
        process = self._running()
        assert process.stdout is not None  # noqa: S101 - opened as a pipe
        line = None
        for _ in range(MOST_TURNS):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    line = await process.stdout.readline()
            if line is not None or self._used_its_time(process.pid, seconds):
                break
        if line is None:
            await self.stop()
            raise SandboxStopped(f"The rule was stopped after {seconds:g} seconds.")
        if not line.endswith(b"\n"):
            raise await self._cause()
        reply = orjson.loads(line)
        self._processor_seconds = reply["processor_seconds"]
        return reply

    def _used_its_time(self, pid: int, seconds: float) -> bool:
        """Whether the child was working for most of the time, and not waiting for a processor of a busy machine."""
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.NoSuchProcess:
            return True
        return times.user + times.system - self._processor_seconds >= seconds / 2

    async def _cause(self) -> SandboxStopped:
        """Why a child that closed its pipes ended; it is gone afterwards."""
        process = self._running()
        code = await process.wait()
        written = self._written()
        await self.stop()
        if b"memory allocation of" in written or b"MemoryError" in written:
            megabytes = self._limits.megabytes
            return SandboxStopped(f"The rule was stopped because it needed more than {megabytes} MiB of memory.")
        ending = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return SandboxStopped(f"The rule ended the process that evaluated it ({ending}).", certain=False)

    def _written(self) -> bytes:
        """The end of what the child wrote to standard error."""
        if self._errors is None:
            return b""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 4096))
        return self._errors.read()

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("The sandbox is used before it was started.")
        return self._process
