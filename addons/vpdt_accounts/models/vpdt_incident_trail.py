from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.layout.listing import Listing, render_listing
from odoo.addons.vpdt_documents.layout.measures import ND30_PORTRAIT

#: Lines shown; how many more there are is said.
LINES = 200


class VpdtIncident(models.Model):
    """What the account did since the suspected time, the report, the statistics."""

    _inherit = "vpdt.incident"

    trail = fields.Html(
        string="What the account did", compute="_compute_trail", sanitize=False
    )

    # -- from the trails of all addons --------------------------

    def get_timeline(self):
        """Return what the account did from the suspected time until it was contained.

        Codes of documents are shown to who reads the document; everybody else who sees
        the incident gets numbers and times.

        :return: {"since", "until", "counts": [{"name", "count", "first", "last"}],
            "documents": number of different ones, "lines": [{"at", "name", "what",
            "code": str or False}] the latest, "more": how many lines are left out}
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: moments and the account of an incident the user may read
        incident = self.sudo()
        since = incident.suspected_since
        until = incident.contained_at or fields.Datetime.now()
        counts, rows = [], []
        for model in self.env["vpdt.trail.mixin"]._trails():
            found = model._trail(incident.user_id, since, until)
            if found:
                counts.append(
                    {
                        "name": model._trail_name(),
                        "count": len(found),
                        "first": found[0][0],
                        "last": found[-1][0],
                    }
                )
                rows += [
                    (at, model._trail_name(), what, document)
                    for at, what, document in found
                ]
        rows.sort(key=lambda row: row[0])
        documents = {row[3] for row in rows if row[3]}
        codes = self._codes_i_read(documents)
        return {
            "since": since,
            "until": until,
            "counts": counts,
            "documents": len(documents),
            "lines": [
                {
                    "at": at,
                    "name": name,
                    "what": what,
                    "code": codes.get(document, False),
                }
                for at, name, what, document in rows[-LINES:]
            ],
            "more": max(0, len(rows) - LINES),
        }

    @api.model
    def _codes_i_read(self, document_ids):
        """Return {document id: number} of those of these documents the user reads."""
        # as the user, even when called with sudo: who reads what decides (I3)
        mine = self.env["vpdt.document"].sudo(False).browse(document_ids)
        return {
            document.id: document.code or document.type_id.name or str(document.id)
            for document in mine._filtered_access("read")
        }

    @api.depends_context("uid", "lang")
    @api.depends("suspected_since", "contained_at")
    def _compute_trail(self):
        for incident in self:
            incident.trail = incident._trail_html() if incident.id else False

    def _trail_html(self):
        found = self.get_timeline()

        def clock(moment):
            return self._local(moment).strftime("%H:%M %d/%m/%Y")

        counts = Markup("").join(
            Markup("<li>%s: <b>%s</b> (%s – %s)</li>")
            % (one["name"], one["count"], clock(one["first"]), clock(one["last"]))
            for one in found["counts"]
        )
        lines = Markup("").join(
            Markup("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
            % (clock(one["at"]), one["name"], one["what"], one["code"] or "")
            for one in reversed(found["lines"])
        )
        head = self.env._(
            "From %(since)s to %(until)s; %(documents)s documents.",
            since=clock(found["since"]),
            until=clock(found["until"]),
            documents=found["documents"],
        )
        more = (
            self.env._("%(count)s earlier lines are not shown.", count=found["more"])
            if found["more"]
            else ""
        )
        return Markup(
            '<p>%s</p><ul>%s</ul><div class="table-responsive"><table '
            'class="table table-sm"><tbody>%s</tbody></table></div><p>%s</p>'
        ) % (head, counts, lines, more)

    # -- the closing report --------------------------

    def _print(self):
        """Return the report as PDF bytes, as far as the user reads it."""
        self.ensure_one()
        self.check_access("read")
        self = self.with_context(lang="vi_VN")
        # sudo: names of agencies and people on a paper the user may read
        incident = self.sudo()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        steps = dict(
            self.env["vpdt.incident.step"]
            ._fields["kind"]
            ._description_selection(self.env)
        )

        def clock(moment):
            return self._local(moment).strftime("%H:%M ngày %d/%m/%Y")

        timeline = self.get_timeline()
        agency = incident.agency_id
        seconds = int(
            (
                (incident.contained_at or incident.reported_at) - incident.reported_at
            ).total_seconds()
        )
        posts = incident.user_id._posts_text()
        intro = [
            f"Tài khoản: {incident.login}; người sử dụng: {incident.person}"
            + (f", {posts}." if posts else "."),
            f"Sự cố: {kinds[incident.kind]}. Báo lúc {clock(incident.reported_at)}; "
            f"khóa sau {seconds} giây.",
            f"Xem xét hoạt động của tài khoản từ {clock(timeline['since'])} đến "
            f"{clock(timeline['until'])}:",
        ]
        intro += [f"– {one['name']}: {one['count']}." for one in timeline["counts"]]
        intro.append(f"– Số văn bản liên quan: {timeline['documents']}.")
        paper = Listing(
            issuer=(agency.letterhead_name or agency.name or self.env.company.name),
            kind="Báo cáo",
            subject="Về việc xử lý sự cố tài khoản",
            intro=tuple(intro),
            columns=(
                ("Thời gian", 34),
                ("Việc", 28),
                ("Người thực hiện", 32),
                ("Nội dung", 54),
            ),
            closing=(f"Kết luận: {incident.conclusion or 'chưa kết luận'}",),
            empty="Chưa có bước nào.",
            sides=(("Người xử lý", ""), ("Thủ trưởng đơn vị", "")),
        )
        rows = [
            [clock(step.at), steps[step.kind], step.author_id.name, step.text or ""]
            for step in incident.step_ids
        ]
        return render_listing(paper, rows, ND30_PORTRAIT)

    def action_print(self):
        """Open the report of the incident."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/incident/{self.id}.pdf",
            "target": "new",
        }

    # -- for the quarterly report --------------------------

    @api.model
    def get_statistics(self, start, end):
        """Return how many incidents there were, of those the user may see.

        :param start, end: days, both count (Vietnam)
        :return: {"total", "open", "kinds": {kind: n}, "agencies": {name: n}, "months":
            {"mm/yyyy": n}, "contained_seconds": the longest, from report to lock}
        """
        try:
            from_day, to_day = fields.Date.to_date(start), fields.Date.to_date(end)
        except (TypeError, ValueError):
            from_day = to_day = None
        if not from_day or not to_day:
            raise UserError(self.env._("Say the first and the last day."))
        found = self.search(
            [
                ("reported_at", ">=", fields.Datetime.subtract(
                    fields.Datetime.to_datetime(from_day), hours=7)),
                ("reported_at", "<", fields.Datetime.add(
                    fields.Datetime.to_datetime(to_day), hours=17)),
            ]
        )  # fmt: skip
        result = {
            "total": len(found),
            "open": len(found.filtered(lambda one: one.state != "closed")),
            "kinds": {},
            "agencies": {},
            "months": {},
            "contained_seconds": 0,
        }
        # sudo: names of agencies
        for one in found.sudo():
            month = one._local(one.reported_at).strftime("%m/%Y")
            for key, value in (
                ("kinds", one.kind),
                ("agencies", one.agency_id.name or ""),
                ("months", month),
            ):
                result[key][value] = result[key].get(value, 0) + 1
            if one.contained_at:
                seconds = (one.contained_at - one.reported_at).total_seconds()
                result["contained_seconds"] = max(
                    result["contained_seconds"], int(seconds)
                )
        return result
