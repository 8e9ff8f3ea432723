"""Run in `odoo shell`: give the administrator a password of his own.

Odoo creates the account ``admin`` with the password ``admin``. It gets the one of
the variable VPDT_ADMIN_PASSWORD, and Vietnamese becomes the language of whoever
has none chosen.
"""

import os

env = globals()["env"]
lang = env["res.lang"]._lang_get("vi_VN")
env["ir.default"].set("res.partner", "lang", lang.code)
admin = env.ref("base.user_admin")
admin.write(
    {
        "name": "Quản trị kỹ thuật",
        "lang": lang.code,
        "tz": admin.tz or "Asia/Ho_Chi_Minh",
        "password": os.environ["VPDT_ADMIN_PASSWORD"],
    }
)
env.cr.commit()
