"""What a plan would do, for people: by module, and first what holds data and what costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from infra.terraform.resource_kinds import COSTLY, HOLDING_DATA

ROOT = "(root)"

_INDEX = re.compile(r"\[[^\]]*\]")


class Effect(StrEnum):
    """What happens to a resource, the gravest first."""

    DESTROY = "destroy"
    REPLACE = "replace"
    FORGET = "forget"
    UPDATE = "update"
    CREATE = "create"


ORDER = tuple(Effect)

_EFFECTS = {
    ("delete",): Effect.DESTROY,
    ("delete", "create"): Effect.REPLACE,
    ("create", "delete"): Effect.REPLACE,
    ("forget",): Effect.FORGET,
    ("create", "forget"): Effect.REPLACE,
    ("update",): Effect.UPDATE,
    ("create",): Effect.CREATE,
}


class Change(BaseModel):
    """One resource that is changed."""

    model_config = ConfigDict(frozen=True)

    address: str
    module: str
    """The module it belongs to, without positions; ROOT for the root module."""

    type: str
    effect: Effect
    holds_data: bool
    costs: bool


class Summary(BaseModel):
    """All that a plan would do."""

    model_config = ConfigDict(frozen=True)

    changes: tuple[Change, ...]
    """What holds data first, then what costs, then the rest; of each the gravest first."""

    drifted: tuple[str, ...]
    """Resources that were changed by somebody else than Terraform since it looked last."""

    def count(self, effect: Effect, module: str | None = None) -> int:
        """How many resources an effect has, of one module or of all."""
        return sum(change.effect is effect and module in (None, change.module) for change in self.changes)

    @property
    def modules(self) -> list[str]:
        """The modules that have a change, the root first."""
        return sorted({change.module for change in self.changes}, key=lambda name: (name != ROOT, name))

    @property
    def noteworthy(self) -> list[Change]:
        """What is read before anything is approved: what holds data or costs, and whatever is lost."""
        grave = (Effect.DESTROY, Effect.REPLACE, Effect.FORGET)
        return [change for change in self.changes if change.holds_data or change.costs or change.effect in grave]

    @property
    def sentence(self) -> str:
        """The plan in a sentence."""
        if not self.changes:
            return "Nothing would change."
        counts = ", ".join(f"{self.count(effect)} to {effect}" for effect in ORDER if self.count(effect))
        lost = [change.address for change in self.changes if change.holds_data and change.effect in LOSING]
        loss = f" DATA IS LOST with {', '.join(lost)}." if lost else ""
        return f"{counts}.{loss}"


LOSING = frozenset({Effect.DESTROY, Effect.REPLACE})


def summarise(plan: Mapping[str, Any]) -> Summary:
    """What a plan would do.

    Args:
        plan: what `terraform show -json` printed.
    """
    drifted = (change["address"] for change in plan.get("resource_drift", []))
    return Summary(changes=tuple(sorted(_changes(plan), key=_rank)), drifted=tuple(sorted(drifted)))


def _changes(plan: Mapping[str, Any]) -> Iterator[Change]:
    for resource in plan.get("resource_changes", []):
        effect = _EFFECTS.get(tuple(resource["change"]["actions"]))
        if resource["mode"] == "managed" and effect is not None:
            module = _INDEX.sub("", resource.get("module_address", "")).replace("module.", "")
            yield Change(
                address=resource["address"],
                module=module or ROOT,
                type=resource["type"],
                effect=effect,
                holds_data=resource["type"] in HOLDING_DATA,
                costs=resource["type"] in COSTLY,
            )


def _rank(change: Change) -> tuple[bool, bool, int, str]:
    return not change.holds_data, not change.costs, ORDER.index(change.effect), change.address
