"""What every serving process does with secrets that changed: it goes on with the new ones, without a restart."""

from __future__ import annotations

from typing import TypeVar

from server.database import Database
from server.replica import Replica
from server.secrets.refresher import Refresher
from server.settings import ApiSettings, CronSettings, WorkerSettings
from server.storage import ObjectStore

S = TypeVar("S", ApiSettings, WorkerSettings, CronSettings)


def follow(refresher: Refresher[S], database: Database, store: ObjectStore) -> None:
    """Keep the credentials of the database and the object store current."""

    async def take_over_database(current: S) -> None:
        await database.take_over(current.database_url.get_secret_value())

    def take_over_store(current: S) -> None:
        store.take_over(current)

    refresher.subscribe(["database_url"], take_over_database)
    refresher.subscribe(["object_store_access_key_id", "object_store_secret_access_key"], take_over_store)


def follow_replica(refresher: Refresher[ApiSettings], replica: Replica) -> None:
    """Keep the credentials of the read replica current. Whether there is one is decided at the start."""

    async def take_over(current: ApiSettings) -> None:
        if current.database_replica_url is not None:
            await replica.take_over(current.database_replica_url.get_secret_value())

    refresher.subscribe(["database_replica_url"], take_over)
