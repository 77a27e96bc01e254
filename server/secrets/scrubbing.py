"""Second line of defence: values that are known to be secret are blacked out of log entries.

Settings hold secrets in a type that does not print them; this catches what reached a log entry all the same, such as a
client library that quotes an address with its password.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pydantic import BaseModel, SecretStr

REPLACEMENT = "[secret]"
SHORTEST = 8
"""Shorter values are not looked for: they are no secrets worth the name, and would black out half of every entry."""

_SHORTEST_LINE = 16
_MOST_KEPT = 4096


class KnownSecrets:
    """The secret values of this process, also those that were replaced since."""

    def __init__(self) -> None:
        self._values: dict[str, None] = {}
        self._pattern: re.Pattern[str] | None = None

    def remember(self, value: str) -> None:
        """Black a value out from now on: as it is, quoted, percent-encoded, its lines, and the password of a URL."""
        found = {value, *_password(value), *(line for line in value.splitlines() if len(line) >= _SHORTEST_LINE)}
        written = {form for text in found for form in (text, repr(text)[1:-1], json.dumps(text)[1:-1], quote(text, ""))}
        new = {form for form in written if len(form) >= SHORTEST} - self._values.keys()
        if not new:
            return
        self._values.update(dict.fromkeys(new))
        for oldest in list(self._values)[: max(0, len(self._values) - _MOST_KEPT)]:
            del self._values[oldest]
        self._pattern = re.compile("|".join(map(re.escape, sorted(self._values, key=len, reverse=True))))

    def remember_all(self, value: Any) -> None:  # noqa: ANN401 - a model, or anything in it
        """Black out every secret a model holds."""
        if isinstance(value, SecretStr):
            self.remember(value.get_secret_value())
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                self.remember_all(getattr(value, name))
        elif isinstance(value, list | tuple):
            for item in value:
                self.remember_all(item)

    def scrub(self, text: str) -> str:
        """The text without known secrets."""
        return text if self._pattern is None else self._pattern.sub(REPLACEMENT, text)

    def scrub_entry(self, value: Any) -> Any:  # noqa: ANN401 - whatever a log entry holds
        """The same value without known secrets, however deep; other objects become text only if they show one."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.scrub(value)
        if isinstance(value, Mapping):
            return {self.scrub_entry(key): self.scrub_entry(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.scrub_entry(item) for item in value]
        text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        return value if self.scrub(text) == text else self.scrub(text)


KNOWN = KnownSecrets()
"""The secrets of this process. Loading and refreshing settings adds to it."""


def scrub_secrets(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401 - structlog's signature
    """A structlog processor; it stands after the one that formats exceptions."""
    return {key: item if key.startswith("_") else KNOWN.scrub_entry(item) for key, item in entry.items()}


def _password(value: str) -> set[str]:
    try:
        password = urlsplit(value).password
    except ValueError:
        return set()
    return {password, unquote(password)} if password else set()
