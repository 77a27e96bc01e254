"""Signs the Docker client in to a registry with what the job already is; no password is kept anywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from infra import shell
from infra.containers.errors import NoRegistryPasswordError

LOGIN_SECONDS = 60.0
AWS_USER = "AWS"
INHERITED = ("DOCKER_CONFIG", "DOCKER_HOST", "AZURE_CONFIG_DIR")

_ECR = re.compile(r"\d{12}\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?")
_ACR = re.compile(r"(?P<name>[a-z0-9]+)\.azurecr\.(?:io|cn|us)")


@dataclass(frozen=True)
class Login:
    """How the client is signed in."""

    host: str
    user: str
    password_argv: tuple[str, ...] = ()
    """The command that prints the password; the job's own token is one when absent."""
    complete: bool = False
    """Whether that command signs the client in by itself."""


def login_of(registry: str, environment: Mapping[str, str]) -> Login:
    """How to sign in to the registry of `HOST/PATH`."""
    host = registry.partition("/")[0]
    if ecr := _ECR.fullmatch(host):
        return Login(host, AWS_USER, ("aws", "ecr", "get-login-password", "--region", ecr["region"]))
    if acr := _ACR.fullmatch(host):
        return Login(host, "", ("az", "acr", "login", "--name", acr["name"]), complete=True)
    user = environment.get("GITHUB_ACTOR") or environment.get("CI_REGISTRY_USER") or ""
    return Login(host, user)


def login_argv(docker: str, login: Login) -> list[str]:
    """The command that signs the client in; it reads the password from its input."""
    return [docker, "login", "--username", login.user, "--password-stdin", login.host]


def sign_in(docker: str, registry: str) -> str:
    """Sign in to a registry.

    Returns:
        Its host.

    Raises:
        NoRegistryPasswordError: this job has no token for it.
        CommandFailedError: the cloud or the registry refused.
        MissingCommandError: the cloud's command is not installed.
    """
    login = login_of(registry, os.environ)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith(("AWS_", "AZURE_", "ARM_"))
    }
    variables = {**shell.base_environment(), **inherited}
    if login.password_argv:
        said = shell.run(login.password_argv, environment=variables, timeout_seconds=LOGIN_SECONDS)
        if login.complete:
            return login.host
        password = said.stdout.strip()
    else:
        password = os.environ.get("GITHUB_TOKEN") or os.environ.get("CI_REGISTRY_PASSWORD") or ""
    if not password or not login.user:
        raise NoRegistryPasswordError(login.host)
    shell.run(login_argv(docker, login), environment=variables, stdin=password, timeout_seconds=LOGIN_SECONDS)
    return login.host
