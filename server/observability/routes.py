"""The one route about health that is reached from outside: whoever sends users to a region asks it."""

from __future__ import annotations

from typing import Literal

from server.auth.dependencies import public
from server.http.router import Router
from server.http.schemas import ResponseModel

router = Router(tags=["health"])


class Health(ResponseModel):
    """That the API answers."""

    status: Literal["serving"] = "serving"


@router.get("/api/health", dependencies=[public()])
async def get_health() -> Health:
    """Whether the API answers here. A proxy passes requests to servers that are ready, so one of them is."""
    return Health()
