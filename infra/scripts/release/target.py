"""What the engine needs of the place a release goes to. Every action can be repeated without harm."""

from __future__ import annotations

from typing import Protocol

from infra.scripts.release.analysis import Sample
from infra.scripts.release.plan import Plan, Sides


class Target(Protocol):
    """A place with two colours."""

    def migrate(self, plan: Plan) -> None:
        """Apply what the new release needs of the schema, and take nothing from the old one."""

    def prove_old(self, plan: Plan) -> None:
        """Prove that the old release works on the new schema."""

    def start_new(self, plan: Plan) -> None:
        """Start the new colour's servers and console, and wait until they are ready."""

    def smoke(self, plan: Plan) -> None:
        """Test the new colour directly, while it has no users."""

    def shift(self, plan: Plan, percent: int) -> None:
        """Give the new colour so much of the traffic, and the old one the rest."""

    def sample(self, sides: Sides) -> Sample:
        """Look at what both colours answered, and whether the new one's processes ended."""

    def hand_over(self, plan: Plan, *, back: bool) -> None:
        """Have the new colour do the work, or with `back` the old one again; no job is lost in between."""

    def stop(self, plan: Plan, *, new: bool) -> None:
        """Wait until a colour has no request left, and stop it."""

    def record(self, body: dict[str, object], *, key: str) -> None:
        """Record the operation in the platform, once per key."""
