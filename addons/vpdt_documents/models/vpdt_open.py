from odoo import SUPERUSER_ID, api, fields, models
from odoo.http import request
from odoo.tools import SQL

WAYS = [
    ("form", "Opened it"),
    ("page", "Looked at pages"),
    # the desk fetches the next paper before it is wanted; who got it stays on record
    ("ahead", "Fetched ahead by the desk"),
    ("file", "Downloaded the file"),
    ("slip", "Printed the processing slip"),
    ("print", "Printed it"),
]


class VpdtOpen(models.Model):
    """Who opened a document, when, from where (R25, design 5.5).

    | who                      | read                                              |
    |--------------------------|---------------------------------------------------|
    | readers of the document  | who, when, in which way                           |
    | who keeps its register   | also address and device (`get_readers`)           |
    | operator, administrator  | nothing: they read no document                    |

    Paging through a file is one opening: a row is written once for each person,
    document and way in so many minutes (setting ``vpdt_documents.open_minutes``).
    """

    _name = "vpdt.open"
    _inherit = ["vpdt.append.only.mixin", "vpdt.trail.mixin"]
    _description = "Opening of a document"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    way = fields.Selection(WAYS, required=True)
    # Where somebody sits is told to those who answer for the paper alone.
    address = fields.Char(size=45, groups=fields.NO_ACCESS)
    device = fields.Char(size=60, groups=fields.NO_ACCESS)

    # Serves both the question "lately?" and the readers' panel of one document.
    _once = models.Index("(document_id, user_id, way, at DESC)")
    _by_person = models.Index("(user_id, at DESC)")

    _trail_user = "user_id"

    @api.model
    def _trail_name(self):
        return self.env._("Openings of documents")

    def _trail_what(self):
        return self._trail_label("way")

    @api.model
    def _note(self, documents, way):
        """Note that the user opened `documents`, unless that was noted lately.

        One statement. What is read from a replica stays there: the row is written
        afterwards, in a short transaction of its own.

        :param documents: vpdt.document records the user was just allowed to read
        :param way: key of `WAYS`
        """
        if not documents or self.env.uid == SUPERUSER_ID:
            return
        # sudo: a setting that holds for everybody
        get = self.env["ir.config_parameter"].sudo().get_param
        minutes = max(0, int(get("vpdt_documents.open_minutes", 10)))
        now = fields.Datetime.now()
        address, device = self._from_where()
        query = SQL(
            """
            INSERT INTO vpdt_open (document_id, user_id, at, way, address, device)
            SELECT document.id, %(user)s, %(now)s, %(way)s, %(address)s, %(device)s
              FROM unnest(%(documents)s) AS document (id)
             WHERE NOT EXISTS (
                    SELECT FROM vpdt_open lately
                     WHERE lately.document_id = document.id
                       AND lately.user_id = %(user)s
                       AND lately.way = %(way)s
                       AND lately.at > %(now)s - %(minutes)s * interval '1 minute')
            """,
            user=self.env.uid,
            now=now,
            way=way,
            address=address,
            device=device,
            documents=documents.ids,
            minutes=minutes,
        )
        if not self.env.cr.readonly:
            self.env.cr.execute(query)
            return
        registry = self.env.registry

        def write():
            with registry.cursor() as cr:
                cr.execute(query)

        # A read-only request ends with a commit as well, unless it failed.
        self.env.cr.postcommit.add(write)

    @api.model
    def _from_where(self):
        """Return (address, device) of the request, None for each without one.

        The address is the one Odoo itself goes by: behind a proxy the forwarded one
        when ``proxy_mode`` is on, never a header that anybody can send.
        """
        if not request:
            return None, None
        agent = request.httprequest.user_agent
        device = " ".join(
            part.capitalize() for part in (agent.browser, agent.platform) if part
        )
        return (request.httprequest.remote_addr or "")[:45] or None, device[:60] or None
