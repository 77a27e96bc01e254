"""The routes about health that are reached from outside: whoever sends users to a region asks them."""

from __future__ import annotations

from typing import Literal

from fastapi import Request
from pydantic import Field

from server.auth.dependencies import public
from server.errors import ServiceUnavailable
from server.http.documentation import problems
from server.http.router import Router
from server.http.schemas import ResponseModel
from server.observability.writes import Writes

router = Router(tags=["health"])


class Health(ResponseModel):
    """That the API answers."""

    status: Literal["serving"] = "serving"
    region: str = Field(description="Region that answers.")


@router.get("/api/health", dependencies=[public()])
async def get_health(request: Request) -> Health:
    """Whether the API answers here. A proxy passes requests to servers that are ready, so one of them is."""
    return Health(region=request.app.state.settings.syndic_region)


@router.get("/api/health/writes", dependencies=[public()], responses=problems(503))
async def get_writes(request: Request) -> Health:
    """Whether the region takes writes. One that stands by serves what can be read, and answers 503 here."""
    writes: Writes = request.app.state.writes
    region = request.app.state.settings.syndic_region
    if not await writes.taken():
        raise ServiceUnavailable(f"The database of {region} takes no writes.")
    return Health(region=region)
