"""Waivers: findings that someone answers for, with a reason, until a day."""

from __future__ import annotations

import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from infra.policies.engine import Found
from infra.policies.errors import InvalidWaiversError
from infra.policies.rules import FOLDER

FILE = FOLDER / "waivers.yaml"
LONGEST = datetime.timedelta(days=366)
"""How far ahead a waiver may end: a decision is looked at again at least yearly."""


class Waiver(BaseModel):
    """One waiver."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    """Id of the rule."""

    subject: Annotated[str, StringConstraints(min_length=1)]
    """Address of the resource, or whatever else findings of the rule name; `*` stands for any text."""

    file: str = "*"
    """The file it is found in, from the root of the checkout; `*` stands for any text."""

    owner: Annotated[str, StringConstraints(pattern=r"^\S+@\S+\.\S+$")]
    """E-mail address of who answers for it."""

    reason: Annotated[str, StringConstraints(min_length=20)]
    """Why the rule need not hold here."""

    expires: datetime.date
    """The last day on which it counts."""

    def covers(self, found: Found, file: str) -> bool:
        """Whether it is about a finding."""
        return self.rule == found.rule and _matches(found.subject, self.subject) and _matches(file, self.file)

    def expired(self, today: datetime.date) -> bool:
        """Whether its last day is over."""
        return self.expires < today


class Exclusion(BaseModel):
    """Files below a folder that are not judged when the folder is, such as examples of mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: Annotated[str, StringConstraints(min_length=2)]
    """Path from the root of the checkout; `*` stands for any text."""

    reason: Annotated[str, StringConstraints(min_length=20)]


class Waivers(BaseModel):
    """The file of waivers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    waivers: tuple[Waiver, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    def of(self, found: Found, file: str) -> Waiver | None:
        """The waiver that is about a finding, expired or not."""
        return next((waiver for waiver in self.waivers if waiver.covers(found, file)), None)

    def exclusion_of(self, file: str) -> Exclusion | None:
        """The exclusion a file falls under."""
        return next((exclusion for exclusion in self.excluded if _matches(file, exclusion.files)), None)


def read(path: Path, today: datetime.date, known_rules: frozenset[str]) -> Waivers:
    """The waivers of a file; none when there is no such file.

    Raises:
        InvalidWaiversError: it is not a file of waivers, names a rule that does not exist, or waives for too long.
    """
    if not path.exists():
        return Waivers()
    try:
        waivers = Waivers.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, ValidationError) as error:
        raise InvalidWaiversError(str(path), " ".join(str(error).split())) from error
    for waiver in waivers.waivers:
        if waiver.rule not in known_rules:
            raise InvalidWaiversError(str(path), f"there is no rule {waiver.rule}")
        if waiver.expires > today + LONGEST:
            reason = f"the waiver of {waiver.rule} for {waiver.subject} lasts more than {LONGEST.days} days"
            raise InvalidWaiversError(str(path), reason)
    return waivers


def _matches(text: str, pattern: str) -> bool:
    # Addresses hold brackets, which are part of the text here and never a set of characters.
    return fnmatchcase(text, pattern.replace("[", "[[]"))
