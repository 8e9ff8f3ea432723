import hashlib

from odoo import models


class VpdtFile(models.Model):
    _inherit = "vpdt.file"

    def _twin(self, document, data, pages=None):
        """Store a file of `document` made of this one: what it says is the same.

        :param document: vpdt.document
        :param data: bytes of the new file, of the same type
        :param pages: page numbers of this file that it holds, in order; all when None
        :return: the file (as superuser; nobody writes files by right)
        """
        # sudo: files are written by the system alone; the caller checked the move
        source = self.sudo()
        file = (
            self.env["vpdt.file"]
            .sudo()
            .create(
                {
                    "name": source.name,
                    "mimetype": source.mimetype,
                    "document_id": document.id,
                    "size": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "page_count": len(pages) if pages else source.page_count,
                    "text_state": source.text_state,
                }
            )
        )
        file.attachment_id = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": source.name,
                    "raw": data,
                    "mimetype": source.mimetype,
                    "res_model": "vpdt.file",
                    "res_id": file.id,
                }
            )
        )
        texts = {page.number: page.text or "" for page in source.page_ids}
        wanted = pages or sorted(texts)
        file._store_pages([texts.get(number, "") for number in wanted], "text")
        if source.text_state == "waiting":
            file.with_delay(
                description=self.env._("Read all pages of a paper"),
                identity_key=f"vpdt_file_read_{file.id}",
                channel="root.vpdt_reading",
            )._read_pages()
        return file
