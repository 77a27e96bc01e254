"""What only the first `up` does: the first administrator, and the token the command line uses.

The administrator's password is shown once. Until it was, it stands in `.env`, so that a crash between making and
showing it locks nobody out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from infra.errors import PlatformRefusedError
from infra.local import credentials, processes
from infra.local.certificates import Authority
from infra.local.composition import Composition
from infra.local.layout import Layout
from infra.platform import Platform
from server.settings import Process

EMAIL = "admin@syndic.example"
TOKEN_NAME = "syndic command line"  # noqa: S105 - what the token is called
TOKEN_ROLE = "admin"  # noqa: S105 - a role
TOKEN_DAYS = 365


@dataclass(frozen=True)
class Administrator:
    """How the first administrator signs in."""

    email: str
    password: str


def ensure(composition: Composition) -> tuple[Administrator | None, bool]:
    """Make the first administrator and the command line's token where they are missing.

    Returns:
        The administrator when nobody was told about it yet, and whether the command line has a token that works. A
        token can only be made while the administrator's first password is known.
    """
    layout = composition.layout
    administrator = _untold(layout)
    if _token_works(composition):
        return administrator, True
    administrator = administrator or _create_administrator(composition)
    if administrator is None:
        return None, False
    with Platform(composition.url, Authority(layout.certificates).ca_file) as platform:
        platform.sign_in(administrator.email, administrator.password)
        credentials.set_token(layout.env_file, platform.create_token(TOKEN_NAME, TOKEN_ROLE, TOKEN_DAYS))
        platform.sign_out()
    return administrator, True


def administrator_shown(layout: Layout) -> None:
    """Forget the administrator's password; call it after it was printed."""
    if credentials.ADMINISTRATOR in credentials.read(layout.env_file).values:
        credentials.replace(layout.env_file, {credentials.ADMINISTRATOR: None})


def _untold(layout: Layout) -> Administrator | None:
    kept = credentials.read(layout.env_file).values.get(credentials.ADMINISTRATOR)
    return Administrator(**json.loads(kept)) if kept else None


def _create_administrator(composition: Composition) -> Administrator | None:
    printed = processes.run_command(composition.platform, Process.API, "create-admin", "--email", EMAIL)
    answer = json.loads(printed.strip().splitlines()[-1])
    if not answer["created"]:
        return None
    administrator = Administrator(answer["email"], answer["password"])
    kept = {credentials.ADMINISTRATOR: json.dumps(asdict(administrator))}
    credentials.replace(composition.layout.env_file, kept)
    return administrator


def _token_works(composition: Composition) -> bool:
    layout = composition.layout
    token = credentials.read(layout.env_file).token
    if token is None:
        return False
    with Platform(composition.url, Authority(layout.certificates).ca_file, token) as platform:
        try:
            platform.request("GET", "/api/systems", params={"limit": 1})
        except PlatformRefusedError as error:
            if error.status in {401, 403}:
                return False
            raise
    return True
