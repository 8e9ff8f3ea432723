"""Run in `odoo shell`: what people do in an office and an update must keep.

scripts/release_dump runs it after the demonstration papers have been brought in.
People act with their own rights. What was deleted is noted in the database, so that
the test of the upgrade can tell it from what a later release adds.
"""

import json
import os

env = globals()["env"]
DELETED = [
    "vpdt_tuyphuoc.rule_chief_deputy_chief_inform",
    "vpdt_tuyphuoc.charge_kttc_pcvp_kt",
    "vpdt_tuyphuoc.register_tckh_outgoing",
    "vpdt_tuyphuoc.series_tckh_outgoing",
    "vpdt_documents.vpdt_document_type_quy_che",
    "vpdt_workflow.holiday_2026_04_27",
]


def person(login):
    """Return the account of `login` in its own environment."""
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang="vi_VN", tz="Asia/Ho_Chi_Minh")


def of(login, name):
    """Return the record of external id `name` as `login` works with it."""
    return env.ref(name).with_env(person(login).env)


def paper(code):
    """Return the document of this code."""
    return env["vpdt.document"].search([("code", "=", code)])


def settle():
    """Commit, and run the sweep over the registers as the scheduler does."""
    env.cr.commit()
    env["vpdt.series"].search([])._settle()
    env.cr.commit()


book = env["vpdt.register"]._for(env.ref("vpdt_tuyphuoc.agency_ubnd"), "incoming")
settle()

# A paper that was refused, a line that was corrected, a registration broken off
_nothing, refused = (
    person("vanthu.vp")
    .env["vpdt.intake"]
    ._take_in(b"MZ not a paper", "phan-mem.exe", True)
)
assert refused
line = paper("287/QĐ-UBND").with_env(person("vanthu.vp").env)
line.action_correct({"signer": "Nguyễn Tuấn Thanh"}, "Đọc nhầm tên người ký")
env.cr.commit()
book.series_id.with_env(person("vanthu.vp").env)._reserve()
env.cr.rollback()
settle()

# The chairman takes back what was not opened yet, a deputy finishes his part
sent = env["vpdt.handling"].search(
    [
        ("sender_id.login", "=", "chutich"),
        ("state", "=", "waiting"),
        ("purpose", "=", "support"),
    ]
)
sent[:1].with_env(person("chutich").env).action_recall("Gửi nhầm đơn vị")
watched = env["vpdt.handling"].search(
    [("user_id.login", "=", "pcvp"), ("state", "in", ("waiting", "opened"))]
)
watched[:1].with_env(person("pcvp").env).action_finish("Đã theo dõi xong")

# The operator makes the office his own: words, rules, people, holidays
values = {
    "vpdt_tuyphuoc.agency_vhtt": {"name": "Phòng Văn hóa, Khoa học và Thông tin"},
    "vpdt_tuyphuoc.post_chu_tich": {"name": "Chủ tịch Ủy ban"},
    "vpdt_tuyphuoc.rule_chairman_clerk_lead": {"days": 7},
    "vpdt_tuyphuoc.field_kttc": {"keywords": "ngân sách, kho bạc"},
    "vpdt_tuyphuoc.register_ubnd_incoming": {"name": "Sổ công văn đến"},
    "vpdt_documents.vpdt_document_type_quyet_dinh": {"handling_days": 9},
    "vpdt_workflow.holiday_2027_02_05": {"date_from": "2027-02-03 17:00:00"},
    "vpdt_tuyphuoc.charge_kttc_pct_kt": {
        "user_id": env.ref("vpdt_tuyphuoc.user_pct_vx").id
    },
    "vpdt_tuyphuoc.agency_phuoc_an": {
        "valid_to": "2026-06-30",
        "successor_ids": [(4, env.ref("vpdt_tuyphuoc.agency_phuoc_thanh").id)],
    },
}
for name, vals in values.items():
    of("quantri", name).write(vals)
for name in DELETED:
    of("quantri", name).unlink()
person("quantri").env["vpdt.transfer.rule"].create(
    {
        "agency_id": env.ref("vpdt_tuyphuoc.agency_tckh").id,
        "from_role": "clerk",
        "to_role": "head",
        "purpose": "inform",
    }
)

# So does the administrator
env.ref("base.main_company").name = "UBND huyện Tuy Phước, tỉnh Bình Định"
env.ref("vpdt_workflow.resource_calendar_office").name = "Giờ làm việc của huyện"
env["ir.config_parameter"].set_param("vpdt_documents.max_megabytes", "80")
env.ref("vpdt_documents.ir_cron_vpdt_series_settle").interval_number = 7
env.ref("vpdt_tuyphuoc.user_chanhvp").password = "Mat-khau-moi-88"
env.ref("vpdt_tuyphuoc.user_chuyenvien_vhtt").active = False
env.ref("vpdt_tuyphuoc.employee_chuyenvien_tckh").create_version(
    {"date_version": "2026-06-01"}
)
settle()

# The last thing before the copy: one more registration is broken off
book.series_id.with_env(person("vanthu.vp").env)._reserve()
env.cr.rollback()

parameters = env["ir.config_parameter"].sudo()
parameters.set_param("vpdt_tests.deleted", json.dumps(DELETED))
parameters.set_param("vpdt_tests.revision", os.environ["VPDT_REVISION"])
env.cr.commit()
