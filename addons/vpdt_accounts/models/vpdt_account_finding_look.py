from datetime import datetime

from odoo import api, fields, models

from odoo.addons.vpdt_documents.office_time import local_time

from ..checklist import look, shared_devices, shared_mails
from .res_users import NO_RIGHTS


class VpdtAccountFinding(models.Model):
    """What is found tonight, in words. It reads no document (R23)."""

    _inherit = "vpdt.account.finding"

    @api.model
    def _look(self):
        """Return {(user id, kind, group or key id): in words} of what is found.

        A fixed number of queries for however many accounts.
        """
        self.env.flush_all()
        rules = self.env["vpdt.security.rule"]._in_force()
        users = self.env["res.users"].search([("share", "=", False)])
        users -= self.env.ref("base.user_root")
        # all of them at once, whoever is asked for first
        users.fetch(["login", "partner_id", "factor_from"])
        limits = {kind: rule._limit() for kind, rule in rules.items()}
        found = {
            key: words
            for key, words in self._look_rights(users).items()
            if key[1] in rules
        }
        now, today = fields.Datetime.now(), self.env["hr.job"]._today()
        accounts = self.env["vpdt.account.facts"]._of(users, limits, now, today)
        for user_id, account in accounts.items():
            for (kind, key), words in look(account, limits, now, today).items():
                found[user_id, kind, key] = self._words(kind, words)
        locked = {user for user, one in accounts.items() if one.is_locked}
        for key, words in self._look_shared(users, limits, now).items():
            if key[0] not in locked:
                found[key] = words
        return found

    @api.model
    def _look_rights(self, users):
        """Return accounts, rights and keys that neither a post nor a decision explains
        (R17)."""
        holders = {held.user_id for held in users._holdings()}
        with_person = set(
            self.env["hr.employee"].search([("user_id", "in", users.ids)]).user_id.ids
        )
        _managed, held = users._groups_of_posts()
        plain = self.env["res.groups"].union(*(self.env.ref(one) for one in NO_RIGHTS))
        found = {}
        for user in users:
            if user.id not in with_person:
                found[user.id, "no_person", 0] = user.login
            elif user.id not in holders:
                found[user.id, "no_post", 0] = user.login
            for group in user.group_ids - plain - held[user.id]:
                found[user.id, "group", group.id] = group.display_name
        keys = self.env["res.users.apikeys"].search([("user_id", "in", users.ids)])
        for key in keys:
            found[key.user_id.id, "key", key.id] = key.name
        return found

    @api.model
    def _look_shared(self, users, limits, now):
        """Return devices and mailboxes that belong to more than one."""
        facts, found, others = self.env["vpdt.account.facts"], {}, {}
        if "shared_device" in limits:
            limit = limits["shared_device"]
            rows = facts._devices(users, limit, now)
            for user, with_whom in shared_devices(rows, limit.number).items():
                others[user, "shared_device", 0] = ("", with_whom)
        if "shared_mail" in limits:
            mails, common = facts._mails(users)
            for user, (mail, with_whom) in shared_mails(mails, common).items():
                others[user, "shared_mail", 0] = (mail, with_whom)
        names = self.env["vpdt.presence"]._names(
            {one for _mail, ids in others.values() for one in ids}
        )
        for key, (mail, ids) in others.items():
            who = ", ".join(sorted(names[one] for one in ids))
            if key[1] == "shared_device":
                found[key] = self.env._("with %(who)s", who=who)
            else:
                found[key] = self.env._(
                    "%(mail)s, with %(who)s",
                    mail=mail,
                    who=who or self.env._("the agency"),
                )
        return found

    @api.model
    def _words(self, kind, words):
        """Return what a finding says, for people."""
        env, day = self.env, self._day
        at = day(words.get("at"))
        if kind == "factor":
            if words["wanted"] == "required":
                return env._("required for this post, and no way to give one")
            return env._("recommended for this post, none is set up")
        if kind == "failures":
            return env._(
                "%(count)s refused tries, the last on %(day)s",
                count=words["count"],
                day=at,
            )
        if kind == "odd_hours":
            days = ", ".join(f"{one:%d/%m}" for one in words["days"])
            return env._("used at odd hours on %(days)s", days=days)
        if kind == "new_address":
            return env._("from %(networks)s", networks=", ".join(words["networks"]))
        if kind == "session_old":
            return env._(
                "%(count)s sessions, the oldest since %(day)s (%(device)s)",
                count=words["count"],
                day=at,
                device=words["device"] or env._("unknown browser"),
            )
        if kind == "key_unused":
            if words["was_used"]:
                return env._("%(key)s, last used on %(day)s", key=words["name"], day=at)
            return env._(
                "%(key)s, given on %(day)s, never used", key=words["name"], day=at
            )
        if kind == "grant":
            if "post" in words:
                return env._(
                    "%(right)s: the post has changed since, on %(day)s",
                    right=words["name"],
                    day=day(words["post"]),
                )
            return env._(
                "%(right)s: since %(day)s, without an end",
                right=words["name"],
                day=day(words["since"]),
            )
        return {
            "idle": env._("last used on %(day)s", day=at),
            "never": env._("never used since %(day)s", day=at),
            "password_old": env._("the same password since %(day)s", day=at),
            "password_first": env._("the first password since %(day)s", day=at),
            "password_rule": env._("the rule was made stricter on %(day)s", day=at),
            "link_unused": env._("given on %(day)s", day=at),
        }[kind]

    @api.model
    def _day(self, moment):
        """Return a date, or a naive UTC moment, as the day it is in Vietnam."""
        if not moment:
            return ""
        if isinstance(moment, datetime):
            moment = local_time(moment)
        return f"{moment:%d/%m/%Y}"
