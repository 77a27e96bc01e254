"""The supervisor: an existing process manager, driven over its unix socket."""

from __future__ import annotations

import http.client
import shutil
import socket
import sys
import time
import xmlrpc.client
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import shell
from infra.local import leftovers
from infra.local import supervisor_configuration as configuration
from infra.local.errors import SupervisorError
from infra.local.files import PRIVATE_FILE, make_private_directory, write_atomically
from infra.local.layout import Layout
from infra.local.programs import POLL_SECONDS, SUPERVISED_STATE, Program

START_SECONDS = 20.0
CALL_SECONDS = 90.0
"""Longest wait for an answer, and for processes to end: more than any of them may take before it is killed."""

ANSWER_SECONDS = 5.0
"""Longest wait for the answer of a supervisor that has nothing to do; one that hangs is no supervisor."""

NOT_RUNNING = 70
STILL_RUNNING = 91
"""Faults of the supervisor's protocol (`supervisor.xmlrpc.Faults`, whose import takes a tenth of a second)."""

ENDED_STATES = frozenset({"STOPPED", "EXITED", "FATAL"})


@dataclass(frozen=True)
class ProcessState:
    """What the supervisor knows of a process."""

    name: str
    state: str
    """RUNNING, STARTING, BACKOFF, STOPPING, STOPPED, EXITED or FATAL."""
    pid: int | None
    started_at: float
    """Seconds since the epoch."""

    @property
    def meant_to_run(self) -> bool:
        """Whether it runs, or the supervisor will start it without being asked."""
        return self.state in {"RUNNING", "STARTING", "BACKOFF"}


class Supervisor:
    """The supervisor of one environment."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def is_running(self) -> bool:
        """Whether it answers."""
        try:
            self._call("getState", seconds=ANSWER_SECONDS)
        except SupervisorError:
            return False
        return True

    def start(self) -> None:
        """Start it, after ending every process that a supervisor of this environment left behind.

        Raises:
            SupervisorError: it does not answer.
        """
        leftovers.stop_all(self.layout)
        shutil.rmtree(self.layout.supervisor, ignore_errors=True)
        make_private_directory(self.layout.supervisor / "conf.d")
        make_private_directory(self.layout.supervisor_socket.parent)
        self.layout.supervisor_socket.unlink(missing_ok=True)
        write_atomically(configuration.configuration_file(self.layout), configuration.main_text(self.layout))
        self._spawn()
        self._await_answer()

    def processes(self) -> dict[str, ProcessState]:
        """Every program that was added, by name."""
        found = self._call("getAllProcessInfo")
        return {
            entry["name"]: ProcessState(entry["name"], entry["statename"], entry["pid"] or None, float(entry["start"]))
            for entry in found
        }

    def text(self, name: str) -> str | None:
        """The configuration a program runs with; None when it was not added."""
        path = configuration.program_file(self.layout, name)
        return path.read_text() if path.is_file() else None

    def add(self, program: Program) -> None:
        """Add a program and start it; one of that name that was added before is replaced."""
        self.remove(program.name)
        write_atomically(
            configuration.program_file(self.layout, program.name),
            configuration.program_text(program, self.layout),
        )
        self._call("reloadConfig")
        self._call("addProcessGroup", program.name)

    def remove(self, *names: str) -> None:
        """Stop programs at the same time and forget them; one that was not added is passed over."""
        deadline = time.monotonic() + CALL_SECONDS
        remaining = [name for name in names if name in self.processes()]
        while remaining := [name for name in remaining if not self._forget(name)]:
            if time.monotonic() > deadline:
                raise SupervisorError("stop", f"{', '.join(remaining)} did not end", self.layout.log("supervisor"))
            time.sleep(POLL_SECONDS)
        for name in names:
            configuration.program_file(self.layout, name).unlink(missing_ok=True)

    def shut_down(self) -> None:
        """End it with all it runs, and wait until it is gone."""
        running = leftovers.marked_processes(self.layout.state)
        self._call("shutdown")
        leftovers.await_end(running, CALL_SECONDS)

    def _forget(self, name: str) -> bool:
        """Forget a program that has ended, or ask it to end; one that crashed may be started again meanwhile."""
        state = self.processes()[name]
        if state.meant_to_run:
            self._attempt("stopProcess", name, False, unless=NOT_RUNNING)
        return state.state in ENDED_STATES and self._attempt("removeProcessGroup", name, unless=STILL_RUNNING)

    def _attempt(self, method: str, *arguments: str | bool, unless: int) -> bool:
        """Make a call; False when the supervisor answers with one fault that is expected."""
        try:
            self._call(method, *arguments)
        except SupervisorError as error:
            if isinstance(error.__cause__, xmlrpc.client.Fault) and error.__cause__.faultCode == unless:
                return False
            raise
        return True

    def _spawn(self) -> None:
        log = self.layout.log("supervisor")
        log.touch(mode=PRIVATE_FILE)
        argv = [
            sys.executable,
            "-m",
            "supervisor.supervisord",
            "-c",
            str(configuration.configuration_file(self.layout)),
        ]
        environment = {**shell.base_environment(), SUPERVISED_STATE: str(self.layout.state)}
        with log.open("ab") as output:
            process = shell.start(argv, environment=environment, directory=self.layout.state, output=output)
        code = process.wait(timeout=START_SECONDS)
        if code != 0:
            raise SupervisorError("start", f"it ended with code {code}", log)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.is_running():
            if time.monotonic() > deadline:
                raise SupervisorError("start", "it does not answer", self.layout.log("supervisor"))
            time.sleep(POLL_SECONDS)

    def _call(self, method: str, *arguments: str | bool, seconds: float = CALL_SECONDS) -> Any:  # noqa: ANN401 - the protocol has no types
        transport = _UnixTransport(self.layout.supervisor_socket, seconds)
        try:
            with xmlrpc.client.ServerProxy("http://localhost/RPC2", transport=transport) as proxy:
                return getattr(proxy.supervisor, method)(*arguments)
        except xmlrpc.client.Fault as fault:
            raise self._error(method, arguments, fault.faultString) from fault
        except (OSError, http.client.HTTPException) as error:
            raise self._error(method, arguments, f"it does not answer ({error})") from error

    def _error(self, method: str, arguments: Sequence[str | bool], reason: str) -> SupervisorError:
        words = " ".join([method, *(str(argument) for argument in arguments)])
        return SupervisorError(words, reason, self.layout.log("supervisor"))


class _UnixTransport(xmlrpc.client.Transport):
    """XML-RPC over a unix socket, with a time limit so that a hanging supervisor cannot hang its caller."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__()
        self._path = path
        self._seconds = seconds

    def make_connection(self, host: Any) -> http.client.HTTPConnection:  # noqa: ANN401, ARG002 - given by the base class
        return _UnixConnection(self._path, self._seconds)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))
