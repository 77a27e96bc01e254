"""A port of a pod as a port of this machine, through the API server.

The connection is made on the pod's own node, inside the pod: network policies stay as closed as they are, and nothing
in the cluster has to be opened for the operator. Bytes are framed as Kubernetes' port-forward protocol over WebSocket
says: a byte for the channel, 0 for data and 1 for errors, and a first frame of each that only repeats the port.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import httpx2
from httpx2.websockets._api import WebSocketSession
from httpx2.websockets._exceptions import HTTPXWSException, WebSocketUpgradeError

from infra.kubernetes.cluster import POD, Cluster

PROTOCOL = "v4.channel.k8s.io"
DATA, ERROR = 0, 1
CHUNK_BYTES = 32 * 1024
LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024
LOOPBACK = "127.0.0.1"


class Tunnel:
    """An open tunnel."""

    def __init__(self, cluster: Cluster, pod: str, port: int) -> None:
        self.pod = pod
        self.port = port
        self.failure: str | None = None
        """Why the last connection failed, when the API server or the node said so."""

        self._client = cluster.client
        self._path = f"{cluster.path(POD, pod)}/portforward"
        self._listener = socket.create_server((LOOPBACK, 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def local_port(self) -> int:
        """Where it begins on this machine."""
        return int(self._listener.getsockname()[1])

    def close(self) -> None:
        """Take no more connections."""
        # Only that wakes up a thread that waits for one.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        """Carry one connection to its end."""
        try:
            with (
                connection,
                self._client.websocket(
                    self._path,
                    params={"ports": str(self.port)},
                    subprotocols=[PROTOCOL],
                    max_message_size_bytes=LARGEST_MESSAGE_BYTES,
                ) as session,
            ):
                threading.Thread(target=_outward, args=(connection, session), daemon=True).start()
                self._inward(connection, session)
        except WebSocketUpgradeError as error:
            self.failure = f"it answers {error.response.status_code}"
        except (httpx2.HTTPError, HTTPXWSException, OSError) as error:
            self.failure = self.failure or str(error) or type(error).__name__

    def _inward(self, connection: socket.socket, session: WebSocketSession) -> None:
        announced: set[int] = set()
        while True:
            message = session.receive_bytes()
            channel, data = message[0], message[1:]
            if channel not in announced:
                announced.add(channel)
            elif channel == ERROR:
                self.failure = data.decode(errors="replace").strip()
                return
            else:
                connection.sendall(data)


def _outward(connection: socket.socket, session: WebSocketSession) -> None:
    with contextlib.suppress(OSError, httpx2.HTTPError, HTTPXWSException):
        while data := connection.recv(CHUNK_BYTES):
            session.send_bytes(bytes([DATA]) + data)
        session.close()


@contextmanager
def tunnel(cluster: Cluster, pod: str, port: int) -> Generator[Tunnel]:
    """A tunnel to a port of a pod, while the block runs."""
    opened = Tunnel(cluster, pod, port)
    try:
        yield opened
    finally:
        opened.close()
