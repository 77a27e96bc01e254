"""The platform's processes as a rotation sees them: since when everything they use is at least how new."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from infra import plain_http

TAKEOVER = re.compile(r"^secret_takeover_timestamp_seconds (\S+)$", re.M)
TIMEOUT_SECONDS = 3.0


@dataclass(frozen=True)
class Fleet:
    """The processes that use a credential."""

    find: Callable[[], Mapping[str, str]]
    """Looks who they are now, by name, and at which URL each exports its metrics."""

    def behind(self, moment: datetime | None) -> str | None:
        """Which processes may still use something older than a moment, as a clause; None when none does."""
        late = [name for name, url in self.find().items() if not _as_new_as(url, moment)]
        return f"{', '.join(late)} {'has' if len(late) == 1 else 'have'} not taken it over" if late else None


def _as_new_as(url: str, moment: datetime | None) -> bool:
    """A process that does not answer is not counted as current: it may run on with what it has."""
    if moment is None:
        return False
    try:
        whom = plain_http.nobody() if url.startswith("http://") else True
        answer = httpx.get(url, timeout=TIMEOUT_SECONDS, verify=whom)
    except httpx.HTTPError:
        return False
    found = TAKEOVER.search(answer.text)
    return found is not None and datetime.fromtimestamp(float(found[1]), UTC) > moment
