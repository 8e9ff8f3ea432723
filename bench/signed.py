"""Drafts that are signed and wait for their number, with receivers all over.

Run in an ``odoo shell`` before the measuring; ``VPDT_BENCH_WANTED`` says how many,
``VPDT_BENCH_OUT`` names the file for their ids. They are made by the people whose work
it is, with their rights; only the scan of the signed paper is tied without the reader.
The committee issues to thirty agencies inside; where the district has fewer, public
service units with a head and a clerk are founded first.
"""

import io
import json
import os

from reportlab.pdfgen.canvas import Canvas

INSIDE, OUTSIDE = 30, 6


def receivers(env, committee):
    """Return `INSIDE` agencies under the committee; found those that are missing."""
    agencies = env["hr.department"].search(
        [("parent_id", "=", committee.id), ("is_agency", "=", True)]
    )
    for number in range(len(agencies) + 1, INSIDE + 1):
        agency = env["hr.department"].create(
            {
                "name": f"Đơn vị sự nghiệp số {number}",
                "symbol": f"ĐVSN{number}",
                "is_agency": True,
                "parent_id": committee.id,
            }
        )
        for role in ("head", "clerk"):
            post = env["hr.job"].create(
                {"name": role, "role": role, "department_id": agency.id}
            )
            user = (
                env["res.users"]
                .with_context(no_reset_password=True)
                .create(
                    {
                        "name": f"{agency.symbol} {role}",
                        "login": f"a{number}.{role}.0",
                        "lang": "vi_VN",
                        "tz": "Asia/Ho_Chi_Minh",
                        "group_ids": [(6, 0, [env.ref("base.group_user").id])],
                    }
                )
            )
            env["hr.employee"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "department_id": agency.id,
                    "job_id": post.id,
                    "date_version": "2022-01-01",
                }
            )
        today = env["hr.job"]._today()
        for kind in ("incoming", "outgoing"):
            env["vpdt.register"].sudo()._open_year(agency, kind, today.year)
        agencies += agency
    return agencies[:INSIDE]


def paper(words):
    """Return a PDF of two pages with a text layer (bytes)."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in (1, 2):
        canvas.drawString(72, 700, f"{words} {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sign(env, people, committee, agencies, number):
    """Return the id of a draft that waits for its number."""
    maker = people["a1.specialist.0"]
    draft = (
        env["vpdt.draft"]
        .with_user(maker)
        .create(
            {
                "subject": f"Quyet dinh so {number} cua phep do",
                "type_id": env["vpdt.document.type"]._find("Quyết định").id,
                "issuer_id": committee.id,
                "signer_id": people["a0.chairman.0"].id,
                "dispatch_ids": [
                    *((0, 0, {"agency_id": agency.id}) for agency in agencies),
                    *(
                        (0, 0, {"name": f"Cơ quan ngoài số {place}"})
                        for place in range(OUTSIDE)
                    ),
                ],
            }
        )
    )
    data = paper(f"phep do {number}")
    version, refused = draft._add_version(data, "du-thao.pdf")
    if refused:
        raise SystemExit(refused)
    draft.action_submit()
    for login in ("a1.head.0", "a0.deputy_chief_of_office.0"):
        step = draft.sudo().document_id.handling_ids.filtered(
            lambda item: item.purpose == "review" and item.state == "waiting"
        )
        reviewer = people[login]
        if step.user_id != reviewer:
            reviewer = step.user_id
        chief = people["a0.deputy_chief_of_office.0"]
        step.with_user(reviewer).action_approve(
            version_id=version.id,
            reviewer_id=chief.id if login == "a1.head.0" else None,
        )
    clerk = draft.with_user(people["a0.clerk.0"])
    answer = {"mime": "application/pdf", "pages": 2, "text": "ky", "source": "text"}
    file = (
        env["vpdt.file"]
        .with_user(people["a0.clerk.0"])
        ._create_from(
            data, "ban-ky.pdf", answer, {"document_id": draft.sudo().document_id.id}
        )
    )
    # read in the background long before it gets its number
    file.sudo().text_state = "read"
    clerk._tie(file, env["hr.job"]._today(), None, "Phép đo")
    env.cr.commit()
    return draft.id


def main(env):
    """Sign as many drafts as are wanted."""
    people = {
        user.login: user
        for user in env["res.users"].search([("login", "like", "a_.%")])
    }
    committee = env["hr.department"].search([("symbol", "=", "UBND")], limit=1)
    agencies = receivers(env, committee)
    ids = [
        sign(env, people, committee, agencies, number)
        for number in range(int(os.environ["VPDT_BENCH_WANTED"]))
    ]
    with open(os.environ["VPDT_BENCH_OUT"], "w", encoding="utf-8") as file:
        json.dump(ids, file)


main(env)  # noqa: F821 - given by odoo shell
