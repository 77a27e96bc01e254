"""What is installed in an image, read from its file system: Python distributions and Debian or Alpine packages."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import Literal

Kind = Literal["pypi", "deb", "apk", "npm"]

_METADATA = re.compile(r"(?:^|/)[^/]+\.dist-info/METADATA$")
_DPKG = re.compile(r"^(?:\./)?var/lib/dpkg/status(?:\.d/[^/]+)?$")
_APK = re.compile(r"^(?:\./)?(?:usr/)?lib/apk/db/installed$")


@dataclass(frozen=True, order=True)
class Package:
    """One installed package."""

    kind: Kind
    name: str
    version: str
    licence: str | None = None


def packages(archive: Path) -> list[Package]:
    """The packages in the file system of an image, written as a tar file."""
    found: set[Package] = set()
    with tarfile.open(archive) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            if content is None:
                continue
            if _METADATA.search(member.name):
                found.add(_distribution(content.read().decode(errors="replace")))
            elif _DPKG.match(member.name):
                found.update(_debian(content.read().decode(errors="replace")))
            elif _APK.match(member.name):
                found.update(_alpine(content.read().decode(errors="replace")))
    return sorted(found, key=lambda package: (package.kind, package.name, package.version))


def _distribution(metadata: str) -> Package:
    headers = HeaderParser().parsestr(metadata)
    licence = headers.get("License-Expression")
    return Package("pypi", headers["Name"], headers["Version"], licence)


def _debian(status: str) -> Iterator[Package]:
    for paragraph in status.split("\n\n"):
        fields = HeaderParser().parsestr(paragraph)
        if fields.get("Package") and fields.get("Status", "install ok installed").endswith(" installed"):
            yield Package("deb", fields["Package"], fields["Version"])


def _alpine(installed: str) -> Iterator[Package]:
    for paragraph in installed.split("\n\n"):
        fields = dict(line.split(":", 1) for line in paragraph.splitlines() if line[1:2] == ":")
        if "P" in fields:
            yield Package("apk", fields["P"], fields["V"], fields.get("L"))
