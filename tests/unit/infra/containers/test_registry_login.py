"""Every registry is signed in to with what the job already is."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.containers.errors import NoRegistryPasswordError
from infra.containers.registry_login import Login, login_argv, login_of, sign_in


@pytest.mark.parametrize(
    ("registry", "login"),
    [
        ("ghcr.io/example/syndic", Login("ghcr.io", "ada")),
        (
            "111111111111.dkr.ecr.eu-central-1.amazonaws.com/syndic",
            Login(
                "111111111111.dkr.ecr.eu-central-1.amazonaws.com",
                "AWS",
                ("aws", "ecr", "get-login-password", "--region", "eu-central-1"),
            ),
        ),
        (
            "syndic.azurecr.io/team",
            Login("syndic.azurecr.io", "", ("az", "acr", "login", "--name", "syndic"), complete=True),
        ),
    ],
)
def test_a_registry_is_known_by_its_name(registry: str, login: Login) -> None:
    assert login_of(registry, {"GITHUB_ACTOR": "ada"}) == login


def test_no_password_is_an_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docker = tmp_path / "docker"
    docker.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/argv\ncat > {tmp_path}/stdin\n')
    docker.chmod(0o755)
    monkeypatch.setenv("GITHUB_ACTOR", "ada")
    monkeypatch.setenv("GITHUB_TOKEN", "token-of-the-job")
    assert sign_in(str(docker), "ghcr.io/example") == "ghcr.io"
    assert (tmp_path / "argv").read_text() == "login --username ada --password-stdin ghcr.io\n"
    assert (tmp_path / "stdin").read_text() == "token-of-the-job"
    assert "token-of-the-job" not in login_argv("docker", login_of("ghcr.io", {}))


def test_without_a_token_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "CI_REGISTRY_PASSWORD", "GITHUB_ACTOR", "CI_REGISTRY_USER"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoRegistryPasswordError, match="nothing to sign in to ghcr"):
        sign_in("docker", "ghcr.io/example")
