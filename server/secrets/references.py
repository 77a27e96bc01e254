"""References: how a setting names a secret instead of holding it.

A secret setting is either the value itself, one reference, or a URL with references in braces where the user, the
password or the host stand: `postgresql://{vault-database:app#username}:{vault-database:app#password}@db/syndic`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from server.secrets.errors import InvalidReferenceError


class Scheme(StrEnum):
    """The kinds of reference, each read from one kind of store."""

    VAULT = "vault"
    VAULT_DATABASE = "vault-database"
    AWS = "aws"
    AZURE = "azure"
    ENVIRONMENT = "env"
    FILE = "file"


@dataclass(frozen=True)
class _Form:
    """How references of a scheme are written."""

    shown: str
    location: re.Pattern[str]
    key: re.Pattern[str] | None
    key_required: bool


# One segment of a path; a segment of dots only would be resolved to another path on the way to the store.
_SEGMENT = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9_.@+=-]+"
_ANY_KEY = re.compile(r"[^#{}]+")

_FORMS: dict[Scheme, _Form] = {
    Scheme.VAULT: _Form("vault:path#key", re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*"), _ANY_KEY, key_required=True),
    Scheme.VAULT_DATABASE: _Form(
        "vault-database:role#username, vault-database:role#password, or vault-database:static-creds/role#…",
        re.compile(rf"(?:(?:static-)?creds/)?{_SEGMENT}"),
        re.compile(r"username|password"),
        key_required=True,
    ),
    Scheme.AWS: _Form(
        "aws:name, aws:name#key, or an ARN instead of the name",
        re.compile(r"[A-Za-z0-9/_+=.@:-]+"),
        _ANY_KEY,
        key_required=False,
    ),
    Scheme.AZURE: _Form(
        "azure:vault/name or azure:vault/name#key (letters, digits and hyphens)",
        re.compile(r"[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]/[A-Za-z0-9-]{1,127}"),
        _ANY_KEY,
        key_required=False,
    ),
    Scheme.ENVIRONMENT: _Form("env:NAME", re.compile(r"[A-Za-z_][A-Za-z0-9_]*"), None, key_required=False),
    Scheme.FILE: _Form("file:/absolute/path", re.compile(r"/(?!/)[^\0{}]*[^\0{}/]"), None, key_required=False),
}

_SCHEME = re.compile(r"([a-z][a-z0-9-]*):")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Reference:
    """One secret in one store: where it is, and which key of it when it is a document of several values."""

    scheme: Scheme
    location: str
    key: str | None = None

    def __str__(self) -> str:
        return f"{self.scheme}:{self.location}" + (f"#{self.key}" if self.key else "")


def parse_reference(text: str) -> Reference:
    """The reference a text is.

    Raises:
        InvalidReferenceError: the scheme is unknown, or the rest is not written as the scheme wants it.
    """
    found = _SCHEME.match(text)
    if found is None or found[1] not in set(Scheme):
        raise InvalidReferenceError("This is not a reference to a secret.", accepted_forms())
    scheme = Scheme(found[1])
    form, rest = _FORMS[scheme], text[found.end() :]
    location, hash_sign, key = rest.partition("#") if form.key else (rest, "", "")
    if not form.location.fullmatch(location):
        raise InvalidReferenceError(f"The {scheme} reference does not name a secret.", form.shown)
    if form.key and (hash_sign or form.key_required) and not form.key.fullmatch(key):
        raise InvalidReferenceError(f"The {scheme} reference does not name a key after '#'.", form.shown)
    return Reference(scheme, location, key or None)


def accepted_forms() -> str:
    """Every form of reference, for messages."""
    return "; ".join(form.shown for form in _FORMS.values())


def references_in(value: str) -> list[Reference]:
    """The references a setting's value holds: none when it is the value itself.

    Raises:
        InvalidReferenceError: it looks like a reference and is not one.
    """
    found = _SCHEME.match(value)
    if found and found[1] in set(Scheme):
        return [parse_reference(value)]
    if _URL.match(value):
        return [parse_reference(placeholder) for placeholder in _PLACEHOLDER.findall(value)]
    return []


def fill(value: str, lookup: Callable[[Reference], str]) -> str:
    """The value with every reference replaced by what it leads to, percent-encoded inside a URL.

    Raises:
        InvalidReferenceError: it looks like a reference and is not one.
    """
    references = references_in(value)
    if not references:
        return value
    if str(references[0]) == value:
        return lookup(references[0])
    return _PLACEHOLDER.sub(lambda found: quote(lookup(parse_reference(found[1])), safe=""), value)
