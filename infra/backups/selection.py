"""Which rows of the platform's tables belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import LiteralString

from psycopg import sql

_OF_FRAMEWORK: dict[str, LiteralString] = {
    "framework_versions": "framework_id = {framework}",
    "frameworks": "id = {framework}",
    "evidence_items": "strpos(to_jsonb(controls)::text, {controls}) > 0",
    "attestations": "framework_id = {framework}",
    "executions": "framework_id = {framework}",
    "control_results": "execution_id IN (SELECT id FROM public.executions WHERE framework_id = {framework})",
    "schedules": "framework_id = {framework}",
    "postures": "framework_id = {framework}",
    "posture_days": "framework_id = {framework}",
}
"""What a framework's evidence is: its versions, what was collected and attested for it, and what executions found."""


def of_tables(tables: Sequence[str]) -> Mapping[str, sql.Composable | None]:
    """All rows of tables."""
    return dict.fromkeys(tables)


def of_framework(framework: str) -> Mapping[str, sql.Composable | None]:
    """The rows of a framework."""
    # Controls are named framework/control.
    values = {"framework": sql.Literal(framework), "controls": sql.Literal(f'"{framework}/')}
    return {table: sql.SQL(condition).format(**values) for table, condition in _OF_FRAMEWORK.items()}
