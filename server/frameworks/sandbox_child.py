"""The process that evaluates rules. It reads commands from standard input and answers on standard output.

It runs as a script of its own, in an empty environment and without the rest of the platform, because rules are
somebody's program: they may loop, exhaust memory or overflow the stack of the engine. The parent limits the time;
this process limits its memory, and dies with its parent.

Every message is one line of JSON.

    {"load": DIGEST, "framework": ID, "library": {NAME: TEXT}, "rules": {CONTROL: TEXT}}
        -> {"loaded": DIGEST, "error": TEXT | null}
    {"drop": DIGEST}
    {"evaluate": DIGEST, "controls": [CONTROL], "input": JSON TEXT | null}
        -> for each control, in order: {"control": CONTROL, "result": VALUE} or {"control": CONTROL, "error": TEXT}
    {"evaluate_together": DIGEST, "input": JSON TEXT}
        -> {"results": {CONTROL: VALUE}}, of as many controls as can be decided in one evaluation; perhaps of none

Without an input a control is only compiled, and its result is null. Every answer also says how much processor time
the process has used (processor_seconds), so that the parent can tell a rule that loops from a machine that is busy.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import regorus

PR_SET_PDEATHSIG = 1
MEBIBYTE = 1024 * 1024
LARGEST_RESULT = 256 * 1024
"""Characters of JSON a rule may answer with."""

STATM = Path("/proc/self/statm")
"""Where Linux tells a process its size. Elsewhere the memory of a rule is not limited."""

LONGEST_JOINING_SECONDS = 0.5
"""Processor time the rules that are evaluated together may have taken to compile. They are compiled again after an
evaluation was answered, when no limit holds."""

LONGEST_ERROR = 1000
"""Characters of what the engine says is wrong; it may quote a whole value."""

NO_RESULT = "not a valid rule path"
UNDEFINED = '"<undefined>"'
JOINED = "syndic.joined"
"""The package with the results of the joined rules."""
COMPILE = "1"
"""A query whose evaluation makes the engine analyse its modules first."""

_REFERENCE = re.compile(r"\bdata\b(?:\.\w+)*")
_TEXT_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`|#[^\n]*')
_PLACE = re.compile(r"-->\s+(?P<module>\S+):(?P<line>\d+):(?P<column>\d+)")
_ERROR = re.compile(r"^error: (?P<message>.*)$", re.MULTILINE)


class RuleError(Exception):
    """A rule cannot be compiled or evaluated."""


def sentence(error: RuntimeError) -> str:
    """What the engine says is wrong and where, in one line without its backtrace."""
    report = str(error).partition("\n\nStack backtrace:")[0].strip()
    message = _ERROR.search(report)
    place = _PLACE.search(report)
    text = " ".join((message["message"] if message else report).split())
    if place is not None:
        text = f"{place['module']}, line {place['line']}, column {place['column']}: {text}"
    return text[:LONGEST_ERROR]


def reads_only(packages: Collection[str], module: str) -> bool:
    """Whether a module reads no other package than these; in doubt it does."""
    code = _TEXT_OR_COMMENT.sub('""', module)
    return all(
        any(reference == package or reference.startswith(f"{package}.") for package in packages)
        for reference in _REFERENCE.findall(code)
    )


@dataclass
class Framework:
    """The rules of one framework version, compiled when they are first needed.

    Each rule has an engine of its own. Rules that proved sound and read nothing but the library, so that none can see
    another, are also joined in one engine: there, what the library makes of an input is found once for all of them.
    """

    id: str
    library: dict[str, str]
    rules: dict[str, str]
    base: regorus.Engine = field(default_factory=regorus.Engine)
    engines: dict[str, regorus.Engine | RuleError] = field(default_factory=dict)
    packages: list[str] = field(default_factory=list)
    """Those of the library."""
    compile_seconds: dict[str, float] = field(default_factory=dict)
    """Processor time that each sound rule took to compile."""
    joined: regorus.Engine | None = None
    joining_is_settled: bool = False

    def compile_library(self) -> None:
        """Compile the modules every rule may import."""
        try:
            self.packages = [self.base.add_policy(f"library/{name}.rego", text) for name, text in self.library.items()]
            self.base.eval_query_as_json(COMPILE)
        except RuntimeError as error:
            raise RuleError(sentence(error)) from error

    def package(self, control: str) -> str:
        """The package the rule of a control must declare."""
        return f"data.syndic.frameworks.{self.id}.{control}"

    def engine(self, control: str) -> regorus.Engine:
        """An engine of its own for the control, so that a rule that does not compile breaks only itself."""
        if control not in self.engines:
            try:
                self.engines[control] = self._compile(control)
            except RuleError as error:
                self.engines[control] = error
        engine = self.engines[control]
        if isinstance(engine, RuleError):
            raise engine
        return engine.clone()

    def join(self) -> None:
        """Join the rules that cannot see each other, once all of them were compiled on their own."""
        if self.joining_is_settled or len(self.engines) < len(self.rules):
            return
        self.joining_is_settled = True
        if sum(self.compile_seconds.values()) > LONGEST_JOINING_SECONDS:
            return
        if not all(reads_only(self.packages, module) for module in self.library.values()):
            return
        engine, results = self.base.clone(), [f"package {JOINED}", "import rego.v1"]
        try:
            for control in self.compile_seconds:
                if reads_only(self.packages, self.rules[control]):
                    engine.add_policy(f"rules/{control}.rego", self.rules[control])
                    results.append(
                        f'results[id] := value if {{ id := "{control}"; value := {self.package(control)}.result }}'
                    )
            engine.add_policy("joined.rego", "\n".join(results))
            engine.eval_query_as_json(COMPILE)
        except RuntimeError:
            return
        self.joined = engine

    def evaluate_together(self, given: str) -> dict[str, object]:
        """The results of the joined rules; none before they are joined, or when one of them fails."""
        if self.joined is None:
            return {}
        engine = self.joined.clone()
        try:
            engine.set_input_json(given)
            answer = engine.eval_rule_as_json(f"data.{JOINED}.results")
        except RuntimeError:
            self.joined = None
            return {}
        return orjson.loads(answer) if len(answer) <= LARGEST_RESULT else {}

    def _compile(self, control: str) -> regorus.Engine:
        started = time.process_time()
        engine = self.base.clone()
        try:
            package = engine.add_policy(f"rules/{control}.rego", self.rules[control])
            engine.eval_query_as_json(COMPILE)
        except RuntimeError as error:
            raise RuleError(sentence(error)) from error
        expected = self.package(control)
        if package != expected:
            raise RuleError(
                f"The rule declares package {package.removeprefix('data.')}, not {expected.removeprefix('data.')}"
            )
        self.compile_seconds[control] = time.process_time() - started
        return engine

    def evaluate(self, control: str, given: str | None) -> object:
        """The value of the control's `result`; None when there is no input and it was only compiled."""
        engine = self.engine(control)
        if given is None:
            return None
        try:
            engine.set_input_json(given)
            answer = engine.eval_rule_as_json(f"{self.package(control)}.result")
        except RuntimeError as error:
            if NO_RESULT in str(error):
                raise RuleError("The rule defines no result") from error
            raise RuleError(sentence(error)) from error
        if answer == UNDEFINED:
            raise RuleError("The rule came to no result: none of its findings applied")
        if len(answer) > LARGEST_RESULT:
            raise RuleError(f"The result of the rule is longer than {LARGEST_RESULT} characters")
        return orjson.loads(answer)


class Limits:
    """Bounds the memory of the process to what it has plus what one evaluation may use."""

    def __init__(self, megabytes: int) -> None:
        self._bytes = megabytes * MEBIBYTE
        self._page = resource.getpagesize()
        _, self._hard = resource.getrlimit(resource.RLIMIT_AS)

    def impose(self) -> None:
        """Allow one evaluation its memory on top of what compiled rules hold already."""
        if not STATM.exists():
            return
        used = int(STATM.read_bytes().split()[0]) * self._page
        limit = used + self._bytes
        if self._hard != resource.RLIM_INFINITY:
            limit = min(limit, self._hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, self._hard))

    def lift(self) -> None:
        """Let the process read its next command, however large."""
        resource.setrlimit(resource.RLIMIT_AS, (self._hard, self._hard))


class Child:
    """Answers commands until standard input ends."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._frameworks: dict[str, Framework] = {}
        self._out = sys.stdout.buffer

    def run(self) -> None:
        """Announce readiness, then answer every command."""
        self._send({"ready": os.getpid()})
        for line in sys.stdin.buffer:
            command = orjson.loads(line)
            try:
                self._obey(command)
            finally:
                self._limits.lift()

    def _obey(self, command: dict[str, Any]) -> None:
        if "load" in command:
            self._load(command)
        elif "drop" in command:
            self._frameworks.pop(command["drop"], None)
        elif "evaluate_together" in command:
            self._limits.impose()
            self._send({"results": self._frameworks[command["evaluate_together"]].evaluate_together(command["input"])})
        else:
            self._evaluate(self._frameworks[command["evaluate"]], command["controls"], command["input"])

    def _load(self, command: dict[str, Any]) -> None:
        framework = Framework(command["framework"], command["library"], command["rules"])
        self._limits.impose()
        error = None
        try:
            framework.compile_library()
        except RuleError as failure:
            error = str(failure)
        self._frameworks[command["load"]] = framework
        self._send({"loaded": command["load"], "error": error})

    def _evaluate(self, framework: Framework, controls: list[str], given: str | None) -> None:
        for control in controls:
            self._limits.impose()
            try:
                self._send({"control": control, "result": framework.evaluate(control, given)})
            except RuleError as error:
                self._send({"control": control, "error": str(error)})
        framework.join()

    def _send(self, message: dict[str, object]) -> None:
        self._out.write(orjson.dumps({**message, "processor_seconds": time.process_time()}) + b"\n")
        self._out.flush()


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, even while a rule loops and nothing is read."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("The process that started this one is gone.")


def main() -> None:
    """Serve one parent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parent", type=int, required=True, help="process id of the parent")
    parser.add_argument("--memory-megabytes", type=int, required=True, help="memory of one evaluation in MiB")
    arguments = parser.parse_args()
    die_with_parent(arguments.parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Child(Limits(arguments.memory_megabytes)).run()


if __name__ == "__main__":
    main()
