"""What is read out of an image's file system, and the bill that is made of it."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from infra.containers.bill_of_materials import document, of_console
from infra.containers.contents import Package, packages
from infra.tree import checkout
from infra.version import Version

DPKG = """\
Package: libc6
Status: install ok installed
Version: 2.36-9

Package: gone
Status: deinstall ok config-files
Version: 1
"""
APK = "P:musl\nV:1.2.5-r0\nL:MIT\n\nP:busybox\nV:1.37.0-r1\nL:GPL-2.0-only\n"
METADATA = "Metadata-Version: 2.4\nName: FastAPI\nVersion: 0.165.0\nLicense-Expression: MIT\n\nText: Name: other\n"


def archive(path: Path, files: dict[str, str]) -> Path:
    with tarfile.open(path, "w") as written:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            written.addfile(member, io.BytesIO(text.encode()))
    return path


def test_python_debian_and_alpine_packages_are_found(tmp_path: Path) -> None:
    found = packages(
        archive(
            tmp_path / "image.tar",
            {
                "opt/syndic/lib/python3.11/site-packages/fastapi-0.165.0.dist-info/METADATA": METADATA,
                "opt/syndic/lib/python3.11/site-packages/fastapi/METADATA": "Name: no\nVersion: 0\n",
                "var/lib/dpkg/status": DPKG,
                "lib/apk/db/installed": APK,
            },
        )
    )
    assert found == [
        Package("apk", "busybox", "1.37.0-r1", "GPL-2.0-only"),
        Package("apk", "musl", "1.2.5-r0", "MIT"),
        Package("deb", "libc6", "2.36-9"),
        Package("pypi", "FastAPI", "0.165.0", "MIT"),
    ]


def test_a_console_holds_what_it_bundles_and_not_what_builds_it() -> None:
    found = {package.name for package in of_console(checkout() / "client" / "package-lock.json")}

    assert {"react", "@mantine/core", "@tanstack/react-query"} <= found
    assert found.isdisjoint({"vite", "vitest", "typescript", "oxlint"})


def test_the_same_image_gives_the_same_bill() -> None:
    version = Version("1.2.3", "0" * 40, 1_795_000_000)
    contents = [Package("npm", "@mantine/core", "9.7.3", "MIT"), Package("deb", "libstdc++6", "12.2.0-14")]
    bill = document("syndic-client", "sha256:00", version, contents)

    assert bill == document("syndic-client", "sha256:00", version, contents)
    assert bill["metadata"]["timestamp"] == "2026-11-18T11:06:40+00:00"
    assert [component["purl"] for component in bill["components"]] == [
        "pkg:npm/%40mantine/core@9.7.3",
        "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14",
    ]
    assert bill["dependencies"][0] == {
        "ref": "sha256:00",
        "dependsOn": [each["bom-ref"] for each in bill["components"]],
    }
