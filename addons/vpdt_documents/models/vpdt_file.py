import hashlib
import threading

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..intake.client import ReaderClient, ReaderUnavailable
from ..intake.limits import MEGABYTE, Limits
from ..intake.refusal import Refused

_clients = {}
_clients_lock = threading.Lock()
# Types the reader lets in, and the ending a download gets whatever it was called.
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class VpdtFile(models.Model):
    """One file of a document: its bytes (an attachment), its pages, their text.

    The bytes are never changed: the attachment is owned by this row, which nobody
    may write by right, and its SHA-256 is kept beside it.
    """

    _name = "vpdt.file"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "File of a document"
    _order = "document_id, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    document_id = fields.Many2one(
        "vpdt.document",
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
        help="Empty while the paper waits to be registered.",
    )
    intake_id = fields.Many2one(
        "vpdt.intake",
        index="btree_not_null",
        ondelete="set null",
        bypass_search_access=True,
    )
    # Indexed for the database's own check when an attachment is removed
    attachment_id = fields.Many2one(
        "ir.attachment", index="btree_not_null", ondelete="restrict", copy=False
    )
    mimetype = fields.Char(required=True)
    size = fields.Integer(string="Size in bytes", aggregator=None)
    sha256 = fields.Char(required=True, index=True)
    page_count = fields.Integer(string="Pages", aggregator=None)
    page_ids = fields.One2many("vpdt.page", "file_id")
    text_state = fields.Selection(
        [
            ("waiting", "Waiting to be read"),
            ("read", "Read"),
            ("failed", "Could not be read"),
        ],
        default="waiting",
        required=True,
        help="Whether the text of all pages has been read.",
    )
    text_problem = fields.Char()

    @api.model
    def _reader(self, work="reading"):
        """Return this server process's client of the reader (intake/client.py).

        :param work: "reading" or "pictures": each has a process of its own, so that a
            page is shown at once while a long file is being read
        """
        get = self.env["ir.config_parameter"].sudo().get_param
        limits = Limits(
            max_bytes=int(get("vpdt_documents.max_megabytes", 50)) * MEGABYTE,
            max_pages=int(get("vpdt_documents.max_pages", 500)),
        )
        patterns = tuple(
            line.strip()
            for line in (get("vpdt_documents.secret_symbols") or "").splitlines()
            if line.strip()
        )
        asked = (limits, patterns)
        with _clients_lock:
            settled, client = _clients.get(work, (None, None))
            if settled != asked:
                if client:
                    client.close()
                settings = {"secret_symbols": list(patterns)} if patterns else {}
                client = ReaderClient(limits=limits, settings=settings)
                _clients[work] = (asked, client)
            return client

    @api.model
    def _create_from(self, data, filename, answer, vals):
        """Store a file that the reader let in.

        :param data: bytes of the file
        :param filename: as the person's computer calls it
        :param answer: what `ReaderClient.check_and_read_first` said of it
        :param vals: further values, as `intake_id`
        :return: the file
        """
        mimetype = answer["mime"]
        stem = (filename or "").rpartition("/")[2].rpartition(".")[0]
        name = f"{stem or self.env._('paper')}.{ENDINGS.get(mimetype, 'bin')}"
        # sudo: nobody has the right to write files; whoever calls has checked that
        # the user may bring in papers for the agency.
        file = self.sudo().create(
            {
                "name": name,
                "mimetype": mimetype,
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "page_count": answer["pages"],
                **vals,
            }
        )
        # A scan is evidence: no resizing of large pictures.
        file.attachment_id = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": name,
                    "raw": data,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": file.id,
                }
            )
        )
        file._store_pages([answer["text"]], answer["source"])
        if answer["pages"] == 1:
            file.text_state = "read"
        return file

    def _store_pages(self, texts, source):
        """Write the texts of pages 1…n (list of str), replacing what was there."""
        self.ensure_one()
        have = {page.number: page for page in self.page_ids}
        for number, text in enumerate(texts, start=1):
            vals = {"text": text.replace("\x00", ""), "source": source}
            if number in have:
                have[number].write(vals)
            else:
                self.env["vpdt.page"].sudo().create(
                    {"file_id": self.id, "number": number, **vals}
                )

    def _read_pages(self):
        """Read the text of every page (background job; may run twice).

        A file that cannot be read stays readable as a picture; the clerk sees that
        its text is missing.
        """
        self.ensure_one()
        # sudo: the job reads and writes the file whoever asked for it
        file = self.sudo()
        if not file.exists() or file.text_state == "read":
            return
        answer = self._reader().read_all(file.attachment_id.raw, file.name)
        # Reading takes long, and the clerk may have registered the paper meanwhile: a
        # transaction of its own, begun now, sees that and is over at once.
        file.env.flush_all()
        with self.env.registry.cursor() as cr:
            # exists: it may have been thrown away meanwhile
            file.with_env(file.env(cr=cr)).exists()._store_answer(answer)
        file.env.invalidate_all()

    def _store_answer(self, answer):
        """Write what `ReaderClient.read_all` said of this file, if there is one."""
        file = self
        if not file:
            return
        if answer["refused"]:
            file.write(
                {"text_state": "failed", "text_problem": answer["refused"]["code"]}
            )
            return
        file._store_pages(answer["texts"], answer["source"])
        file.write({"text_state": "read", "text_problem": False})
        if file.document_id:
            self.env["vpdt.search"]._index(file.document_id)
        elif file.intake_id:
            file.intake_id._propose(answer["fields"])

    def _render(self, page, width):
        """Return the JPEG picture of a page as bytes, `width` pixels wide.

        :raises UserError: the page cannot be shown
        """
        self.ensure_one()
        self.check_access("read")
        try:
            # sudo: the right to read the file was just checked
            return self._reader("pictures").render(
                self.sudo().attachment_id.raw, page, width, "jpeg"
            )
        except (Refused, ValueError, ReaderUnavailable) as error:
            raise UserError(
                self.env._("This page cannot be shown; download the file instead.")
            ) from error
