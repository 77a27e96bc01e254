"""The example systems, as their files describe them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from infra.local.errors import ExampleError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Part):
    """A public document, and the facts it supports."""

    title: str
    url: str
    publisher: str | None = None
    supports: list[str] = Field(default_factory=list)


class ExampleEvidence(_Part):
    """An evidence file: its text, or the name of a file beside the example."""

    kind: str
    title: str
    text: str | None = None
    file: str | None = None
    source: str

    @model_validator(mode="after")
    def _has_content(self) -> ExampleEvidence:
        if (self.text is None) == (self.file is None):
            raise ValueError("state either text or file")
        return self

    def content(self, directory: Path) -> tuple[bytes, str]:
        """The bytes of the file, and their media type."""
        if self.file is not None:
            return (directory / self.file).read_bytes(), "application/octet-stream"
        return f"{self.title}\n\n{self.text}\n\nSource: {self.source}\n".encode(), "text/plain; charset=utf-8"

    def sha256(self, directory: Path) -> str:
        """Digest of the content."""
        return hashlib.sha256(self.content(directory)[0]).hexdigest()


class ExampleMetric(_Part):
    """A measured value that was published."""

    value: float
    reported_at: str
    source: str


class Example(_Part):
    """An AI system, what is known about it, and what to execute on it."""

    name: str
    purpose: str
    owner: str
    provider: str | None = None
    risk_tier: str
    lifecycle: str
    frameworks: list[str]
    frequency: str
    facts: dict[str, dict[str, Any]]
    sources: list[Source]
    evidence: list[ExampleEvidence]
    metrics: dict[str, ExampleMetric]

    def registration(self) -> dict[str, Any]:
        """The body that registers the system."""
        fields = self.model_dump(mode="json", include={"name", "purpose", "owner", "risk_tier", "lifecycle", "facts"})
        provider = {"provider": self.provider} if self.provider else {}
        sources = [source.model_dump(exclude={"supports"}, exclude_none=True) for source in self.sources]
        return {**fields, **provider, "sources": sources}


def read_examples(directory: Path) -> list[Example]:
    """Every example of a directory, by name of their files.

    Raises:
        ExampleError: a file is not an example; the message names the file and the place in it.
    """
    return [_read_with_files(path) for path in sorted(directory.glob("*.yaml"))]


def _read(path: Path) -> Example:
    try:
        return Example.model_validate(_plain(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except yaml.YAMLError as error:
        raise ExampleError(path, "the file", f"it is not YAML ({error})") from error
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        raise ExampleError(path, ".".join(str(part) for part in problem["loc"]), problem["msg"]) from error


def _read_with_files(path: Path) -> Example:
    example = _read(path)
    for item in example.evidence:
        if item.file is not None and not (path.parent / item.file).is_file():
            raise ExampleError(path, f"evidence {item.title}", f"there is no file {item.file} beside it")
    return example


def _plain(value: Any) -> Any:  # noqa: ANN401 - YAML
    """A value with dates as text, as JSON has them; YAML reads an unquoted one as a date."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
