"""Drafts that are signed and wait for their number, made by the district's people with
their own rights. The scans are tied as by hand; reading is tested elsewhere.
VALUES: count. ANSWER: list of draft ids.
"""

import io

from reportlab.pdfgen.canvas import Canvas

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
answer = {"mime": "application/pdf", "pages": 1, "source": "text", "fields": {}}
Draft = type(env["vpdt.draft"])
Draft._read = lambda self, data, name: {**answer, "text": name}


def person(login):
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang=user.lang, tz=user.tz)


def page(words):
    """Return a PDF of one page (bytes)."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def signed(number):
    maker = person("chuyenvien.vhtt")
    receivers = (env.ref(f"vpdt_tuyphuoc.agency_{name}") for name in ("tckh", "tp"))
    draft = maker.env["vpdt.draft"].create(
        {
            "subject": f"Việc cùng lúc thứ {number}",
            "type_id": env["vpdt.document.type"]._find("Quyết định").id,
            "issuer_id": env.ref("vpdt_tuyphuoc.agency_ubnd").id,
            "signer_id": person("chutich").id,
            "dispatch_ids": [(0, 0, {"agency_id": one.id}) for one in receivers],
        }
    )
    version, refused = draft._add_version(page(f"du thao {number}"), f"{number}.pdf")
    assert not refused, refused
    draft.action_submit()
    for purpose, after in (("review", "pcvp"), ("review", ""), ("sign", "")):
        env.invalidate_all()
        [step] = draft.sudo().document_id.handling_ids.filtered(
            lambda item, purpose=purpose: (
                item.purpose == purpose and item.state in ("waiting", "opened")
            )
        )
        # the layout is looked at by one of the deputy chiefs, whom the head chooses
        reviewer = person(after).id if after else None
        held = step.with_user(step.user_id)
        held.action_approve(version_id=version.id, reviewer_id=reviewer)
    clerk = person("vanthu.vp")
    file = clerk.env["vpdt.file"]._create_from(
        page(f"ban ky {number}"),
        "ban-ky.pdf",
        {**answer, "text": "ký"},
        {"document_id": draft.sudo().document_id.id},
    )
    draft.with_env(clerk.env)._tie(file, env["hr.job"]._today(), None, "Quét lại")
    env.cr.commit()
    return draft.id


ANSWER([signed(number) for number in range(1, VALUES["count"] + 1)])
