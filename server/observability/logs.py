"""JSON logs on standard output: one object a line, the same fields in every process."""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.types import EventDict, Processor

from server.observability.metrics import LOG_ENTRIES
from server.secrets.scrubbing import scrub_secrets
from server.settings import ProcessSettings

_QUIET_LOGGERS = {"uvicorn.access": logging.WARNING, "uvicorn.error": logging.WARNING, "alembic": logging.WARNING}

_COUNTED_AS = {"warning": "warning", "error": "error", "critical": "error"}
for _level in set(_COUNTED_AS.values()):
    LOG_ENTRIES.labels(_level)  # Shown from the start, so that a first burst is a rise.


def configure_logs(settings: ProcessSettings, *, process: str) -> None:
    """Send structlog's and the standard library's log entries to standard output as JSON.

    Args:
        settings: Says the level and where the process runs.
        process: Name of the process, part of every entry.
    """
    place = {
        "process": process,
        "environment": settings.syndic_environment,
        "region": settings.syndic_region,
        "release": settings.syndic_release,
        "colour": settings.syndic_colour,
    }

    def add_place(_logger: Any, _method: str, entry: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
        return {**place, **entry}

    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=None),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        add_place,
        scrub_secrets,
        _count,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_dumps),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    for name, level in _QUIET_LOGGERS.items():
        logging.getLogger(name).setLevel(level)


def _count(_logger: Any, _method: str, entry: EventDict) -> EventDict:  # noqa: ANN401 - structlog's signature
    if counted := _COUNTED_AS.get(entry["level"]):
        LOG_ENTRIES.labels(counted).inc()
    return entry


def _dumps(entry: Any, **_options: Any) -> str:  # noqa: ANN401 - structlog's signature
    return orjson.dumps(entry, default=str, option=orjson.OPT_NON_STR_KEYS).decode(errors="replace")
