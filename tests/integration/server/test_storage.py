"""The object store class against a real S3 store and a directory: the same promises."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import anyio
import pytest
from pydantic import SecretStr

from server.settings import ApiSettings
from server.storage import SINGLE_PUT_LIMIT, ObjectNotFound, ObjectStore, StoreUnavailable, create_store
from tests.integration.environment import free_port

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["s3", "file"])
def objects(request: pytest.FixtureRequest, settings: ApiSettings, tmp_path: Path) -> ObjectStore:
    """An empty store of each kind."""
    place = request.node.name.translate(str.maketrans("[]", "--"))
    url = f"{settings.object_store_url}/{place}" if request.param == "s3" else f"file://{tmp_path}/store"
    return create_store(settings.model_copy(update={"object_store_url": url}))


async def test_an_object_reads_back_whole_and_in_chunks(objects: ObjectStore) -> None:
    body = random.Random(1).randbytes(3_000_000)
    assert await objects.put_if_absent("a/b.bin", body) is True
    assert await objects.get("a/b.bin") == body
    chunks = [chunk async for chunk in objects.stream("a/b.bin", chunk_bytes=100_000)]
    assert b"".join(chunks) == body
    assert len(chunks) > 1
    head = await objects.head("a/b.bin")
    assert (head.key, head.size) == ("a/b.bin", len(body))


async def test_an_object_is_never_written_over(objects: ObjectStore) -> None:
    assert await objects.put_if_absent("once", b"first") is True
    assert await objects.put_if_absent("once", b"second") is False
    assert await objects.get("once") == b"first"


async def test_of_many_writers_at_once_exactly_one_writes(objects: ObjectStore) -> None:
    written: list[bool] = []

    async def write(number: int) -> None:
        written.append(await objects.put_if_absent("contested", b"%d" % number))

    async with anyio.create_task_group() as group:
        for number in range(10):
            group.start_soon(write, number)
    assert written.count(True) == 1


async def test_a_large_file_is_written_in_parts(objects: ObjectStore, tmp_path: Path) -> None:
    size = SINGLE_PUT_LIMIT * 2 + 12_345
    source = tmp_path / "large"
    source.write_bytes(random.Random(2).randbytes(size))
    assert await objects.put_if_absent("large", source) is True
    assert await objects.put_if_absent("large", source) is False
    digest = hashlib.sha256()
    async for chunk in objects.stream("large"):
        digest.update(chunk)
    assert digest.digest() == hashlib.sha256(source.read_bytes()).digest()
    assert (await objects.head("large")).size == size


async def test_an_empty_object_is_an_object(objects: ObjectStore) -> None:
    assert await objects.put_if_absent("empty", b"") is True
    assert await objects.get("empty") == b""
    assert await objects.exists("empty") is True


async def test_what_does_not_exist_is_named(objects: ObjectStore) -> None:
    assert await objects.exists("nothing") is False
    for read in (objects.get("nothing"), objects.head("nothing"), anext(objects.stream("nothing"))):
        with pytest.raises(ObjectNotFound, match="nothing"):
            await read


async def test_a_list_is_complete_and_in_order(objects: ObjectStore) -> None:
    for key in ("p/3", "p/1", "q/1", "p/2", "p/10"):
        await objects.put_if_absent(key, key.encode())
    assert [stored.key async for stored in objects.list("p")] == ["p/1", "p/10", "p/2", "p/3"]
    assert [stored.key async for stored in objects.list("p", after="p/10")] == ["p/2", "p/3"]
    assert [stored.key async for stored in objects.list("none")] == []


async def test_a_store_that_is_not_there_is_unavailable(settings: ApiSettings) -> None:
    away = settings.model_copy(update={"object_store_endpoint": f"https://localhost:{free_port()}"})
    objects = create_store(away)
    for attempt in (objects.get("x"), objects.put_if_absent("x", b""), objects.check()):
        with pytest.raises(StoreUnavailable, match=r"s3://syndic is not usable: Connection refused\."):
            await attempt


async def test_a_bucket_that_does_not_exist_is_found_by_the_check(settings: ApiSettings) -> None:
    elsewhere = settings.model_copy(update={"object_store_url": "s3://no-such-bucket"})
    with pytest.raises(StoreUnavailable):
        await create_store(elsewhere).check()


async def test_wrong_credentials_are_named_as_such(settings: ApiSettings) -> None:
    wrong = settings.model_copy(update={"object_store_secret_access_key": SecretStr("wrong")})
    with pytest.raises(StoreUnavailable, match="refuses the credentials"):
        await create_store(wrong).get("x")


async def test_a_certificate_of_an_unknown_authority_is_not_trusted(settings: ApiSettings) -> None:
    with pytest.raises(StoreUnavailable, match=r"certificate is not trusted \(UnknownIssuer\)"):
        await create_store(settings.model_copy(update={"object_store_ca_file": None})).get("x")


def test_an_unreadable_authority_is_named(settings: ApiSettings, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="OBJECT_STORE_CA_FILE"):
        create_store(settings.model_copy(update={"object_store_ca_file": tmp_path / "none.pem"}))
