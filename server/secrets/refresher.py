"""Keeps the secrets of a running process current.

async with refreshing(settings) as refresher:
    refresher.subscribe(["database_url"], lambda current: pool.replace(current.database_url))
    …
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import logging
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from server.secrets.loading import build, held_values, secret_settings
from server.secrets.metrics import LAST_REFRESH, LAST_TAKEOVER, show_ages
from server.secrets.resolution import Resolution, resolve
from server.secrets.scrubbing import KNOWN
from server.secrets.stores import LoadedSecrets
from server.settings import ProcessSettings
from server.settings_errors import SettingsError, by_cause

log = logging.getLogger(__name__)

S = TypeVar("S", bound=ProcessSettings)

_SHORTEST_WAIT_SECONDS = 1.0


@dataclass
class _Subscription(Generic[S]):
    names: tuple[str, ...]
    callback: Callable[[S], Awaitable[None] | None]
    delivered: dict[str, Any]


class Refresher(Generic[S]):
    """Reads the secrets of settings again, in the environment, the dotenv file and the stores.

    A store that is out changes nothing: the last value stays in use, the failure is counted and logged, and the next
    refresh asks again. The same holds for a new value that is not valid. Settings that `load_settings` did not make
    have nowhere to be read from and stay as they are.
    """

    def __init__(self, settings: S) -> None:
        self._settings = settings
        self._loaded = settings.loaded_secrets
        self._reading = threading.Lock()
        self._subscriptions: list[_Subscription[S]] = []
        self._watches: list[Callable[[], None]] = []
        self._usable = True
        self._failures = 0

    @property
    def settings(self) -> S:
        """The settings with the current secrets. Others than secrets stay as they were at the start."""
        return self._settings

    def subscribe(self, names: Iterable[str], callback: Callable[[S], Awaitable[None] | None]) -> None:
        """Call back with the new settings whenever one of these secrets changed.

        The callback runs on the event loop. When it raises, that is logged, and it is called again with the then
        current settings at the next refresh, until it succeeds once.

        Args:
            names: secret settings, as fields of the settings class are named.
            callback: a function or coroutine function.

        Raises:
            ValueError: a name is not a secret setting of this process.
        """
        names = tuple(names)
        known = secret_settings(type(self._settings))
        if unknown := sorted(set(names) - set(known)):
            raise ValueError(
                f"Not secret settings of this process: {', '.join(unknown)}. There are: {', '.join(known)}."
            )
        self._subscriptions.append(_Subscription(names, callback, self._values(names)))

    def watch(self, callback: Callable[[], None]) -> None:
        """Call back at every refresh, for what changes behind a setting, such as the content of a file it names.

        The callback runs in a thread and says by an exception that it could not take something over; it is called
        again at the next refresh.
        """
        self._watches.append(callback)

    async def run(self) -> None:
        """Refresh for ever: at the interval of SECRETS_REFRESH_SECONDS, and earlier when a token or lease wants it."""
        while True:
            await asyncio.sleep(self._wait_seconds())
            try:
                await self.refresh()
            except Exception:
                log.exception("Secrets could not be refreshed, the last values stay in use.")

    async def refresh(self) -> None:
        """Refresh once, and tell the subscribers what changed. Never raises for a failing store or subscriber."""
        began = time.time()
        await asyncio.to_thread(self._read)
        watched = [await asyncio.to_thread(_succeeds, callback) for callback in self._watches]
        for subscription in self._subscriptions:
            await self._deliver(subscription)
        delivered = all(each.delivered == self._values(each.names) for each in self._subscriptions)
        if self._failures == 0 and self._usable and all(watched) and delivered:
            LAST_TAKEOVER.set(began)

    def close(self) -> None:
        """Give back tokens and leases of this process. Credentials a store made for it are refused from then on."""
        with self._reading:
            if self._loaded is not None:
                self._loaded.stores.close()
                self._loaded = None

    def _wait_seconds(self) -> float:
        interval = self._settings.secrets_refresh_seconds
        due = self._loaded.stores.renewal_due_seconds() if self._loaded is not None else None
        # While a store is out, what is overdue is asked for ever more rarely.
        pause = _SHORTEST_WAIT_SECONDS * 2 ** min(self._failures, 10)
        return min(interval, max(pause, interval if due is None else due))

    def _read(self) -> None:
        with self._reading:
            if self._loaded is not None:
                self._read_again(self._loaded)

    def _read_again(self, loaded: LoadedSecrets) -> None:
        kind = type(self._settings)
        resolution = resolve(held_values(kind), loaded.stores)
        self._report(resolution)
        last = {name: loaded.values[name] for name in resolution.failures if name in loaded.values}
        values = {**last, **resolution.values}
        if values == loaded.values:
            # As nearly always. To build the settings again holds up every request for a moment.
            self._usable = True
            show_ages(resolution.created_at)
            return
        try:
            current = build(kind, values)
        except SettingsError as error:
            log.error("Secrets were read and cannot be used; the last ones stay in use. %s", error)
            self._usable = False
            return
        self._usable = True
        loaded.values.update(values)
        changed = {
            name: getattr(current, name)
            for name in secret_settings(kind)
            if getattr(current, name) != getattr(self._settings, name)
        }
        KNOWN.remember_all(current)
        show_ages(resolution.created_at)
        if changed:
            self._settings = self._settings.model_copy(update=changed)
            log.info("Secrets changed: %s", _variables(changed))

    def _report(self, resolution: Resolution) -> None:
        if resolution.failures:
            self._failures += 1
            for cause, names in by_cause(resolution.failures).items():
                log.warning(
                    "Secrets cannot be refreshed, the last values stay in use: %s: %s", _variables(names), cause
                )
        else:
            self._failures = 0
            LAST_REFRESH.set_to_current_time()

    async def _deliver(self, subscription: _Subscription[S]) -> None:
        current = self._values(subscription.names)
        if current == subscription.delivered:
            return
        try:
            answer = subscription.callback(self._settings)
            if inspect.isawaitable(answer):
                await answer
        except Exception:  # whatever a subscriber raises, the process goes on with what it has
            log.exception(
                "A change of secrets was not taken over and is offered again: %s", _variables(subscription.names)
            )
        else:
            subscription.delivered = current

    def _values(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: getattr(self._settings, name) for name in names}


@contextlib.asynccontextmanager
async def refreshing(settings: S) -> AsyncGenerator[Refresher[S]]:
    """Keep the secrets of a process current while the block runs, then give back what stores handed out for it."""
    refresher = Refresher(settings)
    running = asyncio.create_task(refresher.run())
    try:
        yield refresher
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await asyncio.to_thread(refresher.close)


def _variables(names: Iterable[str]) -> str:
    return ", ".join(sorted(name.upper() for name in names))


def _succeeds(callback: Callable[[], None]) -> bool:
    try:
        callback()
    except Exception:
        log.exception("A change was not taken over and is offered again.")
        return False
    return True
