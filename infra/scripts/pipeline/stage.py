"""The record of one stage of a pipeline: what ran, on which commit, with which inputs, and how it ended."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from infra import records
from infra.scripts.pipeline.errors import UnreadableManifestError, WrongInputError, WrongNameError
from infra.version import Version
from server.secrets.scrubbing import KnownSecrets

KIND = "pipeline-stage"
SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST_COMMAND = 1000

_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIAL|PRIVATE|_KEY|^KEY|NOTIFICATIONS", re.IGNORECASE)
_SHAPES = re.compile(
    r"\b(?:syn_[\w-]{32,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|AKIA[A-Z0-9]{16}|eyJ[\w-]{10,}\.[\w.-]+)"
    r"|(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"
)
REMOVED = "[secret]"


@dataclass(frozen=True)
class Stage:
    """A stage that is about to run."""

    name: str
    environment: str
    version: Version
    """What it is about."""
    command: tuple[str, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)
    artifacts: tuple[Mapping[str, str], ...] = ()
    """Images by name and digest, when it is about images."""
    actor: str = ""
    link: str = ""


def named(what: str, name: str) -> str:
    """A name, when records take it.

    Raises:
        WrongNameError: they do not.
    """
    if not SLUG.fullmatch(name):
        raise WrongNameError(what, name)
    return name


def inputs_of(stated: Sequence[str]) -> dict[str, str]:
    """Inputs as they were typed.

    Raises:
        WrongInputError: one is not NAME=VALUE.
    """
    found = {}
    for text in stated:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise WrongInputError(text)
        found[name] = value
    return found


def artifacts_of(manifest: Path) -> tuple[Mapping[str, str], ...]:
    """The images that a release manifest names.

    Raises:
        UnreadableManifestError: it is none.
    """
    try:
        components = json.loads(manifest.read_text())["components"]
        return tuple({"name": str(one["component"]), "digest": str(one["digest"])} for one in components)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableManifestError(manifest, f"{type(error).__name__}") from error


def operation(stage: Stage, began_and_ended: tuple[datetime, datetime], code: int, *, cut_off: bool) -> dict[str, Any]:
    """The record of a stage that has ended.

    Args:
        stage: which.
        began_and_ended: when.
        code: exit code of its command.
        cut_off: whether it was ended from outside, as when somebody cancels the run.
    """
    outcome = "aborted" if cut_off else "succeeded" if code == 0 else "failed"
    ends = {"succeeded": "succeeded", "failed": f"failed with code {code}", "aborted": "was cut off"}
    about = f" of {stage.version.version}" if stage.version.version else ""
    details = {
        "stage": stage.name,
        "version": stage.version.version,
        "revision": stage.version.revision,
        "command": " ".join(stage.command)[:LONGEST_COMMAND],
        "inputs": dict(stage.inputs),
        "exit_code": code,
        "actor": stage.actor,
        "link": stage.link,
        **({"artifacts": [dict(one) for one in stage.artifacts]} if stage.artifacts else {}),
    }
    summary = f"Stage {stage.name}{about} {ends[outcome]}."
    return without_secrets(
        records.record(KIND, stage.environment, began_and_ended, outcome, summary, details=details), os.environ
    )


def without_secrets(value: Any, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON in, the same JSON out
    """The value without what variables hold whose names say secret, and without what has the shape of a known token."""
    known = KnownSecrets()
    for name, held in environment.items():
        if _SECRET_NAME.search(name):
            known.remember(held)
    return _shaped(known.scrub_entry(value))


def _shaped(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _SHAPES.sub(REMOVED, value)
    if isinstance(value, dict):
        return {key: _shaped(item) for key, item in value.items()}
    return [_shaped(item) for item in value] if isinstance(value, list) else value
