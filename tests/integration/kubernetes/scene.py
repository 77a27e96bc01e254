"""A region in a cluster in memory, with a release that is live, users on it through a real Traefik, and an operator."""

from __future__ import annotations

import copy
import multiprocessing
import os
import signal
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from infra.errors import OperatorError
from infra.kubernetes import injection, manifests
from infra.kubernetes.cluster import Cluster
from infra.kubernetes.injection import Release
from infra.kubernetes.manifests import Manifest, Overlay
from infra.output import Progress
from infra.scripts.release.clusters import problems
from infra.scripts.release.images import Images
from infra.scripts.release.kubernetes_place import KubernetesPlace
from infra.scripts.release.kubernetes_proxies import Proxies
from infra.scripts.release.kubernetes_target import Patience
from infra.scripts.release.plan import Objective, Pace
from infra.scripts.release.progress import Memory
from infra.scripts.release.service import Options, Releases
from infra.tree import checkout
from tests.integration.kubernetes.api_server_in_memory import ApiServerInMemory
from tests.integration.kubernetes.connected import in_memory
from tests.integration.kubernetes.controllers_in_memory import COMPONENT, ControllersInMemory
from tests.integration.kubernetes.gateway import NAMESPACE, certificate, eventually, free_port, proxy, secret
from tests.integration.kubernetes.platform_in_memory import Behaviour

OVERLAY = Overlay("staging", "eu-central-1")
FIRST = "1.0.0"
OBJECTIVE = Objective(availability_percent=99, latency_seconds=1, latency_percent=90)
QUICK = Options(Pace(shares=(20, 100), watch_seconds=1, hold_seconds=0.5))
PATIENCE = Patience(ready=15, leave=15, poll=0.05, job=5)
LEASE_SECONDS = 3
PATIENCE_SECONDS = 3.0
"""How long the API server may be away."""

FORK = multiprocessing.get_context("fork")


def release(version: str) -> Release:
    """A version whose images are told from those of every other."""
    digit = f"{abs(hash(version)) % 16**8:08x}"
    names = ("server", "client", "worker", "cron", "migrate", "operator")
    images = {f"syndic-{one}": f"registry.example.com/syndic-{one}@sha256:{digit * 8}" for one in names}
    return Release(version, images, f"revision-of-{version}")


class KnownImages(Images):
    """Images of the tests: every version that begins with a digit or is bad in a way that has a name is known."""

    def _stated(self, version: str) -> Release | None:
        return None if version.startswith("unknown") else release(version)


class Users:
    """What users saw."""

    def __init__(self) -> None:
        self.requests = 0
        self.failures: list[str] = []


class Deploying:
    """A release in a process of its own."""

    def __init__(self, deploy: Callable[[], object]) -> None:
        self._said, said = FORK.Pipe(duplex=False)

        def run() -> None:
            try:
                deploy()
                said.send(None)
            except OperatorError as error:
                said.send(type(error).__name__)
            os._exit(0)

        self._process = FORK.Process(target=run)
        self._process.start()
        said.close()

    def error(self) -> str | None:
        """Wait for its end; the name of what ended it, None when it succeeded."""
        found = self._said.recv()
        self._process.join()
        return found


class Scene:
    """One region."""

    def __init__(self, api: ApiServerInMemory, controllers: ControllersInMemory, url: str, trust: Path) -> None:
        self.api = api
        self.controllers = controllers
        self.url = url
        self.trust = trust
        self.rendered: list[Manifest] = []
        self._problems: list[str] | None = None

    @property
    def behaviours(self) -> dict[str, Behaviour]:
        return self.controllers.behaviours

    def cluster(self) -> Cluster:
        return in_memory(self.api.port, NAMESPACE, PATIENCE_SECONDS)

    def place(self, directory: Path, overlay: Overlay = OVERLAY, patience: Patience = PATIENCE) -> KubernetesPlace:
        cluster = self.cluster()
        return KubernetesPlace(
            overlay,
            lambda: copy.deepcopy(self.rendered),
            self._judged,
            cluster,
            KnownImages(cluster, None),
            Proxies(cluster, ()),
            directory,
            patience,
            standby=False,
            lease_seconds=LEASE_SECONDS,
        )

    def releases(self, directory: Path, place: KubernetesPlace | None = None) -> Releases:
        place = place or self.place(directory)
        return Releases("staging", place, OBJECTIVE, Progress(quiet=True), region=OVERLAY.region)

    def live(self) -> tuple[str, str]:
        """Colour and version that have all users, with everything of the other colour gone."""
        route = self.api.find("HTTPRoute", "syndic")
        assert route is not None
        weights = injection.weights(route)
        (colour,) = (one for one, weight in weights.items() if weight == 100)
        names = [f"{process}-{injection.other(colour)}" for process in ("server", "client", "worker", "cron")]
        left = [one for one in names if (self.api.find("Deployment", one) or {"spec": {}})["spec"].get("replicas")]
        assert left == []
        for process in ("server", "client", "worker", "cron"):
            deployment = self.api.find("Deployment", f"{process}-{colour}")
            assert deployment is not None
            assert deployment["spec"]["replicas"] > 0, process
        server = self.api.find("Deployment", f"server-{colour}")
        assert server is not None
        return colour, server["metadata"]["annotations"][injection.RELEASED]

    @contextmanager
    def users(self, threads: int = 2) -> Generator[Users]:
        """Readers of API and console, on kept and on new connections, while the block runs."""
        seen, stop = Users(), threading.Event()
        context = ssl.create_default_context(cafile=str(self.trust))

        def use(number: int) -> None:
            while not stop.is_set():
                with httpx.Client(base_url=self.url, verify=context, trust_env=False, timeout=20) as client:
                    client.headers["Authorization"] = "Bearer operator"
                    for turn in range(20):
                        self._ask(client, "/" if (turn + number) % 4 == 0 else "/api/frameworks", seen)
                        if stop.wait(0.02):
                            break

        running = [threading.Thread(target=use, args=(number,), daemon=True) for number in range(threads)]
        for one in running:
            one.start()
        try:
            eventually(lambda: seen.requests > 20, "users are served")
            yield seen
        finally:
            stop.set()
            for one in running:
                one.join()

    def killed_after(self, writes: int, directory: Path, version: str, options: Options) -> int | None:
        """Deploy in a process that is killed when it has remembered so much; its exit code when it ended before."""

        def run() -> None:
            write, left = Memory._write, [writes]

            def counting(memory: Memory, book: object) -> None:
                write(memory, book)  # ty: ignore[invalid-argument-type]
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            Memory._write = counting  # ty: ignore[invalid-assignment]
            try:
                self.releases(directory).deploy(version, options)
            except OperatorError:
                os._exit(1)
            os._exit(0)

        process = FORK.Process(target=run)
        process.start()
        process.join(120)
        assert process.exitcode is not None
        return None if process.exitcode == -signal.SIGKILL else process.exitcode

    def _judged(self, rendered: list[Manifest]) -> list[str]:
        """What the gate finds; the objects are the same in every test, so it is asked once."""
        if self._problems is None:
            self._problems = problems(OVERLAY, rendered)
        return self._problems

    def deploying(self, directory: Path, version: str, options: Options) -> Deploying:
        """Deploy in a process of its own."""
        return Deploying(lambda: self.releases(directory).deploy(version, options))

    @staticmethod
    def _ask(client: httpx.Client, path: str, seen: Users) -> None:
        seen.requests += 1
        try:
            answer = client.get(path)
            if answer.status_code != 200:
                seen.failures.append(f"{path}: {answer.status_code} {answer.text[:60]}")
        except httpx.HTTPError as error:
            seen.failures.append(f"{path}: {error!r}")


@contextmanager
def region(folder: Path, change: Callable[[list[Manifest]], None] = lambda _objects: None) -> Generator[Scene]:
    """A region that serves the first release on blue."""
    with ExitStack() as stack:
        internal, public = certificate(folder, "server.syndic.svc"), certificate(folder, "localhost")
        rendered = manifests.render(checkout(), OVERLAY)
        port, internal_port = free_port(), free_port()
        live = injection.with_release(injection.with_live(copy.deepcopy(rendered), "blue"), release(FIRST))
        next(one for one in live if one["kind"] == "Gateway")["spec"]["listeners"][0]["port"] = port
        api = ApiServerInMemory([])
        controllers = ControllersInMemory(api, internal)
        stack.callback(controllers.stop)
        change(live)
        for manifest in live:
            if not (manifest["kind"] == "Deployment" and manifest["metadata"]["name"] == "proxy"):
                api.put(manifest)
        api.put(secret("gateway-tls", public))
        authority = {"ca.crt": internal.certificate.read_text()}
        metadata = {"name": "internal-authority", "namespace": NAMESPACE}
        api.put({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": authority})
        api.put(_proxy_pod())
        api.ports["proxy-1", 9000] = internal_port
        stack.enter_context(api.serving())
        addresses = {":8443": f"127.0.0.1:{port}", ":9000": f"127.0.0.1:{internal_port}"}
        stack.enter_context(proxy(live, api.port, addresses, folder))
        scene = Scene(api, controllers, f"https://localhost:{port}", public.certificate)
        scene.rendered = rendered
        eventually(lambda: _serves(scene), "the first release serves")
        yield scene


def _proxy_pod() -> Manifest:
    labels = {"app.kubernetes.io/name": "syndic", COMPONENT: "proxy"}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "proxy-1", "namespace": NAMESPACE, "labels": labels, "owner": "proxy"},
        "spec": {"containers": []},
        "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]},
    }


def _serves(scene: Scene) -> bool:
    context = ssl.create_default_context(cafile=str(scene.trust))
    headers = {"Authorization": "Bearer operator"}
    try:
        with httpx.Client(base_url=scene.url, verify=context, trust_env=False, headers=headers) as client:
            return client.get("/api/systems").status_code == 200 and client.get("/").status_code == 200
    except httpx.TransportError:
        return False
