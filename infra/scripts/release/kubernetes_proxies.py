"""What the proxies of a cluster measured, one after the other."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Mapping, Sequence

import httpx

from infra import plain_http
from infra.kubernetes.cluster import HTTP_ROUTE, POD, Cluster
from infra.kubernetes.errors import ObjectChangedError
from infra.kubernetes.injection import with_weights
from infra.kubernetes.manifests import Manifest, name_of
from infra.kubernetes.tunnel import tunnel
from infra.kubernetes.workloads import is_ready
from infra.scripts.release import measurements
from infra.scripts.release.analysis import Measured
from infra.scripts.release.errors import ProxyNotMeasuredError, RoutesNotTakenOverError

COMPONENT = "app.kubernetes.io/component"
INTERNAL_PORT = 9000
METRICS_SECONDS = 10.0
RELOAD_SECONDS = 30.0
PATIENCE_SECONDS = 10.0
POLL_SECONDS = 0.1
ATTEMPTS = 10
ROUTE = "syndic"
RELOADS = re.compile(r"^traefik_config_reloads_total (\S+)$", re.M)


def scrape(cluster: Cluster, pod: str) -> str:
    """The metrics of a pod, from the port that only the inside of the cluster reaches.

    Raises:
        ProxyNotMeasuredError: they cannot be read.
    """
    with tunnel(cluster, pod, INTERNAL_PORT) as opened:
        try:
            return plain_http.ask(opened.local_port, "/metrics", METRICS_SECONDS).raise_for_status().text
        except httpx.HTTPError as error:
            raise ProxyNotMeasuredError(f"{pod}: {opened.failure or error}") from error


class Proxies:
    """Every proxy that serves users: pods of the cluster, or proxies outside of it whose metrics are at addresses."""

    def __init__(self, cluster: Cluster, addresses: Sequence[str]) -> None:
        self._cluster = cluster
        self._addresses = addresses
        self._seen: dict[str, dict[str, Measured]] = {}
        """What each proxy had answered for each colour when it was looked at last, also of one that is gone."""

        self._before: dict[str, Measured] = {}
        """What proxies had answered for each colour before they were restarted and counted from nothing."""

    def names(self) -> list[str]:
        """The proxies that are ready."""
        if self._addresses:
            return list(self._addresses)
        return [name_of(pod) for pod in self._cluster.select(POD, {COMPONENT: "proxy"}) if is_ready(pod)]

    def measured(self, colours: Sequence[str]) -> dict[str, Measured]:
        """What all of them answered from the pods of each colour; never less than at an earlier look.

        Raises:
            ProxyNotMeasuredError: one of them does not say, or there is none.
        """
        for name, text in self._texts().items():
            for colour in colours:
                now = measurements.read(text, self._is_of(colour))
                seen = self._seen.setdefault(name, {}).get(colour, Measured())
                if now.requests < seen.requests:
                    self._before[colour] = _sum(self._before.get(colour, Measured()), seen)
                self._seen[name][colour] = now
        return {colour: self._total(colour) for colour in colours}

    def _total(self, colour: str) -> Measured:
        counted = [seen.get(colour, Measured()) for seen in self._seen.values()]
        return functools.reduce(_sum, counted, self._before.get(colour, Measured()))

    def _is_of(self, colour: str) -> Callable[[str], bool]:
        """Tells the services of a colour by what Traefik calls them: after route, rule, namespace and Service."""
        namespace = re.escape(self._cluster.namespace)
        pattern = re.compile(rf"-svc-{namespace}-(?:server|client)-{colour}-\d+@kubernetesgateway$")
        return lambda service: pattern.search(service) is not None

    def share(self, weights: Mapping[str, int]) -> None:
        """Give each colour so much of the traffic, and wait until every proxy has taken that over.

        Raises:
            RoutesNotTakenOverError: one did not.
        """
        before = self._reloads()
        if self._write(weights):
            self._await_reload(before)

    def route(self) -> Manifest | None:
        """The route whose weights are the switch."""
        return self._cluster.get(HTTP_ROUTE, ROUTE)

    def _write(self, weights: Mapping[str, int]) -> bool:
        """Change the weights in the place of what was read; whether that changed anything."""
        for attempt in range(ATTEMPTS):
            found = self.route()
            if found is None:
                raise ProxyNotMeasuredError(f"HTTPRoute {ROUTE} is not there")
            wanted = with_weights(found, weights)
            if wanted["spec"] == found["spec"]:
                # After a conflict it may have been this very run's change whose answer was lost.
                return attempt > 0
            try:
                self._cluster.replace(wanted)
            except ObjectChangedError:
                # Its controller wrote a status in between; nobody else changes weights under the lock.
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return True
        return False

    def _await_reload(self, before: Mapping[str, str]) -> None:
        deadline = time.monotonic() + RELOAD_SECONDS
        while late := [name for name, count in self._reloads().items() if before.get(name) == count]:
            if time.monotonic() > deadline:
                raise RoutesNotTakenOverError(late, RELOAD_SECONDS)
            time.sleep(POLL_SECONDS)

    def _reloads(self) -> dict[str, str]:
        """How often each proxy has taken new routes over."""
        counts: dict[str, str] = {}
        for name, text in self._texts().items():
            found = RELOADS.search(text)
            counts[name] = found[1] if found else ""
        return counts

    def _texts(self) -> dict[str, str]:
        """The metrics of all of them; one that ends while it is read is not one of them any more."""
        read: Callable[[str], str] = _fetch if self._addresses else lambda name: scrape(self._cluster, name)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                names = self.names()
                if not names:
                    raise ProxyNotMeasuredError("no pod of it is ready")
                return {name: read(name) for name in names}
            except ProxyNotMeasuredError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(POLL_SECONDS)


def _fetch(address: str) -> str:
    try:
        return httpx.get(address, timeout=METRICS_SECONDS, trust_env=False).raise_for_status().text
    except httpx.HTTPError as error:
        raise ProxyNotMeasuredError(f"{address}: {error}") from error


def _sum(one: Measured, other: Measured) -> Measured:
    bounds = {*one.within, *other.within}
    return Measured(
        one.requests + other.requests,
        one.failures + other.failures,
        {bound: one.within.get(bound, 0) + other.within.get(bound, 0) for bound in bounds},
    )
