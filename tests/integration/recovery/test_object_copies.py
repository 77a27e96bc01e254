"""What is acknowledged is in both regions, with the objects it refers to."""

from __future__ import annotations

import hashlib
import ssl
import threading
import uuid
from collections.abc import Generator
from contextlib import contextmanager

import httpx
import obstore
import pytest

from infra.errors import OperatorError, PlatformRefusedError
from infra.local import credentials, object_store, object_store_bucket
from infra.local.certificates import Authority
from infra.local.credentials import TOKEN
from infra.local.object_store import ObjectStore
from infra.local.object_store_configuration import AccessKey
from infra.local.supervisor import Supervisor
from infra.platform import Evidence
from infra.scripts.dr.local_target import reach
from server.evidence.service import object_key
from tests.integration.local.waiting import until
from tests.integration.recovery.scene import Scene, assert_whole

UPLOADERS = 4
UPLOADS = 60


def upload(scene: Scene, system: str, content: bytes) -> Evidence:
    with scene.syndic.connect() as platform:
        parameters = {"kind": "other", "title": "Copied"}
        return platform.upload(Evidence, f"/api/systems/{system}/evidence", content, "text/plain", parameters)


def key_of(content: bytes) -> str:
    return object_key(hashlib.sha256(content).hexdigest())


def holds(scene: Scene, region: str, key: str) -> bool:
    try:
        obstore.head(reach(scene.composed(region)), key)
    except FileNotFoundError:
        return False
    return True


def lists(scene: Scene, region: str, key: str) -> bool:
    """Unlike `holds` this disturbs no copy that is being made: asked for an object, SeaweedFS repairs what it finds."""
    pages = obstore.list(reach(scene.composed(region)), key.rpartition("/")[0])
    return key in {meta["path"] for page in pages for meta in page}


@contextmanager
def without(scene: Scene, service: str) -> Generator[str]:
    """A service of the region that stands by is stopped for as long as the block lasts; the region."""
    standby = scene.regions.standby
    assert standby is not None
    Supervisor(scene.main.of_region(standby)).remove(service)
    try:
        yield standby
    finally:
        scene.syndic.json("dr", "mode", "synchronous")
        scene.syndic.up()


def test_an_upload_is_in_both_regions_when_it_is_acknowledged(scene: Scene) -> None:
    system = scene.add_system("is copied")
    content = uuid.uuid4().bytes
    with without(scene, object_store.FOLLOWER) as standby:
        upload(scene, system, content)
        assert holds(scene, standby, key_of(content))
        assert holds(scene, scene.regions.live, key_of(content))
    assert_whole(scene)


def test_without_the_other_store_an_upload_is_refused_until_writes_need_not_wait(scene: Scene) -> None:
    system = scene.add_system("is not copied")
    content = uuid.uuid4().bytes
    with without(scene, object_store.NAME) as standby:
        with pytest.raises(PlatformRefusedError) as refused:
            upload(scene, system, content)
        assert refused.value.status == httpx.codes.SERVICE_UNAVAILABLE
        assert not holds(scene, scene.regions.live, key_of(content))
        scene.syndic.json("dr", "mode", "asynchronous")
        upload(scene, system, content)
    until(lambda: lists(scene, standby, key_of(content)), "the store copies what it missed")
    assert_whole(scene)


def test_every_upload_that_was_acknowledged_before_a_loss_can_be_read_after_it(scene: Scene) -> None:
    system = scene.add_system("is uploaded to")
    acknowledged: dict[str, bytes] = {}
    enough, lost = threading.Event(), threading.Event()

    def send() -> None:
        while not lost.is_set():
            content = uuid.uuid4().bytes
            try:
                acknowledged[upload(scene, system, content).id] = content
            except OperatorError:
                continue
            if len(acknowledged) >= UPLOADS:
                enough.set()

    threads = [threading.Thread(target=send, daemon=True) for _ in range(UPLOADERS)]
    for thread in threads:
        thread.start()
    assert enough.wait(120)
    scene.lose()
    lost.set()
    scene.syndic.json("dr", "failover")
    for thread in threads:
        thread.join(60)
    assert unread(scene, acknowledged) == []
    scene.syndic.json("dr", "rejoin")
    assert_whole(scene)


def unread(scene: Scene, acknowledged: dict[str, bytes]) -> list[str]:
    """The items whose content is not what was sent."""
    headers = {"Authorization": f"Bearer {credentials.read(scene.main.env_file)[TOKEN]}"}
    context = ssl.create_default_context(cafile=Authority(scene.main.certificates).ca_file)
    with scene.syndic.connect() as platform, httpx.Client(verify=context, headers=headers) as client:
        found = {item: client.get(f"{platform.url}/api/evidence/{item}/content") for item in acknowledged}
    return [item for item, answer in found.items() if answer.content != acknowledged[item]]


def test_a_new_key_is_good_in_both_regions_and_the_old_one_in_neither(scene: Scene) -> None:
    old = credentials.read(scene.main.env_file).keys("api")[0]
    [done] = scene.syndic.json("secrets", "rotate", "object-store-api", "--no-overlap")
    assert done["state"] == "rotated"
    new = credentials.read(scene.main.env_file).keys("api")[0]
    stores = [scene.composed(region).store for region in ("one", "two")]
    assert [(lets_in(store, new), lets_in(store, old)) for store in stores] == [(True, False)] * 2
    scene.add_system("with a new key")
    assert_whole(scene)


def lets_in(store: ObjectStore, key: AccessKey) -> bool:
    client = object_store_bucket.client(store.endpoint, store.region, store.ca_file, key)
    return object_store_bucket.may_list(client, store.bucket)
