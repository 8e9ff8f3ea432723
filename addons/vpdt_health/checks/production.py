"""What a server has to be set to before people work on it (docs/huong-dan/van-hanh)."""

#: Findings that alone are a red light.
DANGEROUS = {"master_password", "admin_password", "list_db_open"}


def missing(setup):
    """Return the keys of what production needs and is not so, the gravest first.

    :param setup: {"workers", "proxy_mode", "behind_proxy" (whether https comes through
        a proxy), "list_db", "dbfilter", "dev_mode", "demo" (accounts with public
        passwords), "master_password" (is the well-known one), "admin_password" (the
        same of the account admin)}
    """
    found = []
    if setup["admin_password"]:
        found.append("admin_password")
    if setup["master_password"]:
        found.append("master_password")
    if setup["list_db"]:
        found.append("list_db_open" if setup["master_password"] else "list_db")
    if setup["demo"]:
        found.append("demo")
    if setup["behind_proxy"] and not setup["proxy_mode"]:
        found.append("proxy_mode")
    if not setup["workers"]:
        found.append("workers")
    if not setup["dbfilter"]:
        found.append("dbfilter")
    if setup["dev_mode"]:
        found.append("dev_mode")
    return found
