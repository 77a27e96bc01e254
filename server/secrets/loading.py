"""Settings of a process with every secret in place."""

from __future__ import annotations

import os
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from dotenv import dotenv_values
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from server.secrets.metrics import LAST_REFRESH, show_ages
from server.secrets.resolution import resolve_patiently
from server.secrets.scrubbing import KNOWN
from server.secrets.stores import LoadedSecrets, SecretStores
from server.settings import MayBeReference, ProcessSettings, SecretStoreSettings
from server.settings_errors import InvalidSettingsError, UnresolvedSettingsError

S = TypeVar("S", bound=ProcessSettings)
B = TypeVar("B", bound=BaseSettings)


def load(settings: type[S]) -> S:
    """The settings of a process; references are replaced by the secrets they name.

    Raises:
        InvalidSettingsError: a variable is missing, mistyped or out of bounds.
        UnresolvedSettingsError: a secret cannot be read, also after waiting for its store.
    """
    store_settings = build(SecretStoreSettings, {})
    stores = SecretStores(store_settings)
    resolution = resolve_patiently(held_values(settings), stores, store_settings.secrets_start_timeout_seconds)
    if resolution.failures:
        stores.close()
        raise UnresolvedSettingsError(resolution.failures)
    loaded = build(settings, resolution.values)
    loaded.keep_secrets(LoadedSecrets(stores, resolution.values))
    KNOWN.remember_all(loaded)
    show_ages(resolution.created_at)
    LAST_REFRESH.set_to_current_time()
    return loaded


def build(settings: type[B], secrets: Mapping[str, SecretStr]) -> B:
    """Settings from the environment, with these texts instead of what it holds for them.

    Raises:
        InvalidSettingsError: a variable is missing, mistyped or out of bounds.
    """
    given: dict[str, Any] = {name: value.get_secret_value() for name, value in secrets.items()}
    try:
        return settings(_env_file=os.environ.get("SYNDIC_ENV_FILE"), **given)
    except ValidationError as error:
        failure = InvalidSettingsError(error)
    raise failure  # Outside, because the validation error holds the values.


def held_values(settings: type[BaseSettings]) -> dict[str, str]:
    """What the environment holds for settings that may be secret: values, references, or both mixed."""
    held = {**_without_empty(_dotenv()), **_without_empty(os.environ)}
    return {name: held[name] for name in secret_settings(settings) if name in held}


def _dotenv() -> Mapping[str, str | None]:
    """The variables of the dotenv file, read here: the sources of pydantic-settings take ten times as long."""
    file = os.environ.get("SYNDIC_ENV_FILE")
    return dotenv_values(file, encoding="utf8") if file and Path(file).is_file() else {}


def _without_empty(variables: Mapping[str, str | None]) -> dict[str, str]:
    """What is set, by names in lower case, as `build` finds it: names in any case, and nothing that is empty."""
    return {name.lower(): value for name, value in variables.items() if value}


def secret_settings(settings: type[BaseSettings]) -> list[str]:
    """The settings that may hold a reference: those of a secret type, and those marked with `MayBeReference`."""
    return [name for name, field in settings.model_fields.items() if may_be_reference(field)]


def may_be_reference(field: FieldInfo) -> bool:
    """Whether a setting may hold a reference."""
    return any(isinstance(mark, MayBeReference) for mark in field.metadata) or _holds_secret(field.annotation)


def _holds_secret(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    if annotation is SecretStr:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(_holds_secret(field.annotation) for field in annotation.model_fields.values())
    return any(_holds_secret(argument) for argument in typing.get_args(annotation))
