"""When a secret is due: its age against the policy of its environment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from infra.environments.policies import Rotation, RotationPolicy
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.progress import Known, Progress

State = Literal["current", "due", "rotating", "not rotated"]


@dataclass(frozen=True)
class Standing:
    """Where a secret stands."""

    name: str
    kind: Kind
    state: State
    age: timedelta
    """Since it was rotated, or at least since it was first seen."""
    policy: RotationPolicy | None
    """None when the environment never rotates it."""
    rotated_at: datetime | None
    due_at: datetime | None

    @property
    def attention(self) -> bool:
        """Whether something is to be done."""
        return self.state == "due"


def policy_of(rotation: Rotation, kind: Kind) -> RotationPolicy | None:
    """The policy of an environment for a kind of secret."""
    return getattr(rotation, kind)


def standing(
    credential: Credential, policy: RotationPolicy | None, known: Known, under_way: Progress | None, now: datetime
) -> Standing:
    """Where a secret stands now."""
    since = known.rotated_at or known.first_seen_at
    due_at = since + timedelta(days=policy.maximum_age_days) if policy else None
    state: State = "current"
    if under_way is not None:
        state = "rotating"
    elif due_at is None:
        state = "not rotated"
    elif now >= due_at:
        state = "due"
    return Standing(credential.name, credential.kind, state, now - since, policy, known.rotated_at, due_at)
