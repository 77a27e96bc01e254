"""What cleanup refuses. Each exception composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError


class ReleaseUnderWayError(OperatorError):
    """Nothing is removed while a release may still need it."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The release of {version} is under way and may need what would be removed. Finish it or take it back "
            "first; `syndic release status` shows it. Nothing was removed."
        )


class RetentionUnreadableError(OperatorError):
    """The platform's retention did not say what it found."""

    def __init__(self, printed: str) -> None:
        super().__init__(f"The platform's retention did not say what it found: {printed.strip()[-300:] or 'nothing'}.")
