"""A port of a pod as a port of this machine, through the API server.

The connection is made on the pod's own node, inside the pod: network policies stay as closed as they are, and nothing
in the cluster has to be opened for the operator. Bytes are framed as Kubernetes' port-forward protocol over WebSocket
says: a byte for the channel, 0 for data and 1 for errors, and a first frame of each that only repeats the port.

All connections of a tunnel live in one event loop. Where threads read sockets that others close, a number of a closed
one is soon that of a file, and its bytes are lost.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

import httpx2
from anyio.from_thread import start_blocking_portal
from httpx2.websockets._api import AsyncWebSocketSession
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
        self.local_port = 0
        """Where it begins on this machine."""

        self.failure: str | None = None
        """Why the last connection failed, when the API server or the node said so."""

        self._open_client = cluster.open_async_client
        self._path = f"{cluster.path(POD, pod)}/portforward"
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def opened(self) -> AsyncGenerator[Tunnel]:
        """Take connections while the block runs."""
        async with self._open_client() as client:

            def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                task = asyncio.create_task(self._carry(client, reader, writer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

            server = await asyncio.start_server(take, LOOPBACK, 0)
            self.local_port = int(server.sockets[0].getsockname()[1])
            try:
                yield self
            finally:
                server.close()
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(
        self, client: httpx2.AsyncClient, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Carry one connection to its end."""
        try:
            async with client.websocket(
                self._path,
                params={"ports": str(self.port)},
                subprotocols=[PROTOCOL],
                max_message_size_bytes=LARGEST_MESSAGE_BYTES,
            ) as session:
                await self._exchange(session, reader, writer)
        except* WebSocketUpgradeError as refused:
            first = refused.exceptions[0]
            status = first.response.status_code if isinstance(first, WebSocketUpgradeError) else "no upgrade"
            self.failure = f"the API server answers {status}"
        except* (httpx2.HTTPError, HTTPXWSException, OSError) as failed:
            self.failure = self.failure or str(failed.exceptions[0]) or type(failed.exceptions[0]).__name__
        finally:
            writer.close()

    async def _exchange(
        self, session: AsyncWebSocketSession, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Carry bytes both ways until either side has ended."""
        ways = [
            asyncio.create_task(self._inward(session, writer)),
            asyncio.create_task(_outward(session, reader)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _inward(self, session: AsyncWebSocketSession, writer: asyncio.StreamWriter) -> None:
        announced: set[int] = set()
        while True:
            message = await session.receive_bytes()
            channel, data = message[0], message[1:]
            if channel not in announced:
                announced.add(channel)
            elif channel == ERROR:
                self.failure = data.decode(errors="replace").strip()
                return
            else:
                writer.write(data)
                await writer.drain()


async def _outward(session: AsyncWebSocketSession, reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK_BYTES):
            await session.send_bytes(bytes([DATA]) + data)


@contextmanager
def tunnel(cluster: Cluster, pod: str, port: int) -> Generator[Tunnel]:
    """A tunnel to a port of a pod, while the block runs."""
    made = Tunnel(cluster, pod, port)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(made.opened()):
        yield made
