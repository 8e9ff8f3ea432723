"""What a handling is for, and how a directive hands it on.

QĐ 553 Điều 3; NĐ 30/2020 Điều 23.2, 23.4: exactly one lead (chủ trì); the others
support, are informed, direct or monitor.
"""

PURPOSES = {
    "lead": "Lead",
    "support": "Support",
    "direct": "Direct",
    "monitor": "Monitor",
    "inform": "Inform",
    "opinion": "Opinion",
    "carry_out": "Carry out",
    "draft": "Draft",
    "review": "Review",
    "sign": "Sign",
    "issue": "Issue",
}
#: The ways of an outgoing document in the making (QĐ 553 Điều 3.2b); all others are
#: what is done with a document that is there.
DRAFTING = ("draft", "review", "sign", "issue")


def carried_on(parent, chosen):
    """Return the purpose of a handling made from one of purpose `parent`.

    Whoever is made the lead carries on what was asked: inside an agency that
    supports, the specialist in charge supports too. So a document has one lead line
    in all, however deep the tree.
    """
    return parent if chosen == "lead" else chosen


def check_lines(parent, lines):
    """Say what is wrong with the receivers of a directive, or None.

    :param parent: purpose of the handling passed on
    :param lines: list of ``(receiver key, purpose)``
    :return: None, "empty", "twice" (a receiver chosen twice), "no_lead" or
        "two_leads"
    """
    if not lines:
        return "empty"
    receivers = [receiver for receiver, _purpose in lines]
    if len(set(receivers)) < len(receivers):
        return "twice"
    leads = sum(purpose == "lead" for _receiver, purpose in lines)
    if leads > 1:
        return "two_leads"
    if parent == "lead" and not leads:
        return "no_lead"
    return None
