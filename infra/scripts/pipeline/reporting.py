"""One issue for a pipeline that fails, however often it does; closed when it succeeds again."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from infra.scripts.pipeline.code_host import CodeHost, Issue

LABEL = "pipeline"
GOOD = frozenset({"success", "skipped"})


class Done(StrEnum):
    """What became of the issue."""

    OPENED = "opened"
    COMMENTED = "commented"
    CLOSED = "closed"
    NOTHING = "nothing"


def title_of(name: str) -> str:
    """The title by which the issue of a run is found again."""
    return f"Pipeline fails: {name}"


def failed(outcomes: Sequence[str]) -> bool:
    """Whether any job of a run did not succeed. A run of no known job has not succeeded either."""
    return not outcomes or any(outcome not in GOOD for outcome in outcomes)


def report(host: CodeHost, name: str, outcomes: Sequence[str], link: str) -> tuple[Done, Issue | None]:
    """Bring the issue of a run in line with how it ended."""
    title = title_of(name)
    known = host.find(title, LABEL)
    ended = ", ".join(outcomes) or "unknown"
    if failed(outcomes):
        if known is not None:
            host.comment(known, f"It failed again ({ended}): {link}")
            return Done.COMMENTED, known
        body = (
            f"The pipeline `{name}` did not succeed ({ended}): {link}\n\n"
            "Later failures are comments here; the next success closes this. What to do: docs/guides/pipelines.md."
        )
        return Done.OPENED, host.create(title, LABEL, body)
    if known is None:
        return Done.NOTHING, None
    host.comment(known, f"It succeeds again: {link}")
    host.close(known)
    return Done.CLOSED, known
