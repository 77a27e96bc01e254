"""Routes of objectives."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from server.auth.dependencies import requires
from server.auth.permissions import Permission
from server.http.documentation import problems
from server.http.router import Router
from server.objectives.errors import NothingWatches
from server.objectives.schemas import Objectives
from server.objectives.service import Prometheus, read_objectives
from server.settings import ApiSettings

router = Router(tags=["objectives"])

Window = Annotated[
    str,
    Query(
        pattern=r"^[1-9][0-9]{0,3}[mhdw]$",
        description="Over which time until now: a number and m, h, d or w, like 6h or 28d.",
    ),
]


@router.get("/api/objectives", dependencies=[requires(Permission.OPERATIONS_READ)], responses=problems(404))
async def list_objectives(request: Request, window: Window = "28d") -> Objectives:
    """What is promised, what was achieved in a window, and what is left of the error budget."""
    settings: ApiSettings = request.app.state.settings
    if settings.prometheus_url is None:
        raise NothingWatches
    prometheus = Prometheus(settings.prometheus_url, settings.prometheus_ca_file)
    found = await read_objectives(prometheus, settings.syndic_environment, window)
    return Objectives(environment=settings.syndic_environment, window=window, objectives=found)
