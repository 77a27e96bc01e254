"""The files of a checkout, read once however many checks look at them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError, MissingCommandError, NoCheckoutError
from infra.located_yaml import Document, read_documents

IGNORED = frozenset({".git", ".venv", ".syndic", "node_modules", "dist", "build", "__pycache__"})


def checkout() -> Path:
    """The root of the checkout this code runs from.

    Raises:
        NoCheckoutError: the code was installed without one.
    """
    root = Path(__file__).resolve().parents[1]
    if not (root / "pyproject.toml").is_file():
        raise NoCheckoutError(root)
    return root


class Tree:
    """A set of files below a root, by their POSIX path from it."""

    def __init__(self, root: Path, files: Iterable[str]) -> None:
        self.root = root
        self.files = tuple(sorted(files))
        self._texts: dict[str, str] = {}
        self._documents: dict[str, list[Document]] = {}

    @classmethod
    def of_checkout(cls, root: Path) -> Tree:
        """The files git tracks; without git, every file outside directories that are made by a build."""
        try:
            # A tree inside a directory that a checkout ignores is no part of that checkout.
            top = shell.run(["git", "rev-parse", "--show-toplevel"], directory=root).stdout.rstrip("\n")
            if Path(top).resolve() != root.resolve():
                return cls.of_directory(root)
            listed = shell.run(["git", "ls-files", "-z"], directory=root).stdout.split("\0")
        except (CommandFailedError, MissingCommandError):
            return cls.of_directory(root)
        return cls(root, (name for name in listed if name and (root / name).is_file()))

    @classmethod
    def of_directory(cls, root: Path) -> Tree:
        """Every file below a directory, whether git tracks it or not."""
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return cls(root, (path.as_posix() for path in found if not IGNORED.intersection(path.parts)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The files, for membership tests."""
        return frozenset(self.files)

    def matching(self, *patterns: str) -> list[str]:
        """The files whose path matches one of the shell patterns; `*` also stands for `/`."""
        return [name for name in self.files if any(fnmatchcase(name, pattern) for pattern in patterns)]

    def path(self, name: str) -> Path:
        """Where a file is."""
        return self.root / name

    def text(self, name: str) -> str:
        """The content of a file; what is not UTF-8 is replaced."""
        if name not in self._texts:
            self._texts[name] = self.path(name).read_text(encoding="utf-8", errors="replace")
        return self._texts[name]

    def lines(self, name: str) -> list[str]:
        """The lines of a file."""
        return self.text(name).splitlines()

    def documents(self, name: str) -> list[Document]:
        """The YAML documents of a file.

        Raises:
            UnreadableYamlError: it is not YAML.
        """
        if name not in self._documents:
            self._documents[name] = read_documents(self.text(name), name)
        return self._documents[name]
