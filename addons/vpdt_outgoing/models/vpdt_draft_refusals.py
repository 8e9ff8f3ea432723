from odoo import api, models


class VpdtDraftVersion(models.Model):
    """What to tell who wanted to add a version that was not let in."""

    _inherit = "vpdt.draft.version"

    @api.model
    def _refusal_message(self, code, **data):
        """Return in words what is wrong with a file and what to do.

        :param code: a key of `drafting.CODES`, or of the intake's refusals
        :param data: what the refusal told of itself (target, field, limit, …)
        """
        words = self._refusal_words().get(code)
        if words is None:
            return self.env["vpdt.refusal"]._message(code)
        head, tail = words if isinstance(words, tuple) else (words, "")
        told = self._refusal_detail(data)
        if told:
            head = f"{head.rstrip('.')} {told}."
        return f"{head} {tail}".rstrip()

    @api.model
    def _told_refusal(self, refusal):
        """Return the words for a refusal that was caught.

        :param refusal: DraftRefused, or the intake's Refused
        """
        return self._refusal_message(refusal.code, **getattr(refusal, "data", {}))

    def _refusal_detail(self, data):
        """Return what of the text the refusal names, in brackets, or "".

        Not the part of the archive: who wrote it in Word knows of none.
        """
        named = [str(data[key])[:200] for key in ("target", "field") if data.get(key)]
        return f"({', '.join(named)})" if named else ""

    def _refusal_words(self):
        """Return {code: sentence} or {code: (what is wrong, what to do)}."""
        return {
            "empty": self.env._(
                "The file is empty. Save it again and choose it "
                "again."
            ),
            "too_large": self.env._(
                "The file is too large. Make its pictures smaller, or divide it into "
                "appendices of their own."
            ),
            "wrong_type": (
                self.env._(
                    "This is not a Word (.docx) or PDF file, whatever "
                    "its name says."
                ),
                self.env._("Save it in Word as Word document (.docx)."),
            ),
            "old_word": self.env._(
                "This is an old Word file (.doc). Open it in Word and save it as Word "
                "document (.docx)."
            ),
            "strict": self.env._(
                "The file is a Strict Open XML document. Save it in Word as Word "
                "document (.docx)."
            ),
            "word_template": self.env._(
                "The file is a Word template (.dotx). Save it as Word document (.docx)."
            ),
            "broken": (
                self.env._("The file is damaged and cannot be read."),
                self.env._("Open it in Word, save it again and choose it again."),
            ),
            "encrypted": self.env._(
                "The file is protected by a password. Take the password off and choose "
                "it again."
            ),
            "macros": (
                self.env._("The file contains macros and was not let in."),
                self.env._("Save it as Word document without macros (.docx)."),
            ),
            "active_control": (
                self.env._("The file contains an active control and was not let in."),
                self.env._("Delete it in Word and save the file again."),
            ),
            "embedded_object": (
                self.env._("The file contains an embedded object and was not let in."),
                self.env._("Put its content in as a table or a picture."),
            ),
            "foreign_content": (
                self.env._(
                    "The file includes another file, shown only when "
                    "it is opened."
                ),
                self.env._("Paste its text instead."),
            ),
            "external_picture": (
                self.env._("A picture is not in the file but linked."),
                self.env._("Insert the picture itself."),
            ),
            "external_template": (
                self.env._("The file fetches its template from outside."),
                self.env._(
                    "Detach the template in Word (Developer, Document "
                    "Template)."
                ),
            ),
            "external_link": (
                self.env._("The file fetches content from outside and was not let in."),
                self.env._("Remove the link and save the file again."),
            ),
            "linked_field": (
                self.env._("A field of the file fetches content from outside."),
                self.env._("Turn it into text (Ctrl+Shift+F9)."),
            ),
            "picture_bomb": (
                self.env._("A picture in the file is far too large."),
                self.env._("Insert a smaller one."),
            ),
            "pictures_bomb": self.env._(
                "The pictures in the file are too large together. Insert smaller ones."
            ),
            "bomb": self.env._(
                "The file unfolds to far more data than a document holds, and was not "
                "let in. Do not open it; tell the operator of the system."
            ),
            "entities": (
                self.env._(
                    "The file is built as no Word document is, and was "
                    "not let in."
                ),
                self.env._("Do not open it; tell the operator of the system."),
            ),
            "duplicate_part": (
                self.env._("The file holds two parts of the same name."),
                self.env._("Open it in Word and save it again."),
            ),
            "too_many_pages": self.env._(
                "The draft has too many pages. Divide it into appendices of their own."
            ),
            "too_many_paragraphs": self.env._(
                "The draft has too many paragraphs. Divide it into appendices of their "
                "own."
            ),
            "timeout": self.env._(
                "Reading the file took too long. Make its pictures smaller and choose "
                "it again."
            ),
            "left_field": (
                self.env._("The file still asks for what nobody has written in."),
                self.env._("Write it in or delete it, then choose the file again."),
            ),
            "template_wrong": self.env._(
                "The template has faults and cannot be filled. Tell the operator of "
                "the system, or upload a file of your own."
            ),
            "office_missing": self.env._(
                "LibreOffice is not installed on the server, so no print can be made. "
                "Upload a PDF, or tell the operator of the system."
            ),
            "office_busy": self.env._(
                "Many prints are being made right now. Try again in a minute."
            ),
            "office_failed": self.env._(
                "No print could be made of the file. Open it in Word, save it again "
                "and choose it again, or upload a PDF."
            ),
            "output_too_large": self.env._(
                "The print of the file is too large. Make its pictures smaller."
            ),
            "secret_mark": self._secret_words(),
            "secret_symbol": self._secret_words(),
        }  # fmt: skip

    def _secret_words(self):
        return self.env._(
            "This draft bears a state secrecy mark and was not let in; nothing of "
            "it was kept. What is secret is drafted on a computer without a network: "
            "tell the head of office."
        )
