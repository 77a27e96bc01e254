"""`syndic notify`. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.options import Environment, Json
from infra.scripts.notify.message import Event


def notify(
    event: Annotated[Event, typer.Argument(help="What happened.")],
    subject: Annotated[str, typer.Argument(help="What it happened to, such as 'release of v1.4.0'.")],
    environment: Environment = "development",
    changes: Annotated[str, typer.Option("--changes", help="What changes, or why it ended so.")] = "",
    link: Annotated[str, typer.Option("--link", help="Where to read more; the pipeline's run when absent.")] = "",
    json: Json = False,
) -> None:
    """Tell the people an environment declares what an operation does. A service that is down is no failure.

    Example: syndic notify approval-needed "release of v1.4.0" -e production
    """
    from infra.output import Progress, print_json, print_text
    from infra.scripts.notify import service
    from infra.scripts.notify.message import Message, run_of_pipeline, whoever_runs_this

    message = Message(event, environment, subject, changes, whoever_runs_this(), link=link or run_of_pipeline())
    delivered = service.notify(message, Progress(quiet=json))
    if json:
        print_json([{"service": one.service, "failure": one.failure} for one in delivered])
        return
    taken = sum(1 for one in delivered if one.failure is None)
    print_text(f"Notified {taken} of {len(delivered)} services." if delivered else nobody(environment))


def nobody(environment: str) -> str:
    """Why nobody was notified, as a sentence."""
    from infra.scripts.errors import ON_THIS_MACHINE
    from infra.scripts.notify.message import VARIABLE

    why = f" {VARIABLE} is not set." if environment == ON_THIS_MACHINE else ""
    return f"Nobody is to be notified.{why}"
