"""Makes a version ready to run on this machine: its sources, its dependencies, its console, side by side with others.

A version is a tag, a branch or a commit of the checkout. It is taken from git as it was committed, so that what runs
is what was reviewed; dependencies come from the version's own lock file, by hash. Environments of the same lock and
consoles of the same sources are made once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tarfile
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError, CommandTimeoutError
from infra.local.files import make_private_directory, write_atomically
from infra.local.layout import Layout
from infra.local.releases import CHECKOUT, Release, console_digest, of_checkout, source_digest
from infra.output import Progress
from infra.scripts.release.errors import ChangedReleaseError, InstallationFailedError, UnknownVersionError
from infra.version import Version, of_revision

INSTALL_SECONDS = 900.0
DESCRIPTION = "release.json"
LOCK = "requirements/server.lock"
OF_INSTALLERS = ("UV_", "PIP_", "NPM_", "NODE_EXTRA_CA_CERTS")
"""Variables that say where packages come from and whom to believe there."""

ENVIRONMENTS = "environments"
CONSOLES = "consoles"


class Installation:
    """The releases of one environment on this machine."""

    def __init__(self, layout: Layout, progress: Progress | None = None, directory: Path | None = None) -> None:
        """Install nothing yet.

        Args:
            layout: where the environment is kept.
            progress: is told what is installed.
            directory: where releases are installed; inside the environment's state directory when absent.
        """
        self._layout = layout
        self._progress = progress or Progress(quiet=True)
        self._directory = directory or layout.common / "releases"

    def find(self, version: str) -> Release:
        """The release of a version, installed when it was not.

        Args:
            version: tag, branch or commit of the checkout; `checkout` for the working tree; or an installed version.

        Raises:
            UnknownVersionError: there is none.
            ChangedReleaseError: its files were changed since it was installed.
            InstallationFailedError: it cannot be made ready.
        """
        if version == CHECKOUT:
            return of_checkout(self._layout)
        if version in self.installed():
            return self._read(version)
        found = self._revision(version)
        if found.version in self.installed():
            return self._read(found.version)
        return self._install(found.version, found.revision)

    def installed(self) -> list[str]:
        """The versions that are installed."""
        return sorted(path.parent.name for path in self._directory.glob(f"*/{DESCRIPTION}"))

    def description(self, version: str) -> Release:
        """An installed release, as it was described when it was installed."""
        return Release.model_validate_json((self._directory / version / DESCRIPTION).read_bytes())

    def shared_parts(self) -> list[Path]:
        """The directories that releases share: environments and consoles."""
        return [path for kind in (ENVIRONMENTS, CONSOLES) for path in self._directory.glob(f"{kind}/*")]

    def _read(self, version: str) -> Release:
        release = self.description(version)
        if _digest(release) != release.digest:
            raise ChangedReleaseError(version, self._directory / version)
        return release

    def _install(self, version: str, revision: str) -> Release:
        place = make_private_directory(self._directory) / version
        # What an interrupted installation left behind has no description, and is made anew.
        shutil.rmtree(place, ignore_errors=True)
        try:
            with self._progress.step(f"{version} is taken from git"):
                self._extract(revision, place)
            python = self._dependencies(version, place)
            # Compiled now, and not while the release starts.
            self._run([str(python), "-m", "compileall", "-q", str(place / "server")], place)
            console = self._console(version, revision, place)
        except (CommandFailedError, CommandTimeoutError, OSError, tarfile.TarError) as error:
            shutil.rmtree(place, ignore_errors=True)
            raise InstallationFailedError(version, "making it ready", str(error)) from error
        made = Release(version=version, revision=revision, source=place, python=python, console=console)
        release = made.model_copy(update={"digest": _digest(made)})
        write_atomically(place / DESCRIPTION, release.model_dump_json(indent=2) + "\n")
        return release

    def _extract(self, revision: str, place: Path) -> None:
        archive = self._directory / f".{place.name}.tar"
        self._git("archive", "--format=tar", f"--output={archive}", revision)
        try:
            with tarfile.open(archive) as files:
                files.extractall(place, filter="data")
        finally:
            archive.unlink(missing_ok=True)

    def _dependencies(self, version: str, place: Path) -> Path:
        """The interpreter with what the version's lock names; made once per lock."""
        environment = self._directory / ENVIRONMENTS / _short(place / LOCK)
        python = environment / "bin" / "python"
        finished = environment / "finished"
        if not finished.is_file():
            with self._progress.step(f"The dependencies of {version} are installed"):
                shutil.rmtree(environment, ignore_errors=True)
                uv = str(shell.find_program("uv"))
                self._run([uv, "venv", "--quiet", "--python", _base_python(), str(environment)], place)
                options = ["--quiet", "--require-hashes", "--compile-bytecode", "--python", str(python)]
                self._run([uv, "pip", "sync", *options, str(place / LOCK)], place)
                finished.touch()
        return python

    def _console(self, version: str, revision: str, place: Path) -> Path:
        """The built console; made once per its sources."""
        tree = self._git("rev-parse", f"{revision}:client").strip()
        console = self._directory / CONSOLES / tree
        if not (console / "index.html").is_file():
            with self._progress.step(f"The console of {version} is built"):
                self._build(place / "client", console)
        return console

    def _build(self, sources: Path, console: Path) -> None:
        here = self._layout.checkout / "client"
        npm = str(shell.find_program("npm"))
        same = (here / "package-lock.json").read_bytes() == (sources / "package-lock.json").read_bytes()
        if same and (here / "node_modules").is_dir():
            (sources / "node_modules").symlink_to(here / "node_modules")
        else:
            self._run([npm, "ci", "--silent", "--no-audit", "--no-fund"], sources)
        self._run([npm, "run", "--silent", "build"], sources)
        if (sources / "node_modules").is_symlink():
            (sources / "node_modules").unlink()
        console.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(console, ignore_errors=True)
        (sources / "dist").replace(console)

    def _revision(self, version: str) -> Version:
        try:
            return of_revision(self._layout.checkout, version)
        except CommandFailedError as error:
            raise UnknownVersionError(version, self.installed()) from error

    def _git(self, *arguments: str) -> str:
        return shell.run(["git", *arguments], directory=self._layout.checkout).stdout

    def _run(self, argv: list[str], directory: Path) -> None:
        # Where packages come from is set by the user's own environment and files.
        inherited = {name: value for name, value in os.environ.items() if name.upper().startswith(OF_INSTALLERS)}
        environment = {**shell.base_environment(), **inherited}
        shell.run(argv, directory=directory, environment=environment, timeout_seconds=INSTALL_SECONDS)


def _digest(release: Release) -> str:
    """A digest of all that a release runs of its own."""
    return hashlib.sha256(f"{source_digest(release.source)} {console_digest(release.console)}".encode()).hexdigest()


def _base_python() -> str:
    """The interpreter that made this one's environment: one must not hang on the other's."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _short(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
