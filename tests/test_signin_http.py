"""R17 through the whole house: a try over the old interfaces for programs is counted
and kept, though its own transaction is taken back; the proxy does not let them in."""

from xmlrpc.client import Fault, ServerProxy

import pytest
import requests
from office import Office, need_template

LOGIN, PASSWORD = "chanhvp", "chanhvp-553"


@pytest.fixture(scope="module")
def place():
    """An office of its own: accounts are locked here."""
    need_template()
    with Office("signin") as office:
        office.start()
        yield office


def kept(office):
    """Return how tries of the old interfaces ended, oldest first."""
    rows = office.sql(
        "SELECT result FROM vpdt_signin_attempt WHERE address = 'rpc' ORDER BY id"
    )
    return [row[0] for row in rows]


def over_xmlrpc(inside, database, uid, password):
    """Ask for something in somebody's name; return whether it was refused."""
    try:
        ServerProxy(f"{inside}/xmlrpc/2/object").execute_kw(
            database, uid, password, "res.users", "context_get", []
        )
    except Fault as fault:
        assert "AccessDenied" in str(fault.faultCode) or fault.faultCode == 3
        return True
    return False


def over_jsonrpc(inside, database, uid, password):
    """The same by the other one."""
    answer = requests.post(
        f"{inside}/jsonrpc",
        json={
            "jsonrpc": "2.0",
            "method": "call",
            "params": {
                "service": "object",
                "method": "execute_kw",
                "args": [database, uid, password, "res.users", "context_get", []],
            },
        },
        timeout=60,
    ).json()
    return "error" in answer


@pytest.mark.parametrize("path", ["/jsonrpc", "/xmlrpc/2/common", "/xmlrpc/common"])
def test_the_proxy_does_not_let_them_in(place, path):
    """As in production (deploy/nginx.conf)."""
    assert requests.post(place.url + path, json={}, timeout=60).status_code == 404


def test_guessing_inside_is_counted_and_in_vain(place):
    """Attack: whoever reaches Odoo's own port tries passwords, on both workers."""
    inside, name = f"http://127.0.0.1:{place.port + 1}", place.database
    [[uid]] = place.sql(f"SELECT id FROM res_users WHERE login = '{LOGIN}'")
    for number in range(4):
        ask = (over_xmlrpc, over_jsonrpc)[number % 2]
        assert ask(inside, name, int(uid), f"sai {number}")
    # the right one is no better, and locks as any other
    assert over_jsonrpc(inside, name, int(uid), PASSWORD)
    assert over_xmlrpc(inside, name, int(uid), PASSWORD)
    common = ServerProxy(f"{inside}/xmlrpc/2/common")
    assert common.authenticate(name, LOGIN, PASSWORD, {}) is False
    assert kept(place) == ["wrong"] * 5 + ["limit"] * 2
