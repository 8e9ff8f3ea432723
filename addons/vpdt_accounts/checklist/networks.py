"""Networks that sign-ins come from: an address at home changes, its network less."""

from ipaddress import ip_address, ip_network

#: Used by so many other accounts, a network is one of the office.
COMMON = 3


def network(address):
    """Return the network of an address as text: IPv4 /24, IPv6 /48; "" of no address.

    >>> network("10.1.2.3")
    '10.1.2.0/24'
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    bits = 24 if found.version == 4 else 48
    return str(ip_network(f"{found}/{bits}", strict=False))


def new_networks(rows, since, common=COMMON):
    """Return the networks each account first came from since a moment.

    Not those of the account's very first sign-in, nor those of the office.

    :param rows: (user id, address, naive UTC moment of the first sign-in from it)
    :return: {user id: tuple of networks, sorted}
    """
    first, users = {}, {}
    for user, address, at in rows:
        name = network(address)
        if name:
            key = user, name
            first[key] = min(at, first.get(key, at))
            users.setdefault(name, set()).add(user)
    begun = {}
    for (user, _name), at in first.items():
        begun[user] = min(at, begun.get(user, at))
    found = {}
    for (user, name), at in sorted(first.items()):
        if at >= since and at > begun[user] and len(users[name]) - 1 < common:
            found[user] = (*found.get(user, ()), name)
    return found
