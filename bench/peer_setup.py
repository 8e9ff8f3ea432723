"""One user, one folder, one file for the peer; run in an ``odoo shell``."""

import os


def main(env):
    """Make what the million files are copies of."""
    login = os.environ["VPDT_BENCH_LOGIN"]
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "Ordinary user",
                "login": login,
                "password": login,
                "group_ids": [
                    (
                        6,
                        0,
                        [
                            env.ref("base.group_user").id,
                            env.ref("dms.group_dms_user").id,
                        ],
                    )
                ],
            }
        )
    )
    storage = env["dms.storage"].create({"name": "Papers", "save_type": "file"})
    group = env["dms.access.group"].create(
        {
            "name": "Everybody",
            "perm_create": True,
            "perm_write": True,
            "perm_unlink": True,
            "explicit_user_ids": [(6, 0, [user.id])],
        }
    )
    directory = env["dms.directory"].create(
        {
            "name": "Papers",
            "is_root_directory": True,
            "storage_id": storage.id,
            "group_ids": [(6, 0, [group.id])],
        }
    )
    # Its rules are SQL over stored fields: they have to be in the database first
    env.flush_all()
    env.invalidate_all()
    env["dms.file"].with_user(user).create(
        {"name": "first.pdf", "directory_id": directory.id, "content": "YmVuY2g="}
    )
    env.cr.commit()


main(env)  # noqa: F821 - given by odoo shell
