"""How a program that refuses to run as root is run when the caller is root.

A user namespace that maps the caller to an unprivileged user needs no other account and leaves every file the
caller's. Where namespaces are forbidden, privileges are dropped to an existing account, which must then own the files.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from infra import shell
from infra.errors import OperatorError
from infra.local.errors import UnprivilegedUserError

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True)
class Identity:
    """The words in front of a command, and the account that must own the files (None: the caller)."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def take(self, path: Path) -> None:
        """Hand a file, or a directory with all in it, to the account that runs the command."""
        if self.owner is None:
            return
        for entry in (path, *path.rglob("*")) if path.is_dir() else (path,):
            os.chown(entry, *self.owner, follow_symlinks=False)


def unprivileged_identity(program: Path, directory: Path) -> Identity:
    """An identity that is not root, can execute `program` and can reach `directory`.

    Raises:
        UnprivilegedUserError: the caller is root and there is none.
    """
    if os.geteuid() != 0:
        return Identity()
    if _works((*NAMESPACE, str(program), "--version")):
        return Identity(prefix=NAMESPACE)
    return _account_identity(program, directory)


def _account_identity(program: Path, directory: Path) -> Identity:
    account = next((found for name in ACCOUNTS if (found := _account(name))), None)
    if account is None:
        raise UnprivilegedUserError(f"user namespaces are forbidden and none of {', '.join(ACCOUNTS)} is an account")
    prefix = ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    if not _works((*prefix, str(program), "--version")):
        raise UnprivilegedUserError(f"user namespaces are forbidden and {account.pw_name} cannot execute {program}")
    # The directory itself is handed over; those above it are not ours to open.
    if not _works((*prefix, "test", "-x", str(directory.parent))):
        raise UnprivilegedUserError(
            f"user namespaces are forbidden and {account.pw_name} cannot enter {directory.parent}"
        )
    return Identity(prefix=prefix, owner=(account.pw_uid, account.pw_gid))


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _works(argv: tuple[str, ...]) -> bool:
    try:
        return shell.run(argv, check=False, timeout_seconds=10).code == 0
    except OperatorError:
        return False
