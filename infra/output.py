"""What commands print: results on standard output, as text or JSON, and progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and whether it is a number (then set to the right)."""

    heading: str
    numeric: bool = False


def print_json(value: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def print_table(columns: Sequence[Column | str], rows: Sequence[Sequence[object]], title: str | None = None) -> None:
    """Print a table; the values are text, never markup. Cells are cut only on a terminal, never in a pipe."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=10_000)
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        described = column if isinstance(column, Column) else Column(column)
        table.add_column(described.heading, justify="right" if described.numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console.print(table)


def print_text(text: str = "") -> None:
    """Print text as it is on standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_written(changed: Sequence[str], otherwise: str, *, as_json: bool) -> None:
    """Print which of several generated files were written.

    Args:
        changed: the files.
        otherwise: what to say when none was.
        as_json: whether to print JSON.
    """
    if as_json:
        print_json({"changed": changed})
    else:
        print_text("\n".join(f"{file} was written." for file in changed) or otherwise)


def print_file_written(file: str, *, changed: bool, as_json: bool) -> None:
    """Print whether the one generated file was written."""
    if as_json:
        print_json({"file": file, "changed": changed})
    else:
        print_text(f"{file} {'was written' if changed else 'is current'}.")


def print_error(text: str) -> None:
    """Print a sentence for the reader on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Progress:
    """Tells on standard error what is happening: a line that moves on a terminal, one line per step elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, sentence: str) -> Generator[Step]:
        """Show a step while the block runs, and how long it took when it ends well."""
        started = time.monotonic()
        if self.quiet or not self._console.is_terminal:
            step = Step(sentence, lambda _text: None)
            yield step
        else:
            with self._console.status(sentence, spinner="dots") as status:
                step = Step(sentence, lambda text: status.update(text))
                yield step
        self.say(f"  {step.outcome or sentence} ({time.monotonic() - started:.1f} s)")

    def say(self, sentence: str) -> None:
        """Show one line."""
        if not self.quiet:
            self._console.print(sentence, markup=False, soft_wrap=True)


class Step:
    """A step in progress."""

    def __init__(self, sentence: str, show: Callable[[str], None]) -> None:
        self.sentence = sentence
        self.outcome: str | None = None
        """What to print when the step has ended; the step's own sentence when nothing is set."""
        self._show = show

    def update(self, detail: str) -> None:
        """Show how far the step is; only on a terminal."""
        self._show(f"{self.sentence}: {detail}")


def _cell(value: object) -> str:
    return "" if value is None else escape(str(value))
