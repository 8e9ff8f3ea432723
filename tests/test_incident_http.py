"""R25 through the whole house: two workers, the evented process, PostgreSQL. After a
report no session, key or socket of the account is answered, on any worker, in 5 s."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import websocket
from office import Office, Person, RpcError, need_template

#: What the regulation of the office allows.
SECONDS = 5
LOGIN, PASSWORD = "chanhvp", "chanhvp-553"
#: Enough for both workers to have answered each session.
TIMES = 30


@pytest.fixture(scope="module")
def place():
    """An office of its own: accounts are locked here."""
    need_template()
    with Office("incident") as office:
        office.start()
        yield office


def answered(person):
    """Whether the session of somebody is still answered."""
    try:
        person.call("res.users", "context_get")
    except RpcError:
        return False
    return True


def key_works(office, key):
    """Whether a key for programs is still answered."""
    answer = requests.post(
        f"{office.url}/json/2/res.users/context_get",
        headers={
            "Authorization": f"bearer {key}",
            "X-Odoo-Database": office.database,
        },
        json={},
        timeout=60,
    )
    return answer.status_code == 200


def listen(person):
    """Open a websocket in the session of somebody, as the web client does."""
    version = person.ask("/web/session/get_session_info")["websocket_worker_version"]
    cookies = "; ".join(f"{one.name}={one.value}" for one in person.cookies)
    socket = websocket.create_connection(
        f"{person.office.url.replace('http', 'ws')}/websocket?version={version}",
        cookie=cookies,
        origin=person.office.url,
        header={"User-Agent": "Mozilla/5.0"},
        timeout=60,
    )
    socket.send(
        json.dumps({"event_name": "subscribe", "data": {"channels": [], "last": 0}})
    )
    return socket


def closes(socket, seconds):
    """Whether a socket is closed by the other side within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        socket.settimeout(max(0.1, end - time.monotonic()))
        try:
            code, _data = socket.recv_data()
        except websocket.WebSocketTimeoutException:
            return False
        except (websocket.WebSocketException, OSError):
            return True
        if code == websocket.ABNF.OPCODE_CLOSE:
            return True
    return False


def refused_everywhere(checks, seconds):
    """Whether each of `checks` says no, TIMES in a row, from within `seconds` on."""
    end = time.monotonic() + seconds
    while any(check() for check in checks):
        if time.monotonic() > end:
            return False
    return not any(check() for check in checks for _time in range(TIMES))


def test_a_report_ends_everything_in_five_seconds(place):
    """R25: sessions, keys and sockets; whoever holds them."""
    own, thief = (Person(place, LOGIN, PASSWORD) for _one in range(2))
    key = place.inside("key_of.py", login=LOGIN)
    socket = listen(thief)
    for _time in range(TIMES):
        assert answered(own)
        assert answered(thief)
    assert key_works(place, key)

    own.call("vpdt.incident", "action_report", "access", "", "")

    with ThreadPoolExecutor() as pool:
        closed = pool.submit(closes, socket, SECONDS)
        checks = [
            lambda: answered(thief),
            lambda: answered(own),
            lambda: key_works(place, key),
        ]
        assert refused_everywhere(checks, SECONDS)
        assert closed.result()
    with pytest.raises(RpcError):
        Person(place, LOGIN, PASSWORD)
    [[kinds]] = place.sql(
        "SELECT string_agg(kind, ' ' ORDER BY id) FROM vpdt_incident_step"
    )
    assert kinds == "reported contained told"
    assert not place.errors()


def test_many_guesses_at_once_are_not_more_than_five(place):
    """R17: two workers count together; whoever guesses in parallel gains nothing."""
    login = "pct.vx"

    def guess(number):
        try:
            Person(place, login, f"sai-{number}")
        except RpcError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(max_workers=8) as pool:
        said = list(pool.map(guess, range(16)))
    waits = [words for words in said if "15" in words]
    assert len(waits) == 16 - 5
    with pytest.raises(RpcError) as right:
        Person(place, login, "pct-vx-553")
    assert "15" in str(right.value)
    rows = place.sql(
        "SELECT result, count(*) FROM vpdt_signin_attempt a"
        " JOIN res_users u ON u.id = a.user_id"
        f" WHERE u.login = '{login}' GROUP BY result ORDER BY result"
    )
    assert rows == [["limit", "12"], ["wrong", "5"]]
    # the others of the house, behind the same address, work on
    assert answered(Person(place, "chutich", "chutich-553"))
