import base64
import io

from PIL import Image, ImageDraw

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable

from .common import AccountsCase

PICTURES = "vpdt.signature.specimen"


def signature(size=(600, 200), kind="PNG", ink=(20, 30, 160)):
    picture = Image.new("RGB", size, "white")
    if ink:
        wide, high = size
        line = [
            (wide * step / 20, high * (0.2 if step % 2 else 0.8)) for step in range(21)
        ]
        ImageDraw.Draw(picture).line(line, ink, width=5)
    out = io.BytesIO()
    picture.save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


class SpecimenCase(AccountsCase):
    def setUp(self):
        super().setUp()
        self.reader_says({"refused": None, "secrecy_checked": False})

    def reader_says(self, answer):
        def check(*_args):
            if answer is None:
                raise ReaderUnavailable("gone")
            return answer

        reader = type("Reader", (), {"check_and_read_first": check})()
        self.patch(self.env.registry["vpdt.file"], "_reader", lambda self: reader)

    def specimen(self, who="head_a", by="operator", **vals):
        return (
            self.as_(by, PICTURES)
            .create(
                {
                    "user_id": self.users[who].id,
                    "job_id": self.posts[who].id,
                    "picture": signature(),
                    "decision": "12/QĐ-UBND ngày 02/03/2026",
                    **vals,
                }
            )
            .sudo()
        )

    def seen_by(self, specimen):
        return {
            name
            for name, user in self.users.items()
            if user.active and specimen.with_user(user).has_access("read")
        }
