"""Notifications of an environment. Nothing here ever fails the operation that is told about."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from infra.environments import reading
from infra.environments.environment import Environment
from infra.errors import OperatorError, TakenBackError
from infra.output import Progress
from infra.scripts.notify.delivery import Delivered, deliver
from infra.scripts.notify.message import Event, Message, run_of_pipeline, whoever_runs_this
from infra.scripts.stores import open_stores
from infra.tree import Tree, checkout
from server.secrets.errors import SecretError, SecretNotFoundError
from server.secrets.references import parse_reference

T = TypeVar("T")


def notify(message: Message, display: Progress) -> list[Delivered]:
    """Tell whoever the environment declares; nobody when it declares no one.

    A service that cannot be reached, an address that cannot be read: each is one line for the operator.

    Raises:
        UnknownEnvironmentError: the environment is not declared.
    """
    environment = reading.read(Tree.of_checkout(checkout()), message.environment).environment
    if environment.integrations.notifications is None:
        return []
    try:
        addresses = _addresses(environment, environment.integrations.notifications.address)
    except SecretNotFoundError:
        return []
    except SecretError as error:
        display.say(f"  Nobody was notified: {error}")
        return []
    delivered = deliver(message, addresses)
    for one in delivered:
        if one.failure:
            display.say(f"  {one.service} was not notified: {one.failure}.")
    return delivered


def announced(environment: str, subject: str, run: Callable[[], T], display: Progress) -> T:
    """Run an operation, and tell people that it has started and how it ended.

    Args:
        environment: where it runs.
        subject: what it is.
        run: does it.
        display: is told who could not be notified.

    Raises:
        OperatorError: the operation failed; whatever it raises.
    """
    started = time.monotonic()

    def tell(event: Event, changes: str = "") -> None:
        seconds = None if event is Event.STARTED else time.monotonic() - started
        message = Message(event, environment, subject, changes, whoever_runs_this(), seconds, run_of_pipeline())
        notify(message, display)

    tell(Event.STARTED)
    try:
        done = run()
    except OperatorError as error:
        tell(Event.TAKEN_BACK if isinstance(error, TakenBackError) else Event.FAILED, str(error))
        raise
    tell(Event.SUCCEEDED)
    return done


def _addresses(environment: Environment, reference: str) -> list[str]:
    """The addresses that a secret holds, one or several separated by blanks; none when it is empty or not set."""
    stores = open_stores(environment)
    try:
        found = parse_reference(reference)
        return stores.of(found).get(found).value.get_secret_value().split()
    finally:
        stores.close()
