"""Building blocks of request and response bodies."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*")


def _identifier(value: object) -> object:
    if isinstance(value, str | UUID):
        return value
    raise ValueError("must be a string")


def _day(value: object) -> object:
    """Take dates only as text of the form YYYY-MM-DD; pydantic would read numbers as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("must be a date in the form YYYY-MM-DD")


def _moment(value: object) -> object:
    """Take moments only as RFC 3339 text."""
    if isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise ValueError("must be a date and time in the form YYYY-MM-DDThh:mm:ssZ")


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("is out of range") from error


class RequestModel(BaseModel):
    """A request body. Unknown fields are refused, and values are taken as they are: "1" is no number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ResponseModel(BaseModel):
    """A response body, read from rows or made from values."""

    model_config = ConfigDict(from_attributes=True)


def whole(value: object) -> object:
    """Take 90.0 for 90: JSON has one kind of number. For `BeforeValidator`, after the constraints."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Identifier = Annotated[UUID, Strict(False), BeforeValidator(_identifier)]
"""An id in a request body."""

Moment = Annotated[AwareDatetime, Strict(False), BeforeValidator(_moment), AfterValidator(_utc)]
"""A moment in a request body: RFC 3339 with a time zone."""

Day = Annotated[date, Strict(False), BeforeValidator(_day)]
"""A calendar date in a request body."""


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def unchanged(**constraints: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """A field of an update that may be left out, and may not be null. Read updates with `exclude_unset`."""
    return Field(default=None, json_schema_extra=_without_default, **constraints)


VISIBLE = r"[^\s\x00-\x20\x7f-\xa0]"
"""Pattern of texts that must hold something to read; spelt out, because engines differ over what is a space."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=VISIBLE), AfterValidator(str.strip)]
"""A name or another short text."""

SLUG_PATTERN = r"^[a-z][a-z0-9_-]{0,63}$"
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
"""A name that programs choose: lower-case letters, digits, underscore and hyphen."""
