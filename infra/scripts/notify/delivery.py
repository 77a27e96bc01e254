"""Hands a message to the services, and never waits longer than it said.

Apprise knows the services (Slack, Teams, e-mail, webhooks and a hundred more) by an address each, which holds its key;
so an address is a secret, and neither it nor what a service answers is ever shown.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from infra.scripts.notify.message import Event, Message

PATIENCE_SECONDS = 10.0
_CONNECT_SECONDS = 4
_READ_SECONDS = 8


@dataclass(frozen=True)
class Delivered:
    """What became of a message."""

    service: str
    """The service's name, without its address."""
    failure: str | None
    """Why it has not taken the message, as a clause; None when it has."""


def deliver(message: Message, addresses: Sequence[str], patience_seconds: float = PATIENCE_SECONDS) -> list[Delivered]:
    """Send a message to every address at once.

    Args:
        message: which.
        addresses: of the services, as Apprise writes them.
        patience_seconds: after this long a service that has not answered is left alone.
    """
    deliveries = [_Delivery(message, address) for address in addresses]
    for delivery in deliveries:
        delivery.start()
    ended = threading.Event()
    watch = threading.Timer(patience_seconds, ended.set)
    watch.daemon = True
    watch.start()
    for delivery in deliveries:
        while delivery.is_alive() and not ended.is_set():
            delivery.join(0.05)
    watch.cancel()
    return [Delivered(delivery.service, delivery.failure) for delivery in deliveries]


class _Delivery(threading.Thread):
    """One service; a thread that ends with the process, however long the service takes."""

    def __init__(self, message: Message, address: str) -> None:
        super().__init__(daemon=True)
        self._message = message
        self._address = address
        self.service = "a service"
        self.failure: str | None = "it has not answered"

    def run(self) -> None:
        """Send it."""
        import apprise

        # What it logs quotes addresses.
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
        service = apprise.Apprise.instantiate(self._with_patience(), suppress_exceptions=True)
        if not isinstance(service, apprise.NotifyBase):
            self.failure = "its address is none that Apprise knows"
            return
        self.service = str(service.service_name)
        kind = apprise.NotifyType(_KINDS[self._message.event])
        sent = service.notify(title=self._message.title, body=self._message.body, notify_type=kind)
        self.failure = None if sent else "it has not taken the message"

    def _with_patience(self) -> str:
        separator = "&" if "?" in self._address else "?"
        return f"{self._address}{separator}cto={_CONNECT_SECONDS}&rto={_READ_SECONDS}"


_KINDS = {
    Event.STARTED: "info",
    Event.SUCCEEDED: "success",
    Event.FAILED: "failure",
    Event.TAKEN_BACK: "failure",
    Event.APPROVAL_NEEDED: "warning",
}
