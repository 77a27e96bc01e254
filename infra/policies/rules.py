"""The rules as they stand in the folders, with what each says about itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from infra.policies.errors import RuleMetadataError

FOLDER = Path(__file__).resolve().parent
SUBJECTS = ("terraform", "kubernetes", "containers", "pipelines")
"""What rules are about. Each is a folder, and each kind of input belongs to one."""

PACKAGE = "syndic.policies"
TEST_SUFFIX = "_test"

Severity = Literal["critical", "high", "medium", "low"]
Sentence = Annotated[str, StringConstraints(min_length=10)]

_BLOCK = re.compile(r"\A# METADATA\n(?P<text>(?:#.*\n)+)package (?P<package>[\w.]+)$", re.MULTILINE)


class Controls(BaseModel):
    """The controls of standards that a rule serves, by their ids."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nist_800_53: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d+(\(\d+\))?$")], ...] = Field(
        min_length=1
    )
    """NIST SP 800-53 revision 5."""

    iso_27001: tuple[Annotated[str, StringConstraints(pattern=r"^A\.[5-8]\.\d+$")], ...] = Field(min_length=1)
    """ISO/IEC 27001:2022, Annex A."""


class Custom(BaseModel):
    """What OPA's annotations have no field for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Severity
    fix: Sentence
    controls: Controls
    unknown: Literal["block", "report"] = "report"
    """What a value does that is unknown until apply: `block` fails the gate, `report` is shown."""


class Metadata(BaseModel):
    """The METADATA annotation at the top of a rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Sentence
    """What holds when the rule is kept."""

    description: Sentence
    """Why it has to."""

    custom: Custom


@dataclass(frozen=True)
class Rule:
    """One rule."""

    id: str
    """In kebab case; one of its kind over all subjects."""

    subject: str
    file: str
    """Path from the folder of the policies."""

    source: str
    metadata: Metadata

    @property
    def package(self) -> str:
        """The Rego package that holds it."""
        return f"{PACKAGE}.{self.subject}.{self.id.replace('-', '_')}"


def read_rule(subject: str, file: str, source: str) -> Rule:
    """A rule from its text.

    Raises:
        RuleMetadataError: its annotation is missing or wrong, or it has the package of another file.
    """
    block = _BLOCK.search(source)
    if block is None:
        raise RuleMetadataError(file, "the file does not begin with a METADATA comment and a package")
    try:
        stated = yaml.safe_load("\n".join(line[1:] for line in block["text"].splitlines()))
        metadata = Metadata.model_validate(stated)
    except (yaml.YAMLError, ValidationError) as error:
        raise RuleMetadataError(file, " ".join(str(error).split())) from error
    rule = Rule(Path(file).stem.replace("_", "-"), subject, file, source, metadata)
    if block["package"] != rule.package:
        raise RuleMetadataError(file, f"its package is {block['package']}, not {rule.package}")
    return rule


@cache
def rules(subject: str) -> tuple[Rule, ...]:
    """The rules about a subject, in order of their ids.

    Raises:
        RuleMetadataError: one of them does not say what it must.
    """
    paths = (path for path in sorted((FOLDER / subject).glob("*.rego")) if not path.stem.endswith(TEST_SUFFIX))
    return tuple(read_rule(subject, f"{subject}/{path.name}", path.read_text(encoding="utf-8")) for path in paths)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, subject by subject."""
    return tuple(rule for subject in SUBJECTS for rule in rules(subject))


def library() -> Mapping[str, str]:
    """The Rego modules that rules share, by their path from the folder of the policies."""
    paths = sorted((FOLDER / "library").glob("*.rego"))
    return {
        f"library/{path.name}": path.read_text(encoding="utf-8")
        for path in paths
        if not path.stem.endswith(TEST_SUFFIX)
    }
