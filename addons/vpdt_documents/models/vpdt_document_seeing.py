from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..seeing import Person, Post, Reason, why_not
from .vpdt_open import WAYS

# Who answers for people: for those of his agency and of the agencies below it.
_ANSWERING = ("chairman", "chief_of_office", "clerk", "head", "deputy_head")
_LISTED = 20


class VpdtDocument(models.Model):
    """Who sees a document, why, since when and since which opening; why X does not.

    | who                                            | may ask                        |
    |------------------------------------------------|--------------------------------|
    | every reader                                   | `get_readers`                  |
    | a reader who is chairman, chief of office,     | also `get_why_not`, addresses  |
    | clerk, head or deputy head: about people of    | and devices                    |
    | his agency and those below                     |                                |
    """

    _inherit = "vpdt.document"

    def action_note_open(self):
        """Note that the user has this document open on the screen now."""
        self.check_access("read")
        self.env["vpdt.open"]._note(self, "form")
        return True

    @api.readonly
    def get_readers(self):
        """Return who reads this document, with every cause in words.

        :return: {"readers": [line], "former": [line of who opened it and reads it no
            more], "may_ask": whether the user may ask `get_why_not`}; a line is
            {"user_id", "name", "posts", "since", "causes": [{"cause", "text",
            "since"}], "opened": {"first", "last", "count", "ways", "address",
            "device"} or False}
        :raises AccessError: the user does not read it himself
        """
        self.ensure_one()
        self.check_access("read")
        causes = self._causes()
        opened = self._opened()
        ids = [*causes, *(opened.keys() - causes.keys())]
        # sudo: names of colleagues on a document the user reads
        users = self.env["res.users"].sudo().browse(ids)
        posts = self._post_names(users)
        agencies = self._answering_agencies()
        mine = self._people_of(agencies, users.ids) if agencies else set()
        lines = [
            {
                "user_id": user.id,
                "name": user.name,
                "posts": posts[user.id],
                "since": min((c["since"] for c in causes[user.id]), default=False)
                if user.id in causes
                else False,
                "causes": causes.get(user.id, []),
                "opened": self._opened_line(opened.get(user.id), user.id in mine),
            }
            for user in users
        ]
        lines.sort(key=lambda line: (line["since"] or "", line["user_id"]))
        return {
            "readers": [line for line in lines if line["causes"]],
            "former": [line for line in lines if not line["causes"]],
            "may_ask": bool(agencies),
        }

    def _causes(self):
        """Return user id → [{"cause", "text", "since"}] out of the reader table."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, cause, cause_id, since FROM vpdt_reader
                 WHERE document_id = %s ORDER BY since, id
                """,
                self.id,
            )
        )
        words = self.env["vpdt.reader"]._cause_words(
            {(cause, cause_id) for _user, cause, cause_id, _since in rows}
        )
        causes = defaultdict(list)
        for user_id, cause, cause_id, since in rows:
            causes[user_id].append(
                {
                    "cause": cause,
                    "text": words[cause, cause_id],
                    "since": fields.Datetime.to_string(since),
                }
            )
        return dict(causes)

    def _opened(self):
        """Return user id → (first, last, times, ways, address, device)."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, min(at), max(at), count(*), array_agg(DISTINCT way),
                       (array_agg(address ORDER BY at DESC, id DESC))[1],
                       (array_agg(device ORDER BY at DESC, id DESC))[1]
                  FROM vpdt_open WHERE document_id = %s GROUP BY user_id
                """,
                self.id,
            )
        )
        return {row[0]: row[1:] for row in rows}

    def _opened_line(self, opened, shows_where):
        if not opened:
            return False
        first, last, count, ways, address, device = opened
        words = dict(
            self.env["vpdt.open"]._fields["way"]._description_selection(self.env)
        )
        return {
            "first": fields.Datetime.to_string(first),
            "last": fields.Datetime.to_string(last),
            "count": count,
            "ways": [words[way] for way, _label in WAYS if way in ways],
            "address": shows_where and address or False,
            "device": shows_where and device or False,
        }

    @api.model
    def _post_names(self, users):
        """Return user id → posts held today in words ("" without one)."""
        names = defaultdict(list)
        holdings = users._holdings() if users else []
        posts = self.env["hr.job"].browse({item.job_id for item in holdings})
        titles = {post.id: post._titles() for post in posts}
        for holding in holdings:
            names[holding.user_id].append(titles[holding.job_id])
        return {user.id: " · ".join(names[user.id]) for user in users}

    @api.model
    def _answering_agencies(self):
        """Return the agencies for whose people the user answers today."""
        own = self.env.user._agencies(roles=_ANSWERING)
        if not own:
            return own
        # sudo: the tree of agencies
        return (
            self.env["hr.department"]
            .sudo()
            .search([("id", "child_of", own.ids), ("is_agency", "=", True)])
        )

    @api.model
    def _people_of(self, agencies, user_ids=None, text=""):
        """Return the ids of accounts that hold or held a post in `agencies`.

        Also those who left, whose account is closed, or whose post is to begin:
        it is about them that one asks.

        :param user_ids: of these only, unless None
        :param text: part of the name
        """
        self.env["hr.job"]._flush_holdings()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT resource.user_id
                  FROM hr_employee employee
                  JOIN resource_resource resource ON resource.id = employee.resource_id
                  JOIN hr_version version ON version.employee_id = employee.id
                  JOIN hr_job post ON post.id = version.job_id
                 WHERE post.agency_id = ANY(%s) AND resource.user_id IS NOT NULL
                   AND %s
                """,
                agencies.ids,
                SQL("TRUE")
                if user_ids is None
                else SQL("resource.user_id = ANY(%s)", list(user_ids)),
            )
        )
        ids = {user_id for [user_id] in rows}
        if text:
            # sudo: names of colleagues
            people = self.env["res.users"].sudo().with_context(active_test=False)
            ids = set(people.search([("id", "in", ids), ("name", "ilike", text)]).ids)
        return ids

    # -- why not ----------------------------------------------------------------

    @api.readonly
    def get_why_not_people(self, text=""):
        """Return the people the user may ask `get_why_not` about.

        :param text: part of the name
        :return: [{"user_id", "name", "posts", "is_active"}], at most 20 by name
        :raises AccessError: the user does not read it, or answers for nobody
        """
        self.ensure_one()
        agencies = self._check_may_ask()
        text = text if isinstance(text, str) else ""
        ids = self._people_of(agencies, text=text.strip())
        # sudo: names of colleagues
        users = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search([("id", "in", ids)], order="name, id", limit=_LISTED)
        )
        posts = self._post_names(users)
        return [
            {
                "user_id": user.id,
                "name": user.name,
                "posts": posts[user.id],
                "is_active": user.active,
            }
            for user in users
        ]

    @api.readonly
    def get_why_not(self, user_id):
        """Return in plain words why somebody does not read this document.

        :param user_id: id of the account asked about
        :return: {"user_id", "name", "posts", "reads": bool, "causes": [as in
            `get_readers`], "reasons": [{"why", "need"}]}
        :raises AccessError: the user does not read it, or does not answer for them
        :raises UserError: nobody was chosen
        """
        self.ensure_one()
        agencies = self._check_may_ask()
        if isinstance(user_id, bool) or not isinstance(user_id, int):
            raise UserError(self.env._("Choose the person you ask about."))
        if user_id not in self._people_of(agencies, [user_id]):
            raise AccessError(
                self.env._(
                    "You can ask about people of your own agency and of those below."
                )
            )
        # sudo: name and posts of a colleague the user answers for
        user = self.env["res.users"].sudo().browse(user_id)
        causes = self._causes().get(user.id, [])
        reasons = []
        if not causes:
            reasons = [self._reason_words(item, user) for item in self._why_not(user)]
        return {
            "user_id": user.id,
            "name": user.name,
            "posts": self._post_names(user)[user.id],
            "reads": bool(causes),
            "causes": causes,
            "reasons": [{"why": why, "need": need} for why, need in reasons],
        }

    def _check_may_ask(self):
        """Return the agencies the user may ask about.

        :raises AccessError: he does not read the document, or answers for nobody
        """
        self.check_access("read")
        agencies = self._answering_agencies()
        if not agencies:
            raise AccessError(
                self.env._(
                    "Only who leads people or keeps the register asks why somebody "
                    "does not see a document."
                )
            )
        return agencies

    def _why_not(self, user):
        """Return the reasons why `user` does not read it, as `seeing.Reason`."""
        # sudo: the numbers in books of agencies; the asker reads the document
        lines = {
            line.agency_id.id: line.number
            for line in self.sudo().entry_ids
            if line.state != "void"
        }
        return why_not(self._person(user), lines) or [Reason("fault")]

    @api.model
    def _person(self, user):
        """Return the `seeing.Person` of an account."""
        today = self.env["hr.job"]._today()
        # sudo: dated posts of somebody the asker answers for
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("user_id", "=", user.id)])
        )
        posts = []
        for employee in employees:
            versions = employee.version_ids.filtered("active").sorted("date_version")
            for version, after in zip(
                versions, [*versions[1:], versions.browse()], strict=True
            ):
                post = version.job_id
                if not post.role or not post.agency_id:
                    continue
                ended = after.date_version if after else False
                past = ended and ended <= today
                begins = version.date_version > today and version.date_version
                if not past and not begins and not (employee.active and post.active):
                    continue
                posts.append(
                    Post(
                        title=post.name,
                        agency_id=post.agency_id.id,
                        agency=post.agency_id.name,
                        role=post.role,
                        reads_register=post.reads_register,
                        begins=begins or None,
                        ended=ended if past else None,
                    )
                )
        return Person(
            active=user.active,
            employed=any(employee.active for employee in employees),
            posts=tuple(posts),
        )

    def _reason_words(self, reason, user):
        """Return (why, what it would take) of a reason in plain words."""
        values = {"name": user.name, **reason.values}
        if reason.code == "closed":
            return (
                self.env._("The account of %(name)s is closed.", **values),
                self.env._(
                    "The operator opens it again when %(name)s is in post.", **values
                ),
            )
        if reason.code == "not_employed":
            return (
                self.env._(
                    "No personnel record in use belongs to the account of %(name)s.",
                    **values,
                ),
                self.env._("The personnel record is linked with the account."),
            )
        if reason.code == "no_post":
            return self._no_post_words(values)
        if reason.code == "operator":
            return (
                self.env._(
                    "%(name)s is an operator, and an operator reads no document "
                    "(Decision 553, Article 4.2).",
                    **values,
                ),
                self.env._("It is meant so: the paper is passed to somebody else."),
            )
        if reason.code == "register":
            return (
                self.env._(
                    "%(agency)s has it in its register as No. %(number)s, but the post "
                    "“%(title)s” does not read the whole register.",
                    **values,
                ),
                self.env._(
                    "Somebody who handles it there passes it on to %(name)s.", **values
                ),
            )
        if reason.code == "no_line":
            return (
                self.env._(
                    "%(agency)s, where %(name)s holds the post “%(title)s”, has not "
                    "registered it.",
                    **values,
                ),
                self.env._("A directive that sends it to %(agency)s.", **values),
            )
        return (
            self.env._("By the rules %(name)s should read it.", **values),
            self.env._(
                "Tell the operator: the check of the night puts it right.", **values
            ),
        )

    def _no_post_words(self, values):
        def day(value):
            return value.strftime("%d/%m/%Y") if value else None

        values = {**values, "ended": day(values["ended"])}
        values["begins"] = day(values["begins"])
        words = [self.env._("%(name)s holds no post today.", **values)]
        if values["ended"]:
            words.append(
                self.env._("The last one, “%(title)s”, ended on %(ended)s.", **values)
            )
        if values["begins"]:
            words.append(
                self.env._("The next one, “%(next)s”, begins on %(begins)s.", **values)
            )
        return " ".join(words), self.env._(
            "A post from today on in the personnel record."
        )
