"""An environment in two regions that is watched, and the means to break and repair it."""

from __future__ import annotations

import itertools
import signal
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psutil
import psycopg
import yaml

from infra.local import discovery, ports, two_regions
from infra.local.certificates import Authority
from infra.local.composition import Composition
from infra.local.files import write_atomically
from infra.local.layout import Layout, find_main_layout
from infra.local.postgresql import DATABASE, SUPERUSER
from infra.local.supervisor import Supervisor
from tests.integration.local.syndic import Syndic
from tests.integration.local.waiting import until
from tests.integration.monitoring import scaled
from tests.integration.monitoring.receiver import Receiver

REQUESTS_PER_SECOND = 10


@dataclass
class Scene:
    """One watched environment."""

    syndic: Syndic
    receiver: Receiver
    users_path: list[str] = field(default_factory=lambda: ["/"])
    """What users ask for now, one after the other."""

    @property
    def main(self) -> Layout:
        return find_main_layout(self.syndic.state)

    @property
    def authority(self) -> Authority:
        return Authority(self.main.certificates)

    def composed(self, region: str = "one") -> Composition:
        return two_regions.composed(self.main.of_region(region))

    def supervisor(self, region: str = "one") -> Supervisor:
        return Supervisor(self.main.of_region(region))

    def pid(self, service: str, region: str = "one") -> int:
        return until(lambda: self.supervisor(region).processes()[service].pid, f"{service} to run")

    def database(self) -> psycopg.Connection:
        return psycopg.connect(self.composed().cluster.url(SUPERUSER, DATABASE), autocommit=True, connect_timeout=5)

    @contextmanager
    def stopped(self, service: str, region: str = "one", *, killed: bool = False) -> Generator[None]:
        """Have a service not run within the block."""
        supervisor = self.supervisor(region)
        [described] = [each for each in self.composed(region).services if each.name == service]
        if killed:
            psutil.Process(self.pid(service, region)).kill()
        supervisor.remove(service)
        try:
            yield
        finally:
            program = described.configure()
            described.before_start()
            supervisor.add(program)
            until(lambda: described.unready() is None, f"{service} to be ready")

    # What watches.

    @property
    def prometheus(self) -> httpx.Client:
        chosen = ports.read(discovery.layout_of(self.main).ports_file, ports.MONITORING_NAMES)
        trusting = ssl.create_default_context(cafile=self.authority.ca_file)
        return httpx.Client(base_url=f"https://localhost:{chosen['prometheus']}", verify=trusting, timeout=20)

    def query(self, expression: str) -> list[dict[str, Any]]:
        """What an expression is now."""
        with self.prometheus as client:
            answer = client.get("/api/v1/query", params={"query": expression})
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()["data"]["result"]

    def firing(self) -> set[str]:
        """The names of all alerts that fire now, held back or not."""
        return {found["metric"]["alertname"] for found in self.query('ALERTS{alertstate="firing",severity!="none"}')}

    def scale(self) -> None:
        """Give Prometheus the scaled rules, and Alertmanager the receiver, and start both with them."""
        place = discovery.layout_of(self.main)
        home = place.state / "prometheus"
        for path in (home / "rules").glob("*.yaml"):
            write_atomically(path, yaml.safe_dump(scaled.rules(yaml.safe_load(path.read_text()))))
        file = home / "prometheus.yaml"
        write_atomically(file, yaml.safe_dump(scaled.prometheus(yaml.safe_load(file.read_text()))))
        notified = place.state / "alertmanager" / "alertmanager.yaml"
        write_atomically(notified, yaml.safe_dump(self._to_receiver(yaml.safe_load(notified.read_text()))))
        supervisor = Supervisor(place)
        for service in ("prometheus", "alertmanager"):
            psutil.Process(supervisor.processes()[service].pid).send_signal(signal.SIGHUP)
        until(lambda: self.query('up{process="prometheus"}'), "Prometheus to scrape")

    def _to_receiver(self, file: dict[str, Any]) -> dict[str, Any]:
        """Inhibition and grouping as they are; everything goes to the receiver, and soon."""
        route = {"receiver": "test", "group_by": file["route"]["group_by"]}
        pace = {"group_wait": "1s", "group_interval": "1s", "repeat_interval": "1h"}
        hook = {"url": f"http://127.0.0.1:{self.receiver.port}/", "send_resolved": True}
        return {
            "route": {**route, **pace},
            "receivers": [{"name": "test", "webhook_configs": [hook]}],
            "inhibit_rules": file["inhibit_rules"],
        }

    # Those who use it.

    @contextmanager
    def users(self) -> Generator[None]:
        """Somebody asks for something all the time; what is refused or fails is nothing to them."""
        over = threading.Event()
        # They also come when a certificate has expired.
        careless = ssl.create_default_context()
        careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
        url = self.composed().url

        def ask(client: httpx.Client) -> None:
            for turn in itertools.count():
                if over.wait(1 / REQUESTS_PER_SECOND * len(askers)):
                    return
                try:
                    client.get(self.users_path[turn % len(self.users_path)])
                except httpx.HTTPError:
                    continue

        with self.syndic.connect() as platform:
            headers = {"Authorization": platform._client.headers["Authorization"]}
        clients = [httpx.Client(base_url=url, verify=careless, timeout=30, headers=headers) for _ in range(4)]
        askers = [threading.Thread(target=ask, args=(client,), daemon=True) for client in clients]
        for asker in askers:
            asker.start()
        try:
            yield
        finally:
            over.set()
            for asker in askers:
                asker.join()
            for client in clients:
                client.close()

    @contextmanager
    def users_want(self, *paths: str) -> Generator[None]:
        """What users ask for within the block."""
        before = self.users_path
        self.users_path = list(paths)
        try:
            yield
        finally:
            self.users_path = before
