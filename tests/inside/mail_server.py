"""Let the office send its e-mails, from an address of its own, to a server here.

VALUES: port.
"""

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
env["ir.mail_server"].create(
    {
        "name": "Thử",
        "smtp_host": "127.0.0.1",
        "smtp_port": VALUES["port"],
        "smtp_encryption": "none",
    }
)
env.company.email = "vanphong@tuyphuoc.test"
env.cr.commit()
ANSWER(True)
