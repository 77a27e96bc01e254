"""Readers and writers that use a platform as fast as it answers, in a process of their own, until told to stop.

`python -m tests.integration.rotate.load STATE_DIRECTORY SYSTEM_ID FILE_OF_HEADERS`. Every failure is one line of the
report; nothing is tried again, so a request that is lost is seen.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from infra.local.certificates import Authority
from infra.local.layout import find_layout
from infra.local.ports import PROXY, read


@dataclass
class Report:
    """What was asked and what came back."""

    requests: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    metrics: list[float] = field(default_factory=list)
    """Values whose writing was acknowledged."""
    evidence: list[str] = field(default_factory=list)
    """Hashes of files whose upload was acknowledged."""


class Load:
    """The users."""

    def __init__(self, url: str, ca_file: Path, system: str, headers: dict[str, str]) -> None:
        self.url = url
        self.context = ssl.create_default_context(cafile=ca_file)
        self.system = system
        self.headers = headers
        self.report = Report()
        self.stop = threading.Event()

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, verify=self.context, headers=self.headers, timeout=30)

    def run(self) -> None:
        users = [self.read, self.read, self.connect, self.write, self.upload]
        threads = [threading.Thread(target=self.repeat, args=(user,), name=user.__name__) for user in users]
        for thread in threads:
            thread.start()
        sys.stdout.write("running\n")
        sys.stdout.flush()
        sys.stdin.readline()
        self.stop.set()
        for thread in threads:
            thread.join()
        sys.stdout.write(json.dumps(vars(self.report)) + "\n")

    def repeat(self, user: Callable[[httpx.Client, int], None]) -> None:
        number = 0
        with self.client() as client:
            while not self.stop.is_set():
                number += 1
                try:
                    user(client, number)
                except httpx.HTTPError as error:
                    self.report.failures.append(f"{threading.current_thread().name}: {type(error).__name__}: {error}")

    def expect(self, answer: httpx.Response, status: int) -> bool:
        self.report.requests[f"{answer.request.method} {answer.status_code}"] += 1
        if answer.status_code != status:
            self.report.failures.append(f"{answer.request.method} {answer.request.url.path}: {answer.text[:300]}")
        return answer.status_code == status

    def read(self, client: httpx.Client, number: int) -> None:
        paths = ("/api/systems", f"/api/systems/{self.system}", "/api/posture")
        self.expect(client.get(paths[number % len(paths)]), 200)

    def connect(self, _client: httpx.Client, _number: int) -> None:
        """A new connection for each request, so that certificates are checked all the time."""
        with self.client() as fresh:
            self.expect(fresh.get("/api/systems?limit=1"), 200)

    def write(self, client: httpx.Client, number: int) -> None:
        body = {"name": "accuracy", "value": number / 1_000_000}
        if self.expect(client.post(f"/api/systems/{self.system}/metrics", json=body), 201):
            self.report.metrics.append(body["value"])

    def upload(self, client: httpx.Client, number: int) -> None:
        """Write to the object store and read from it."""
        content = f"evidence {number}".encode() * 100
        answer = client.post(
            f"/api/systems/{self.system}/evidence",
            params={"kind": "other", "title": f"File {number}"},
            content=content,
            headers={"Content-Type": "text/plain"},
        )
        if self.expect(answer, 201):
            self.report.evidence.append(hashlib.sha256(content).hexdigest())
            self.expect(client.get(f"/api/evidence/{answer.json()['id']}/content"), 200)


def main() -> None:
    state, system, headers = sys.argv[1:]
    layout = find_layout(Path(state))
    url = f"https://localhost:{read(layout.ports_file)[PROXY]}"
    Load(url, Authority(layout.certificates).ca_file, system, json.loads(Path(headers).read_text())).run()


if __name__ == "__main__":
    main()
