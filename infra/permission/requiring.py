"""The one function commands call before they change something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from infra.errors import UnreadableYamlError
from infra.located_yaml import mapping_of, read_documents
from infra.permission import identities
from infra.permission.decision import Caller, matches
from infra.permission.declarations import Grant, Operation
from infra.permission.errors import (
    IdentityNotProvenError,
    NotPermittedError,
    UndeclaredPermissionsError,
    UnusablePermissionsError,
)

DECLARATIONS = Path(__file__).resolve().parents[1] / "environments"

_GRANTS = TypeAdapter(list[Grant])


def require(environment: str, operation: Operation | str, *, declarations: Path = DECLARATIONS) -> Caller:
    """Make sure that whoever runs this process may do an operation in an environment.

    Args:
        environment: its name.
        operation: what is to be done, before anything of it is done.
        declarations: directory of the environments' files.

    Returns:
        Who the caller is, for the record of the operation.

    Raises:
        NotPermittedError: the caller may not; the message says who may, and how to get there.
        UndeclaredPermissionsError: there is no such environment.
        UnusablePermissionsError: its file cannot be read.
    """
    return permit(environment, Operation(operation), read_grants(environment, declarations))


def permit(environment: str, operation: Operation, grants: Sequence[Grant]) -> Caller:
    """The caller, when one of the grants covers the operation and names the caller.

    Raises:
        NotPermittedError: none does.
    """
    covering = [grant for grant in grants if grant.covers(operation)]
    callers: list[str] = []
    gaps: list[str] = []
    for grant in covering:
        try:
            caller = identities.find(grant.identity)
        except IdentityNotProvenError as gap:
            gaps.append(str(gap))
            continue
        if matches(grant.identity, caller):
            return caller
        callers.append(caller.name)
    if not callers:
        callers.append(identities.system_user().name)
    raise NotPermittedError(environment, operation, covering, _distinct(callers), _distinct(gaps))


def read_grants(environment: str, declarations: Path = DECLARATIONS) -> list[Grant]:
    """What the file of an environment grants.

    Raises:
        UndeclaredPermissionsError: there is no such environment.
        UnusablePermissionsError: its file cannot be read.
    """
    known = {path.stem: path for path in sorted(declarations.glob("*.yaml")) if "_" not in path.stem}
    if environment not in known:
        raise UndeclaredPermissionsError(environment, list(known))
    try:
        [document] = read_documents(known[environment].read_text(), known[environment].name)
        return _GRANTS.validate_python(mapping_of(document.data)["permissions"])
    except KeyError:
        raise UnusablePermissionsError(environment, "permissions is missing") from None
    except (OSError, ValueError, UnreadableYamlError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise UnusablePermissionsError(environment, first) from error


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))
