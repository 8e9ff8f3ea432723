import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

_SHORTCUT = re.compile(r"[^\W_]{1,20}")
_LONGEST = 1000


class VpdtPhrase(models.Model):
    """A phrase people write again and again in directives, with a shortcut (R2).

    | who                       | read         | change                         |
    |---------------------------|--------------|--------------------------------|
    | everybody with documents  | own, common  | own                            |
    | the operator              | own, common  | own, common (`user_id` empty)  |

    Nobody reads another's: what a leader keeps at hand may tell of papers. Using a
    common phrase makes it one's own, so that it is counted and may be changed.
    """

    _name = "vpdt.phrase"
    _description = "Phrase for directives"
    _order = "use_count desc, sequence, id"
    _rec_name = "text"

    text = fields.Text(required=True, string="Phrase")
    shortcut = fields.Char(
        help="Typed after a stroke: /gq and a space become the phrase."
    )
    user_id = fields.Many2one(
        "res.users",
        index=True,
        ondelete="cascade",
        string="Whose",
        default=lambda self: self.env.user,
        help="Empty: for everybody.",
    )
    common_id = fields.Many2one(
        "vpdt.phrase",
        index="btree_not_null",
        ondelete="set null",
        help="The common phrase it was made of.",
    )
    sequence = fields.Integer(default=10)
    use_count = fields.Integer(string="Used", default=0, readonly=True, aggregator=None)
    active = fields.Boolean(default=True)

    _own_shortcut = models.UniqueIndex(
        "(user_id, shortcut) NULLS NOT DISTINCT WHERE shortcut IS NOT NULL AND active",
        "There is another phrase with this shortcut.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidied(vals) for vals in vals_list])

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            raise AccessError(self.env._("A phrase stays with whose it is."))
        return super().write(self._tidied(vals))

    @api.model
    def _tidied(self, vals):
        """Return values with the shortcut as it is looked up: lower case, no stroke."""
        vals = dict(vals)
        if isinstance(vals.get("text"), str):
            vals["text"] = vals["text"].strip()
        if isinstance(vals.get("shortcut"), str):
            vals["shortcut"] = vals["shortcut"].strip().lstrip("/").lower() or False
        return vals

    @api.constrains("text", "shortcut")
    def _check_phrase(self):
        for phrase in self:
            if not phrase.text or len(phrase.text) > _LONGEST:
                raise ValidationError(
                    self.env._(
                        "A phrase has words, %(most)s letters at most.", most=_LONGEST
                    )
                )
            if phrase.shortcut and not _SHORTCUT.fullmatch(phrase.shortcut):
                raise ValidationError(
                    self.env._(
                        "A shortcut has letters and digits only, 20 at most: gq, th1."
                    )
                )

    @api.constrains("common_id")
    def _check_common(self):
        # sudo: a link shows the name of what it leads to, which is the phrase itself
        for phrase in self.sudo():
            if phrase.common_id.user_id:
                raise AccessError(self.env._("A phrase stays with whose it is."))

    @api.model
    @api.readonly
    def get_phrases(self):
        """Return one's phrases and the common ones, the most used first.

        A common phrase that one has made one's own comes once.

        :return: [{"id", "text", "shortcut", "use_count", "is_own"}]
        """
        phrases = self.with_context(active_test=False).search(
            [("user_id", "in", [self.env.uid, False])]
        )
        taken = phrases.filtered("user_id").common_id
        return [
            {
                "id": phrase.id,
                "text": phrase.text,
                "shortcut": phrase.shortcut or "",
                "use_count": phrase.use_count,
                "is_own": bool(phrase.user_id),
            }
            for phrase in phrases
            if phrase.active and phrase not in taken
        ]

    def action_use(self):
        """Count one use of a phrase; a common one becomes one's own with it.

        :return: id of the phrase that was counted
        """
        self.ensure_one()
        self.check_access("read")
        phrase = self
        if not phrase.user_id:
            phrase = self.with_context(active_test=False).search(
                [("user_id", "=", self.env.uid), ("common_id", "=", self.id)], limit=1
            )
        if not phrase:
            shortcut = self.shortcut
            if self.search_count(
                [("user_id", "=", self.env.uid), ("shortcut", "=", shortcut)], limit=1
            ):
                shortcut = False
            phrase = self.create(
                {
                    "text": self.text,
                    "shortcut": shortcut,
                    "sequence": self.sequence,
                    "common_id": self.id,
                    "user_id": self.env.uid,
                }
            )
        phrase.use_count += 1
        return phrase.id

    @api.model
    def action_save(self, text, shortcut=""):
        """Keep words as a phrase of one's own.

        :return: the phrase, as in `get_phrases`
        :raises UserError: no words, or one has this phrase already
        """
        text = (text if isinstance(text, str) else "").strip()
        if not text:
            raise UserError(self.env._("Write the phrase first."))
        if self.search_count(
            [("user_id", "=", self.env.uid), ("text", "=", text)], limit=1
        ):
            raise UserError(self.env._("You have this phrase already."))
        phrase = self.create(
            {
                "text": text,
                "shortcut": shortcut if isinstance(shortcut, str) else "",
                "user_id": self.env.uid,
            }
        )
        return {
            "id": phrase.id,
            "text": phrase.text,
            "shortcut": phrase.shortcut or "",
            "use_count": 0,
            "is_own": True,
        }
