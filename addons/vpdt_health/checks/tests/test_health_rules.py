"""R18: from figures to lights, from lights to what people are told."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer, SimpleHTTPRequestHandler
from types import SimpleNamespace

import pytest
from checks import (
    AMBER,
    CHECKS,
    GREEN,
    GREY,
    HIGH,
    LOW,
    NEVER,
    RED,
    Reading,
    bytes_of,
    calls,
    certificate,
    clock,
    days_until_empty,
    judge,
    overall,
    per_day,
    production,
    span_of,
    to_tell,
    worst,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime(2026, 11, 27, 1, 0)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("value", "amber", "red", "worse", "state"),
    [
        (0, 1, 3, HIGH, GREEN),
        (1, 1, 3, HIGH, AMBER),
        (3, 1, 3, HIGH, RED),
        (9999, NEVER, NEVER, HIGH, GREEN),
        (9999, 5, NEVER, HIGH, AMBER),
        (21, 20, 10, LOW, GREEN),
        (20, 20, 10, LOW, AMBER),
        (-2, 30, 7, LOW, RED),
        (0, 0, NEVER, LOW, AMBER),
        (-5, NEVER, NEVER, LOW, GREEN),
        (None, 1, 1, HIGH, GREY),
    ],
)
def test_a_limit_that_is_reached_has_its_light(value, amber, red, worse, state):
    assert judge(Reading(value), amber, red, worse) == state


def test_facts_may_ask_for_a_light_by_themselves():
    assert judge(Reading(0, at_least=RED), 5, 9) == RED
    assert judge(Reading(6, at_least=AMBER), 5, 6) == RED
    assert judge(Reading(None, at_least=AMBER), 5, 6) == AMBER


def test_not_known_is_worse_than_well_and_no_alarm():
    assert worst([GREEN, GREY]) == GREY
    assert worst([GREY, AMBER, GREEN]) == AMBER
    assert worst([]) == GREEN


@pytest.mark.parametrize(
    ("states", "age", "status"),
    [
        ([GREEN, GREY], 1, "pass"),
        ([GREEN, AMBER], 1, "warn"),
        ([RED, AMBER], 1, "fail"),
        ([GREEN], 4, "fail"),
        ([GREEN], None, "fail"),
    ],
)
def test_a_monitor_hears_of_red_and_of_checks_that_stopped(states, age, status):
    at = None if age is None else NOW - age * HOUR
    assert overall(states, at, NOW, 3 * HOUR) == status


@pytest.mark.parametrize(
    ("told", "state", "hours", "tell_from", "said"),
    [
        (None, RED, 0, "red", "alarm"),
        (RED, RED, 9, "red", None),
        (None, AMBER, 9, "red", None),
        (None, AMBER, 9, "amber", "alarm"),
        (AMBER, RED, 9, "amber", "alarm"),
        (RED, AMBER, 9, "amber", None),
        (RED, AMBER, 9, "red", None),
        (RED, GREEN, 0, "red", "mended"),
        (RED, GREY, 9, "red", None),
        (None, GREEN, 9, "red", None),
        (None, RED, 9, "never", None),
    ],
)
def test_told_once_and_again_when_mended(told, state, hours, tell_from, said):
    since = NOW - hours * HOUR
    assert to_tell(told, state, since, NOW, tell_from, timedelta(0)) == said


def test_an_alarm_waits_as_long_as_the_office_says():
    wait = timedelta(hours=2)
    assert to_tell(None, RED, NOW - HOUR, NOW, "red", wait) is None
    assert to_tell(None, RED, NOW - 2 * HOUR, NOW, "red", wait) == "alarm"


def test_a_disk_that_fills_lasts_so_long():
    falling = [(NOW + timedelta(days=day), 50 - 2 * day) for day in range(6)]
    assert per_day(falling) == pytest.approx(-2)
    assert days_until_empty(40, -2) == 20
    assert days_until_empty(40, 0.1) == 365
    assert days_until_empty(40, None) is None


def test_two_days_are_no_trend():
    assert per_day([(NOW + timedelta(hours=12 * n), n) for n in range(5)]) is None


def test_figures_are_in_the_unit_one_would_say():
    assert bytes_of(1_610_612_736) == (1.5, "GB")
    assert bytes_of(12) == (12, "B")
    assert span_of(90, "minutes") == (90, "minutes")
    assert span_of(180, "minutes") == (3, "hours")
    assert span_of(72, "hours") == (3, "days")
    assert span_of(400, "days") == (400, "days")


def test_of_a_slow_request_nothing_a_client_invents_is_kept():
    models = {"vpdt.document": SimpleNamespace(search_read=len)}
    assert calls.call_of("vpdt.document.search_read", models) == (
        "vpdt.document",
        "search_read",
    )
    for told in (
        "",
        "vpdt.invented.read",
        "vpdt.document.Nguyễn Văn A",
        "vpdt.document.invented",
        "SELECT",
    ):
        assert calls.call_of(told, models) == ("", "")
    assert calls.is_timed("/web/dataset/call_kw")
    assert not calls.is_timed("/websocket")


GOOD = {
    "workers": 4,
    "proxy_mode": True,
    "behind_proxy": True,
    "list_db": False,
    "dbfilter": "^vpdt$",
    "dev_mode": False,
    "demo": False,
    "master_password": False,
    "admin_password": False,
}


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"workers": 0}, ["workers"]),
        ({"proxy_mode": False}, ["proxy_mode"]),
        ({"proxy_mode": False, "behind_proxy": False}, []),
        ({"list_db": True}, ["list_db"]),
        (
            {"list_db": True, "master_password": True},
            ["master_password", "list_db_open"],
        ),
        ({"admin_password": True, "demo": True}, ["admin_password", "demo"]),
        ({"dbfilter": "", "dev_mode": True}, ["dbfilter", "dev_mode"]),
    ],
)
def test_what_production_needs(changes, keys):
    assert production.missing({**GOOD, **changes}) == keys


def test_each_check_has_a_name_and_a_place_of_its_own():
    assert len({check.name for check in CHECKS.values()}) == len(CHECKS)
    assert all(code == check.code for code, check in CHECKS.items())


def test_the_kernel_says_whether_its_clock_is_kept():
    kept, error = clock.kernel_clock()
    assert (kept, error) == (None, None) or kept in (True, False) and error >= 0


# --- the certificate: a real server with a certificate of its own -----------------


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A TLS server on this machine; its certificate ends in ten days."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "vanphong.test")])
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    http = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    http.socket = context.wrap_socket(http.socket, server_side=True)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield http.server_address, ends
    http.shutdown()
    http.server_close()
    thread.join()


def test_the_end_of_a_certificate_is_read_even_if_nobody_vouches_for_it(server):
    address, ends = server
    found = certificate.look("vanphong.test", 443, address=address)
    assert found["expires"] == ends
    assert not found["trusted"]
    assert "certificate" in found["problem"]
    assert 9.9 < certificate.days_left(ends, datetime.now(UTC)) <= 10


def test_nobody_there_is_an_error_of_the_network():
    with pytest.raises(OSError):
        certificate.look("vanphong.test", 443, address=("127.0.0.1", 1), timeout=2)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://vp.gov.vn", ("https", "vp.gov.vn", 443)),
        ("https://vp.gov.vn:8443/odoo", ("https", "vp.gov.vn", 8443)),
        ("http://localhost:8069", ("http", "localhost", 8069)),
        ("http://[", ("", None, None)),
    ],
)
def test_the_address_people_type(url, place):
    assert certificate.place_of(url) == place
