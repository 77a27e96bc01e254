"""What makes a region's PostgreSQL follow the other's: a role, a slot, its configuration, and who waits for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

ROLE = "syndic_replication"


@dataclass(frozen=True)
class Peer:
    """The PostgreSQL of the other region."""

    region: str
    """This region, which is also the name of its slot at the other one, and how it is known there."""
    other: str
    """The other region, whose slot is here."""
    port: int
    """Of the other region's server."""
    directory: Path
    """Of the other region's files."""
    password: str = field(repr=False)
    """Of the role for replication, the same in both regions."""

    def connection(self, passfile: Path) -> str:
        """How a standby reaches it; the password stands in a file of its own."""
        return (
            f"host=127.0.0.1 port={self.port} user={ROLE} application_name={self.region} "
            f"passfile={passfile} connect_timeout=5 keepalives_idle=5"
        )

    def passfile_text(self) -> str:
        """The file with the password."""
        return f"127.0.0.1:{self.port}:*:{ROLE}:{self.password}\n"


def configuration(peer: Peer, passfile: Path) -> str:
    """What a server is told of its peer. A primary passes over it, so a promotion changes no configuration."""
    return (
        f"primary_conninfo = '{peer.connection(passfile)}'\n"
        f"primary_slot_name = '{peer.region}'\n"
        "recovery_target_timeline = 'latest'\n"
        # A standby that is gone is noticed, and a primary that is gone too.
        "wal_sender_timeout = 10s\n"
        "wal_receiver_timeout = 10s\n"
        "wal_log_hints = on\n"
        "wal_keep_size = 256MB\n"
    )


def allow(connection: psycopg.Connection, peer: Peer) -> list[str]:
    """Let the other region follow this one; one sentence per change."""
    changes = []
    password, region = peer.password, peer.other
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
        verifier = connection.pgconn.encrypt_password(password.encode(), ROLE.encode(), b"scram-sha-256").decode()
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN REPLICATION NOSUPERUSER PASSWORD {}").format(
                sql.Identifier(ROLE), sql.Literal(verifier)
            )
        )
        # pg_rewind reads the files of a server through these, and needs nothing else.
        for function in (
            "pg_ls_dir(text, boolean, boolean)",
            "pg_stat_file(text, boolean)",
            "pg_read_binary_file(text)",
            "pg_read_binary_file(text, bigint, bigint, boolean)",
        ):
            connection.execute(
                sql.SQL("GRANT EXECUTE ON FUNCTION pg_catalog.{} TO {}").format(
                    sql.SQL(function),
                    sql.Identifier(ROLE),
                )
            )
        changes.append(f"Made the role {ROLE}.")
    if not connection.execute("SELECT 1 FROM pg_replication_slots WHERE slot_name = %s", (region,)).fetchone():
        connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", (region,))
        changes.append(f"Made the replication slot {region}.")
    return changes


def not_following(connection: psycopg.Connection) -> str | None:
    """Why a standby does not follow, as a clause; None when it does."""
    row = connection.execute("SELECT status FROM pg_stat_wal_receiver").fetchone()
    return None if row and row[0] == "streaming" else "it does not follow the live region"


def set_waiting(connection: psycopg.Connection, standby: str | None) -> bool:
    """Have commits wait for a standby, or for none; whether that was a change.

    Kept in the server's own files, so it holds after a restart: a primary that comes back after the other region took
    over waits for a standby that will not come, and so acknowledges nothing.
    """
    wanted = f"FIRST 1 ({standby})" if standby else ""
    row = connection.execute("SHOW synchronous_standby_names").fetchone()
    if row and row[0] == wanted:
        return False
    connection.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(sql.Literal(wanted)))
    connection.execute("SELECT pg_reload_conf()")
    return True
