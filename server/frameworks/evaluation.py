"""Evaluates the rules of a framework on an input, each control on its own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

from server.frameworks.sandbox import Answer, Limits, RuleSet, Sandbox, SandboxStopped

RuleOutcome = Literal["pass", "fail", "not_applicable", "needs_evidence", "error"]
_STATED: tuple[str, ...] = get_args(RuleOutcome)[:-1]

MOST_ENTRIES = 200
"""Reasons, or needs, that one result may name."""

Progress = Callable[[int], None]
"""Told how many controls are decided, after each of them."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What the rule of one control came to. An error has one reason: what is wrong with the rule."""

    outcome: RuleOutcome
    reasons: tuple[str, ...]
    needs: tuple[str, ...] = ()


def rule_result(answer: Answer) -> RuleResult:
    """The result the child answered with, or an error when it is not one a rule may have."""
    if answer.error is not None:
        return _error(answer.error)
    match answer.result:
        case {"outcome": outcome, "reasons": reasons, "needs": needs}:
            if not _is_outcome(outcome):
                known = ", ".join(_STATED)
                return _error(f"The rule came to the outcome {str(outcome)[:100]!r}, which is none of {known}.")
            if not _is_sentences(reasons) or not _is_sentences(needs):
                return _error(f"The rule's reasons and needs must be lists of at most {MOST_ENTRIES} texts.")
            return RuleResult(outcome, _clean(reasons), _clean(needs))
        case _:
            return _error("The rule's result must be an object with outcome, reasons and needs.")


class Evaluator:
    """A pool of child processes. Each evaluation borrows one; more at once wait for their turn."""

    def __init__(self, limits: Limits | None = None, *, processes: int = 1) -> None:
        self._sandboxes = [Sandbox(limits or Limits()) for _ in range(processes)]
        self._free: asyncio.LifoQueue[Sandbox] = asyncio.LifoQueue()
        self._only_one_by_one: set[str] = set()
        """Digests of rule sets that stopped a child when they were evaluated together."""
        for sandbox in self._sandboxes:
            self._free.put_nowait(sandbox)

    async def __aenter__(self) -> Evaluator:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Kill every child."""
        for sandbox in self._sandboxes:
            await sandbox.stop()

    @property
    def pids(self) -> list[int]:
        """Process ids of the children that run."""
        return [sandbox.pid for sandbox in self._sandboxes if sandbox.pid is not None]

    async def evaluate(self, rules: RuleSet, given: str, progress: Progress | None = None) -> dict[str, RuleResult]:
        """The result of every rule on the input (JSON text), by control id.

        A rule that does not compile, loops, exhausts memory or kills its process is an error of that control alone.

        Raises:
            SandboxStartError: no child process starts.
        """
        return await self._run(rules, given, progress)

    async def compile(self, rules: RuleSet) -> dict[str, str]:
        """What is wrong with the rules that do not compile, by control id; empty when all of them do."""
        results = await self._run(rules, None, None)
        return {control: result.reasons[0] for control, result in results.items() if result.outcome == "error"}

    async def _run(self, rules: RuleSet, given: str | None, progress: Progress | None) -> dict[str, RuleResult]:
        suspects: set[str] = set()
        async with self._borrow() as sandbox:
            results = {} if given is None else await self._together(sandbox, rules, given)
            if results and progress is not None:
                progress(len(results))
            remaining = [control for control in rules.rules if control not in results]
            while remaining:
                try:
                    await sandbox.load(rules)
                except SandboxStopped as stopped:
                    if stopped.certain or rules.digest in suspects:
                        return results | {control: _error(str(stopped)) for control in remaining}
                    suspects.add(rules.digest)
                    continue
                try:
                    async for answer in sandbox.evaluate(rules.digest, remaining, given):
                        results[answer.control] = _COMPILED if _compiled(answer, given) else rule_result(answer)
                        if progress is not None:
                            progress(len(results))
                except SandboxStopped as stopped:
                    suspect = next(control for control in remaining if control not in results)
                    if stopped.certain or suspect in suspects:
                        results[suspect] = _error(str(stopped))
                    suspects.add(suspect)
                remaining = [control for control in remaining if control not in results]
        return {control: results[control] for control in rules.rules}

    async def _together(self, sandbox: Sandbox, rules: RuleSet, given: str) -> dict[str, RuleResult]:
        """The results that one evaluation can give; when it stops the child, each control is left to its own."""
        if rules.digest in self._only_one_by_one:
            return {}
        try:
            await sandbox.load(rules)
            answers = await sandbox.evaluate_together(rules.digest, given)
        except SandboxStopped as stopped:
            if stopped.certain:
                self._only_one_by_one.add(rules.digest)
            return {}
        return {answer.control: rule_result(answer) for answer in answers}

    @contextlib.asynccontextmanager
    async def _borrow(self) -> AsyncGenerator[Sandbox]:
        """A sandbox for one evaluation. An evaluation that was interrupted leaves no half-answered child behind."""
        sandbox = await self._free.get()
        try:
            yield sandbox
        except BaseException:
            await sandbox.stop()
            raise
        finally:
            self._free.put_nowait(sandbox)


_COMPILED = RuleResult("pass", ())


def _compiled(answer: Answer, given: str | None) -> bool:
    return given is None and answer.error is None


def _error(reason: str) -> RuleResult:
    return RuleResult("error", (f"{reason.rstrip('.')}.",))


def _is_outcome(value: object) -> TypeGuard[RuleOutcome]:
    return value in _STATED


def _is_sentences(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and len(value) <= MOST_ENTRIES and all(isinstance(item, str) for item in value)


def _clean(texts: list[str]) -> tuple[str, ...]:
    """The texts without NUL characters, which neither PostgreSQL nor XML can hold."""
    return tuple(text.replace("\0", "\N{REPLACEMENT CHARACTER}") for text in texts)


__all__ = ["Evaluator", "Limits", "Progress", "RuleOutcome", "RuleResult", "RuleSet", "rule_result"]
