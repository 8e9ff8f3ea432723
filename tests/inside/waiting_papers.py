"""Make papers that wait to be registered, as if `login` had dropped them in. The file
is stored as the reader's answer says; reading itself is tested elsewhere.
VALUES: login, count, text. ANSWER: list of intake ids.
"""

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
user = env["res.users"].search([("login", "=", VALUES["login"])])
agency = user._agencies(roles=["clerk"])[:1]
today = env["hr.job"]._today()
register = env["vpdt.register"].with_user(user)._for(agency, "incoming", today)
kind = env["vpdt.document.type"].search([("abbreviation", "=", "QĐ")], limit=1)
answer = {"mime": "application/pdf", "pages": 1, "source": "text", "fields": {}}
ids = []
for number in range(1, VALUES["count"] + 1):
    text = VALUES["text"].format(number=number)
    intake = (
        env["vpdt.intake"]
        .sudo()
        .create(
            {
                "agency_id": agency.id,
                "register_id": register.id,
                "user_id": user.id,
                "received_date": today,
                "secrecy_checked": True,
                "number": str(number),
                "symbol": "QĐ-THU",
                "issued_date": today,
                "issuer": "Ủy ban nhân dân tỉnh Thử",
                "type_id": kind.id,
                "subject": text,
            }
        )
    )
    env["vpdt.file"].with_user(user)._create_from(
        b"%PDF-1.4\n%" + text.encode(),
        f"{number}.pdf",
        {**answer, "text": text},
        {"intake_id": intake.id},
    )
    ids.append(intake.id)
env.cr.commit()
ANSWER(ids)
