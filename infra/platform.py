"""The operator's client of the platform's HTTP API."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.errors import PlatformAnswerError, PlatformRefusedError, PlatformUnreachableError

TIMEOUT_SECONDS = 30.0
CONNECT_ATTEMPTS = 3
PAGE = 200

M = TypeVar("M", bound=BaseModel)


class Answer(BaseModel):
    """Part of an answer of the API: fields this client has no use for are left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Summary(Answer):
    """How many controls of an execution ended how."""

    passed: int = Field(alias="pass")
    fail: int
    not_applicable: int
    needs_evidence: int
    error: int


class System(Answer):
    """A registered AI system."""

    id: str
    name: str
    version: int = 1


class Evidence(Answer):
    """An evidence file."""

    id: str
    kind: str
    title: str
    sha256: str


class Progress(Answer):
    """How far an execution is."""

    decided: int
    total: int


class Metric(Answer):
    """A measured value."""

    name: str
    value: float
    reported_at: datetime


class Framework(Answer):
    """A published framework."""

    id: str
    title: str


class FrameworkPosture(Answer):
    """The latest execution of a framework on a system."""

    framework_id: str
    status: str
    summary: Summary | None
    score: float | None


class SystemPosture(Answer):
    """A system and its frameworks."""

    id: str
    name: str
    risk_tier: str
    frameworks: list[FrameworkPosture]


class FrameworkTotals(Answer):
    """A framework over all systems."""

    id: str
    title: str
    systems: int
    summary: Summary
    score: float | None


class Posture(Answer):
    """Where every system stands."""

    as_of: datetime
    frameworks: list[FrameworkTotals]
    systems: list[SystemPosture]


class Execution(Answer):
    """A framework run against a system."""

    id: str
    system_id: str
    system_name: str
    framework_id: str
    status: str
    progress: Progress | None = None
    summary: Summary | None = None
    score: float | None = None
    failure: str | None = None

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.status in {"completed", "failed"}


class Finding(Answer):
    """Something the verification of the audit chain found."""

    kind: str
    subject: str
    detail: str


class Verification(Answer):
    """The result of verifying the audit chain."""

    intact: bool
    entries_checked: int
    objects_checked: int
    head_sequence: int
    head_hash: str
    findings: list[Finding]
    findings_total: int
    started_at: datetime
    finished_at: datetime


class Platform(AbstractContextManager["Platform"]):
    """A connection to the platform, as whoever the token belongs to."""

    def __init__(self, url: str, ca_file: Path, token: str | None = None) -> None:
        self.url = url
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            context = ssl.create_default_context(cafile=ca_file)
        except OSError as error:
            raise PlatformUnreachableError(url, f"{ca_file} cannot be read") from error
        self._client = httpx.Client(
            base_url=url,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            transport=httpx.HTTPTransport(verify=context, retries=CONNECT_ATTEMPTS),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._client.close()

    def sign_in(self, email: str, password: str) -> None:
        """Go on as the account with these credentials."""
        session = self.request("POST", "/api/auth/sessions", json={"email": email, "password": password})
        self._client.headers["X-CSRF-Token"] = session["csrf_token"]

    def sign_out(self) -> None:
        """End the session of `sign_in`."""
        self.request("DELETE", "/api/auth/session")
        self._client.headers.pop("X-CSRF-Token", None)

    def create_token(self, name: str, role: str, days: int) -> str:
        """Make an API token; it is never shown again."""
        body = {"name": name, "role": role, "expires_in_days": days}
        return str(self.request("POST", "/api/tokens", json=body)["token"])

    def get(self, model: type[M], path: str, **parameters: str | int) -> M:
        """One resource."""
        return self._read(model, self.request("GET", path, params=parameters))

    def post(self, model: type[M], path: str, body: object, timeout_seconds: float = TIMEOUT_SECONDS) -> M:
        """Create something, or have something done."""
        return self._read(model, self.request("POST", path, json=body, timeout=timeout_seconds))

    def list(self, model: type[M], path: str, **parameters: str) -> Iterator[M]:
        """All items of a list, page by page."""
        cursor: str | None = None
        while True:
            page = {"limit": PAGE, **parameters, **({"cursor": cursor} if cursor else {})}
            answer = self.request("GET", path, params=page)
            for item in answer["items"]:
                yield self._read(model, item)
            cursor = answer["next_cursor"]
            if cursor is None:
                return

    def upload(self, model: type[M], path: str, content: bytes, media_type: str, parameters: Mapping[str, str]) -> M:
        """Send a file."""
        headers = {"Content-Type": media_type}
        return self._read(model, self.request("POST", path, content=content, headers=headers, params=parameters))

    def request(self, method: str, path: str, **options: Any) -> Any:  # noqa: ANN401 - passed on to httpx; JSON
        """Any call of the API.

        Returns:
            The JSON value of the answer; None when it has no body.

        Raises:
            PlatformUnreachableError: no answer came.
            PlatformRefusedError: the answer is an error.
            PlatformAnswerError: the answer is not what the API promises.
        """
        try:
            response = self._client.request(method, path, **options)
        except httpx.HTTPError as error:
            raise PlatformUnreachableError(self.url, str(error) or type(error).__name__) from error
        if response.is_error:
            raise PlatformRefusedError(method, path, response.status_code, _detail(response))
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError as error:
            raise PlatformAnswerError(method, path, "it is not JSON") from error

    def _read(self, model: type[M], value: Any) -> M:  # noqa: ANN401 - JSON
        try:
            return model.model_validate(value)
        except ValidationError as error:
            problem = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in problem["loc"])
            raise PlatformAnswerError(model.__name__, where, problem["msg"]) from error


def _detail(response: httpx.Response) -> str:
    """What a problem document says, with the fields it names."""
    try:
        problem = response.json()
        fields = [f"{error['field']}: {error['message']}" for error in problem.get("errors") or []]
        return "; ".join([str(problem.get("detail") or problem["title"]), *fields])
    except (ValueError, KeyError, TypeError, AttributeError):
        return response.reason_phrase
