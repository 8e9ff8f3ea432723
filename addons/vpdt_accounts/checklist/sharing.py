"""What two people share that belongs to one."""


def shared_devices(rows, number):
    """Return who used the device of somebody else.

    :param rows: (mark of a device, user ids that signed in on it)
    :param number: people on one device from which on it is told
    :return: {user id: sorted ids of the others}
    """
    found = {}
    for _mark, users in rows:
        users = set(users)
        if len(users) >= max(2, number):
            for user in users:
                found.setdefault(user, set()).update(users - {user})
    return {user: sorted(others) for user, others in found.items()}


def shared_mails(addresses, common=()):
    """Return whose address is somebody else's or the office's as well.

    :param addresses: (user id, e-mail address or None)
    :param common: addresses of common mailboxes
    :return: {user id: (address, sorted ids of the others)}
    """
    common = {_plain(one) for one in common} - {""}
    of = {}
    for user, address in addresses:
        if _plain(address):
            of.setdefault(_plain(address), set()).add(user)
    return {
        user: (address, sorted(users - {user}))
        for address, users in of.items()
        if len(users) > 1 or address in common
        for user in users
    }


def _plain(address):
    return (address or "").strip().lower()
