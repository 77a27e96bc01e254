"""Bodies of the routes of objectives."""

from __future__ import annotations

from pydantic import Field

from server.http.schemas import ResponseModel


class Objective(ResponseModel):
    """One promise, and how it was kept in a window."""

    objective: str = Field(description="Its name.")
    target: float = Field(description="Share of requests or of time in which it is to be kept, between 0 and 1.")
    achieved: float | None = Field(description="The share in which it was; null when nothing was measured.")
    budget_left: float | None = Field(
        description="What is left of what may go wrong in the window: 1 all, 0 nothing, below 0 the promise is broken."
    )
    burn: float | None = Field(description="How many times faster than allowed that was spent in the window.")


class Objectives(ResponseModel):
    """Every promise of an environment."""

    environment: str
    window: str
    objectives: list[Objective]
