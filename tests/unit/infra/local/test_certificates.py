from __future__ import annotations

import ipaddress
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from infra.local import memory
from infra.local.certificates import AUTHORITY_DAYS, LEAF_DAYS, Authority, KeyPair, authority_key
from infra.local.errors import AuthorityKeyDamagedError, AuthorityKeyMissingError

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def read(files: KeyPair) -> x509.Certificate:
    return x509.load_pem_x509_certificate(files.certificate_file.read_bytes())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "certificates")


def test_a_certificate_names_this_machine_in_every_form(authority: Authority) -> None:
    certificate = read(authority.certificate("proxy", NOW))

    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.get_values_for_type(x509.IPAddress) == [
        ipaddress.ip_address("127.0.0.1"),
        ipaddress.ip_address("::1"),
    ]


def test_a_certificate_is_signed_by_the_authority(authority: Authority) -> None:
    read(authority.certificate("proxy", NOW)).verify_directly_issued_by(read(authority.files))


def test_the_authority_can_sign_nothing_but_names_of_this_machine(authority: Authority) -> None:
    authority.ensure(NOW)

    constraint = read(authority.files).extensions.get_extension_for_class(x509.NameConstraints)
    assert constraint.critical
    assert constraint.value.permitted_subtrees is not None
    assert {str(name.value) for name in constraint.value.permitted_subtrees} == {"localhost", "127.0.0.0/8", "::1/128"}


def test_keys_are_closed_to_others(authority: Authority) -> None:
    pair = authority.certificate("proxy", NOW)

    for files in (pair, authority.files):
        assert files.key_file.stat().st_mode & 0o777 == 0o600
    assert authority.directory.stat().st_mode & 0o777 == 0o700


def test_no_key_is_on_disk(authority: Authority) -> None:
    authority.certificate("proxy", NOW)

    assert [path.name for path in authority.directory.iterdir()] == ["authority.pem"]


def test_an_authority_whose_key_is_kept_is_the_same_after_the_machine_was_off(authority: Authority) -> None:
    kept = authority_key()
    authority.keep_key(kept)
    authority.certificate("proxy", NOW)
    issuer = read(authority.files)
    shutil.rmtree(memory.beside(authority.directory))

    authority.keep_key(kept)
    renewed = read(authority.certificate("proxy", NOW))

    assert read(authority.files) == issuer
    renewed.verify_directly_issued_by(issuer)


def test_what_is_no_key_is_refused(authority: Authority) -> None:
    with pytest.raises(AuthorityKeyDamagedError, match="remove the line"):
        authority.keep_key("bm90IGEga2V5")


def test_nothing_is_signed_without_the_key(authority: Authority) -> None:
    authority.ensure(NOW)
    authority.files.key_file.unlink()

    with pytest.raises(AuthorityKeyMissingError, match="Run `syndic up`"):
        authority.renew("proxy.next", "proxy")


def test_certificates_are_kept_while_they_are_good(authority: Authority) -> None:
    before = read(authority.certificate("proxy", NOW))

    assert read(authority.certificate("proxy", NOW + timedelta(days=LEAF_DAYS - 31))) == before


def test_a_certificate_near_its_end_is_renewed_by_the_same_authority(authority: Authority) -> None:
    before, issuer = read(authority.certificate("proxy", NOW)), read(authority.files)

    renewed = read(authority.certificate("proxy", NOW + timedelta(days=LEAF_DAYS - 29)))

    assert renewed.serial_number != before.serial_number
    assert read(authority.files) == issuer
    renewed.verify_directly_issued_by(issuer)


def test_an_authority_near_its_end_is_renewed_with_everything_it_signed(authority: Authority) -> None:
    before = read(authority.certificate("proxy", NOW))
    later = NOW + timedelta(days=AUTHORITY_DAYS - LEAF_DAYS)

    renewed = read(authority.certificate("proxy", later))

    assert renewed.serial_number != before.serial_number
    renewed.verify_directly_issued_by(read(authority.files))
    assert read(authority.files).not_valid_after_utc > later + timedelta(days=LEAF_DAYS)


@pytest.mark.parametrize("damage", ["missing key", "other key", "not a certificate"])
def test_a_damaged_certificate_is_made_again(authority: Authority, damage: str) -> None:
    files = authority.certificate("proxy", NOW)
    before = read(files)
    if damage == "missing key":
        files.key_file.unlink()
    elif damage == "other key":
        files.key_file.write_bytes(authority.certificate("client", NOW).key_file.read_bytes())
    else:
        files.certificate_file.write_text("nonsense")

    assert read(authority.certificate("proxy", NOW)).serial_number != before.serial_number


def test_keys_are_elliptic_curve_keys_of_their_own(authority: Authority) -> None:
    keys = [read(authority.certificate(name, NOW)).public_key() for name in ("proxy", "server")]

    assert all(isinstance(key, ec.EllipticCurvePublicKey) for key in keys)
    assert keys[0] != keys[1]
