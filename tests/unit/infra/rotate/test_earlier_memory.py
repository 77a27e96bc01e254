"""Rotations that are remembered as they stood earlier: what is in use since then is not touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.local.postgresql import Role
from infra.output import Progress as Display
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.database_role import Administrator, DatabaseRole
from infra.scripts.rotate.engine import Rotation
from infra.scripts.rotate.errors import NotAsRememberedError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.place import KEYS, PASSWORD, USER, DotenvPlace
from infra.scripts.rotate.progress import Memory, Progress
from infra.scripts.rotate.signing_keys import SigningKeys

NOBODY = Administrator("postgresql://127.0.0.1:1/none")


def login_role(file: Path) -> Credential:
    file.write_text("API_USER=syndic_api_b\nAPI_PASSWORD=in-use\n")
    place = DotenvPlace(file, {USER: "API_USER", PASSWORD: "API_PASSWORD"})
    return DatabaseRole(Role.API, place, NOBODY, lambda: "postgresql://127.0.0.1:1/none", Fleet(dict))


def signing_keys(file: Path) -> Credential:
    keys = [{"id": "syndic_api_b", "key": "k" * 40}, {"id": "syndic_api_a", "key": "o" * 40}]
    file.write_text(f"SIGNING_KEYS='{json.dumps(keys)}'\n")
    return SigningKeys(DotenvPlace(file, {KEYS: "SIGNING_KEYS"}), NOBODY, Fleet(dict))


@pytest.mark.parametrize("made", [login_role, signing_keys])
def test_what_is_in_use_since_then_is_not_replaced(made: Callable[[Path], Credential], tmp_path: Path) -> None:
    file, memory = tmp_path / ".env", Memory(tmp_path / "rotations.json")
    credential = made(file)
    before = file.read_text()
    # Begun when `a` was in use, and finished after the moment that the memory is of.
    memory.keep(credential.name, Progress(id="1", began_at=datetime.now(UTC), old="syndic_api_a"))
    rotation = Rotation(credential, memory, timedelta(0), lambda _credential, _progress: None, Display(quiet=True))
    with pytest.raises(NotAsRememberedError, match="replaces syndic_api_a, but syndic_api_b is in use"):
        rotation.run()
    assert file.read_text() == before
