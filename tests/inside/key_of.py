"""Give a person a key for programs.

VALUES: login. Answers with the key.
"""

from datetime import datetime, timedelta

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
user = env["res.users"].search([("login", "=", VALUES["login"])])
keys = env["res.users.apikeys"].with_user(user).sudo()
key = keys._generate("rpc", "test", datetime.now() + timedelta(days=1))
env.cr.commit()
ANSWER(key)
