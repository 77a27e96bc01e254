"""Where the values of a credential are kept for the processes that use it: the dotenv file, or a secret store."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from pydantic import SecretStr

from infra.local import credentials
from infra.scripts.rotate.errors import PlaceRefusedError, SeparatelyKeptError
from server.secrets.errors import SecretError
from server.secrets.store import StoredSecret, select
from server.secrets.stores import SecretStores
from server.settings import Reference

USER, PASSWORD, KEY_ID, SECRET, KEYS, URL = "user", "password", "key_id", "secret", "keys", "url"


class Place(ABC):
    """Keeps the values of one credential by their meaning. All are replaced in one step."""

    @abstractmethod
    def read(self) -> dict[str, str]:
        """The values."""

    @abstractmethod
    def replace(self, values: Mapping[str, str]) -> None:
        """Replace values; a reader sees all of the new ones or none."""


class DotenvPlace(Place):
    """Variables of the dotenv file."""

    def __init__(self, file: Path, variables: Mapping[str, str]) -> None:
        self._file = file
        self._variables = variables

    def read(self) -> dict[str, str]:
        """The variables' values."""
        held = credentials.read(self._file)
        return {meaning: held[name] for meaning, name in self._variables.items()}

    def replace(self, values: Mapping[str, str]) -> None:
        """Replace the file."""
        credentials.replace(self._file, {self._variables[meaning]: value for meaning, value in values.items()})


class StorePlace(Place):
    """One secret of a store, or keys of it. A write that somebody else was faster than is refused by the store."""

    def __init__(self, stores: SecretStores, references: Mapping[str, Reference]) -> None:
        """Prepare to read and write.

        Raises:
            SeparatelyKeptError: the values are in several secrets, which no store replaces in one step.
        """
        if len({(reference.scheme, reference.location) for reference in references.values()}) != 1:
            raise SeparatelyKeptError([str(reference) for reference in references.values()])
        self._stores = stores
        self._references = references

    def read(self) -> dict[str, str]:
        """The current version's values."""
        try:
            return self._values(self._stored())
        except SecretError as error:
            failure = PlaceRefusedError(str(error))
        raise failure

    def replace(self, values: Mapping[str, str]) -> None:
        """Write a version with these values; other keys of the secret keep theirs."""
        try:
            self._write(values)
        except SecretError as error:
            failure = PlaceRefusedError(str(error))
        else:
            return
        raise failure

    def _write(self, values: Mapping[str, str]) -> None:
        stored, anyone = self._stored(), next(iter(self._references.values()))
        if anyone.key is None:
            [text] = values.values()
        else:
            self._values(stored)  # refuses what is no document with these keys
            document = json.loads(stored.value.get_secret_value())
            document |= {str(self._references[meaning].key): value for meaning, value in values.items()}
            text = json.dumps(document)
        self._stores.of(anyone).write(anyone, SecretStr(text), stored.version)

    def _stored(self) -> StoredSecret:
        anyone = next(iter(self._references.values()))
        return self._stores.of(anyone).read(anyone)

    def _values(self, stored: StoredSecret) -> dict[str, str]:
        return {
            meaning: select(stored, reference).value.get_secret_value()
            for meaning, reference in self._references.items()
        }


class UrlPlace(Place):
    """The user and the password of a URL that a store keeps as a whole."""

    def __init__(self, kept: StorePlace) -> None:
        self._kept = kept

    def read(self) -> dict[str, str]:
        """User, password, and the whole URL."""
        url = self._kept.read()[URL]
        parts = urlsplit(url)
        return {USER: unquote(parts.username or ""), PASSWORD: unquote(parts.password or ""), URL: url}

    def replace(self, values: Mapping[str, str]) -> None:
        """Put them into the URL."""
        user, password = quote(values[USER], safe=""), quote(values[PASSWORD], safe="")
        parts = urlsplit(self._kept.read()[URL])
        host = parts.netloc.rpartition("@")[2]
        self._kept.replace({URL: parts._replace(netloc=f"{user}:{password}@{host}").geturl()})


def without_user(url: str) -> str:
    """A URL without user and password, which may be references in braces."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
