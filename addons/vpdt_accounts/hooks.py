"""What an office gets when the addon comes in."""


def post_init_hook(env):
    """Begin the ledger with the accounts that are there already."""
    users = env["res.users"].search([("share", "=", False)], order="id")
    for user in users - env.ref("base.user_root"):
        env["vpdt.account.change"]._enter(user, "known", "", user._rights_text())
