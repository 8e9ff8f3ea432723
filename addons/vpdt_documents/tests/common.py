from datetime import date

from odoo import Command
from odoo.tests import TransactionCase

# An answer of the reader (intake/client.py) for a paper whose text is known.
ANSWER = {
    "refused": None,
    "kind": "pdf",
    "mime": "application/pdf",
    "pages": 1,
    "source": "text",
    "words": [],
    "signer_pending": False,
    "secrecy_checked": True,
    "seconds": 0.0,
}
BYTES = b"%PDF-1.4\n%the bytes of a paper the reader let in\n"


class DistrictCase(TransactionCase):
    """A small district of its own: a committee with an office, two agencies below.

    Nothing of it comes from demo data. `cls.users` maps a short name to its user:
    clerk, chief, chairman, vice, deputy_chief (the committee), clerk_a, head_a,
    deputy_a, specialist_a, clerk_b, head_b, specialist_b (agencies A and B), operator
    (committee), clerk_o and head_o (a committee that has nothing to do with it).
    """

    POSTS = {
        "chairman": ("leaders", "chairman"),
        "vice": ("leaders", "vice_chairman"),
        "chief": ("office", "chief_of_office"),
        "deputy_chief": ("office", "deputy_chief_of_office"),
        "clerk": ("office", "clerk"),
        "operator": ("office", "operator"),
        "clerk_a": ("agency_a", "clerk"),
        "head_a": ("agency_a", "head"),
        "deputy_a": ("agency_a", "deputy_head"),
        "specialist_a": ("agency_a", "specialist"),
        "clerk_b": ("agency_b", "clerk"),
        "head_b": ("agency_b", "head"),
        "specialist_b": ("agency_b", "specialist"),
        "clerk_o": ("other", "clerk"),
        "head_o": ("other", "head"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls._create_agencies()
        cls.users, cls.posts = {}, {}
        for name, (unit, role) in cls.POSTS.items():
            cls.posts[name] = cls.env["hr.job"].create(
                {
                    "name": f"Post {name}",
                    "role": role,
                    "department_id": cls.units[unit].id,
                }
            )
            cls.users[name] = cls._create_person(name, cls.posts[name])
        cls.culture = cls.env["vpdt.field"].create(
            {
                "name": "Culture",
                "code": "CUL",
                "agency_id": cls.committee.id,
                "lead_agency_id": cls.agency_a.id,
                "support_agency_ids": [Command.set(cls.agency_b.ids)],
                "keywords": "lễ hội, di tích",
                "charge_ids": [
                    Command.create({"agency_id": agency.id, "user_id": user.id})
                    for agency, user in (
                        (cls.committee, cls.users["vice"]),
                        (cls.committee, cls.users["deputy_chief"]),
                        (cls.agency_a, cls.users["deputy_a"]),
                    )
                ],
            }
        )
        cls.decision = cls.env["vpdt.document.type"].create(
            {"name": "Decision of the test", "abbreviation": "QĐX"}
        )
        cls.today = cls.env["hr.job"]._today()
        cls.env.flush_all()
        # Numbers are reserved in a transaction of their own: the registry's cursors
        # have to share this one.
        if not cls._registry_patched:  # HttpCase did it already
            cls.registry_enter_test_mode_cls()

    @classmethod
    def _create_agencies(cls):
        Department = cls.env["hr.department"]
        cls.committee = Department.create(
            {
                "name": "Committee",
                "is_agency": True,
                "symbol": "UBX",
                "letterhead_name": "Ủy ban nhân dân huyện Thử",
            }
        )

        def below(name, symbol=None):
            return Department.create(
                {
                    "name": name,
                    "parent_id": cls.committee.id,
                    "is_agency": bool(symbol),
                    "symbol": symbol,
                }
            )

        cls.agency_a = below("Agency A", "AAX")
        cls.agency_b = below("Agency B", "BBX")
        cls.other = Department.create(
            {"name": "Other committee", "is_agency": True, "symbol": "OOX"}
        )
        cls.units = {
            "leaders": below("Leaders"),
            "office": below("Office"),
            "agency_a": cls.agency_a,
            "agency_b": cls.agency_b,
            "other": cls.other,
        }

    @classmethod
    def _create_person(cls, name, post, since=date(2020, 1, 1)):
        # No password: making its hash takes longer than all the rest.
        user = (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": f"vpdt_test_{name}",
                    "name": f"Person {name}",
                    "group_ids": [Command.set(cls.env.ref("base.group_user").ids)],
                    "notification_type": "inbox",
                    "tz": "Asia/Ho_Chi_Minh",
                }
            )
        )
        cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "date_version": since,
                "job_id": post.id,
                "department_id": post.department_id.id,
            }
        )
        return user

    def as_(self, name, model):
        """Return `model` as the person called `name` sees it."""
        return self.env[model].with_user(self.users[name])

    def intake(self, who="clerk", pages=("the words of the page",), **content):
        """Return a waiting paper brought in by the clerk `who` (as that clerk).

        :param pages: the text of each page
        :param content: fields of the paper; what a line needs has a default
        """
        user = self.users[who]
        agency = user._agencies(roles=["clerk"])
        register = self.env["vpdt.register"].with_user(user)._for(agency, "incoming")
        values = {
            "number": "12",
            "symbol": "QĐX-TEST",
            "issued_date": self.env["hr.job"]._today(),
            "issuer": "Ủy ban nhân dân tỉnh Thử",
            "type_id": self.decision.id,
            "subject": "Về việc tổ chức lễ hội",
            **content,
        }
        paper = self.env["vpdt.intake"].create(
            {
                "agency_id": agency.id,
                "register_id": register.id,
                "user_id": user.id,
                "received_date": self.env["hr.job"]._today(),
                "secrecy_checked": True,
                **values,
            }
        )
        answer = {**ANSWER, "fields": {}, "text": pages[0], "pages": len(pages)}
        file = (
            self.env["vpdt.file"]
            .with_user(user)
            ._create_from(
                BYTES + values["subject"].encode(),
                "giấy.pdf",
                answer,
                {"intake_id": paper.id},
            )
        )
        file.sudo()._store_pages(list(pages), "text")
        return paper.with_user(user)

    def register(self, who="clerk", **content):
        """Return the entry of a paper registered by the clerk `who` (as superuser)."""
        return self.intake(who, **content)._do_register().sudo()

    def readers(self, document):
        """Return the names (keys of `cls.users`) of those who read `document`."""
        return {
            name
            for name, user in self.users.items()
            if document.with_user(user).has_access("read")
        }
