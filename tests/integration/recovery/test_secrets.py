"""After everything that was done to two regions, their secrets are where they belong."""

from __future__ import annotations

from infra.local import credentials
from tests.integration.recovery.scene import Scene


def test_no_secret_of_two_regions_is_in_another_file(scene: Scene) -> None:
    held = credentials.read(scene.syndic.layout.env_file)
    secrets = [
        held[name].encode()
        for name in (*credentials.GENERATORS, credentials.TOKEN)
        if name.endswith(("_PASSWORD", "_SECRET", credentials.TOKEN, credentials.AUTHORITY_KEY))
    ]
    assert len(secrets) > 12
    files = [path for path in scene.syndic.state.rglob("*") if path.is_file() and path != held.path]
    assert {"regions.json", "postgresql.auto.conf"} <= {path.name for path in files}

    found = [path for path in files for secret in [*secrets, b"PRIVATE KEY"] if secret in path.read_bytes()]
    assert found == []
