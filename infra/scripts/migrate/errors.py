"""The exceptions of migrations. Each composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError


class OtherColourRunsError(OperatorError):
    """Two releases run on the schema."""

    def __init__(self, colour: str) -> None:
        super().__init__(
            f"A release is under way: {colour} runs beside the live colour and may need what would be taken away. "
            "Finish it or take it back first; `syndic release status` shows it. Nothing was changed."
        )
