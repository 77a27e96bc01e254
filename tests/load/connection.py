"""One keep-alive connection over TLS, as little code as a request can cost, so that the load is the platform's."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from typing import cast

import httptools

ANSWER_SECONDS = 30.0


class LostError(Exception):
    """The connection ended, or gave no answer, while a request was under way."""


class Connection(asyncio.Protocol):
    """Sends one request after the other. Nothing is sent again."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._transport: asyncio.Transport | None = None
        self.cookies: dict[str, str] = {}
        """What the answers on this connection have set."""

    @classmethod
    async def open(cls, port: int, context: ssl.SSLContext, host: str = "localhost") -> Connection:
        """Connect to a port of this machine, verify the certificate that is shown, and ask for this host.

        Raises:
            LostError: there is no connection.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                _, protocol = await loop.create_connection(
                    lambda: cls(host), "127.0.0.1", port, ssl=context, server_hostname="localhost"
                )
        except (OSError, TimeoutError) as error:
            raise LostError(f"no connection: {error!r}") from error
        return protocol

    async def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises:
            LostError: there is none.
        """
        if self._transport is None or self._transport.is_closing():
            raise LostError("the connection was closed between two requests")
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._answer
        except TimeoutError as error:
            raise LostError(f"no answer within {ANSWER_SECONDS:g} seconds") from error

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the interface without the class.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(LostError(f"the connection ended: {exc!r}"))

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"set-cookie":
            key, _, content = value.decode().partition(";")[0].partition("=")
            self.cookies[key] = content

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        answer = (self._parser.get_status_code(), b"".join(self._body))
        self._body = []
        self._parser = httptools.HttpResponseParser(self)
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
