"""What server/settings.py declares, as the checks ask about it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from server.settings import SETTINGS, MayBeReference, Process, declared

SET_BY_DEPLOYMENT = {
    "SYNDIC_ENVIRONMENT": "the environment's name",
    "SYNDIC_REGION": "the region's name",
    "SYNDIC_RELEASE": "the release that is deployed",
    "SYNDIC_COLOUR": "the colour that is deployed",
}
"""Settings that the deployment derives, so that no file can contradict it."""

_FAMILY_SIZE = 3


@cache
def settings() -> dict[str, tuple[FieldInfo, frozenset[Process]]]:
    """Every setting by its variable's name: the declaration and the processes that read it."""
    return declared()


@cache
def is_secret(name: str) -> bool:
    """Whether the value of a setting must never be written down."""
    return name in settings() and _holds_secret(settings()[name][0].annotation)


@cache
def may_be_reference(name: str) -> bool:
    """Whether a process accepts a reference as the value of a setting."""
    return is_secret(name) or any(isinstance(part, MayBeReference) for part in settings()[name][0].metadata)


def required(process: Process) -> list[str]:
    """The settings a process does not start without."""
    return [name for name, (field, readers) in settings().items() if process in readers and field.is_required()]


def problem(name: str, value: object) -> str | None:
    """Why a value does not fit a setting, as a clause; None when it does."""
    model = next(model for model in SETTINGS.values() if name.lower() in model.model_fields)
    try:
        # One field is validated by assigning it to a model that was never validated as a whole.
        model.__pydantic_validator__.validate_assignment(model.model_construct(), name.lower(), as_text(value))
    except ValidationError as error:
        message = error.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
        return message.replace("Input should", "it should").replace("String should", "it should")
    return None


def as_text(value: object) -> str:
    """A value as an environment variable carries it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def closest(name: str) -> str | None:
    """The declared setting whose name is most like a name, if one is."""
    matches = get_close_matches(name, settings(), n=1, cutoff=0.8)
    return matches[0] if matches else None


def looks_declared(name: str) -> bool:
    """Whether a variable is meant for the platform: it is called as settings are, or nearly like one."""
    return name.split("_")[0] in _families() or closest(name) is not None


@cache
def _families() -> frozenset[str]:
    first_words = [name.split("_")[0] for name in settings()]
    return frozenset(word for word in first_words if first_words.count(word) >= _FAMILY_SIZE)


def _holds_secret(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, SecretStr):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(_holds_secret(field.annotation) for field in annotation.model_fields.values())
    return any(_holds_secret(argument) for argument in getattr(annotation, "__args__", ()))
