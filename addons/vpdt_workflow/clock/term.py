"""Which deadline is proposed, and why: the only place that says what wins.

1. What was asked for with the paper (`above`): by the directive, or of the document.
2. Earlier than that, what is usual: the transfer rule's days, else the type's; sooner
   where the paper is urgent (NĐ 30/2020 Điều 24: the agency's rules of work; Điều
   18.1, 23.1: urgent papers at once).

So nobody is offered more time than there is, and urgent papers never wait as long as
others. A leader chooses another day when he wants; after `above` he is warned.
"""


def proposed(above=None, rule=None, kind=None, urgency=None):
    """Return the deadline to propose and its cause.

    :param above: deadline of the handling passed on
    :param rule: by the days of the transfer rule
    :param kind: by the days usual for the type of document
    :param urgency: by what is usual for the urgency
    :return: (deadline, "above" | "rule" | "type" | "urgency"), or (None, None)
    """
    usual = (rule, "rule") if rule else (kind, "type")
    if urgency and (not usual[0] or urgency < usual[0]):
        usual = urgency, "urgency"
    if above and (not usual[0] or above <= usual[0]):
        return above, "above"
    return usual if usual[0] else (None, None)


def moved(time_before, time_after, start, deadline, is_counted):
    """Return a deadline as it is when days off were added, or the same.

    :param time_before: WorkTime that does not know the added days
    :param time_after: WorkTime that does
    :param start: since when the deadline was counted
    :param is_counted: whether it was counted in days or hours; a day somebody chose
        stays unless nobody works on it any more (Bộ luật Dân sự 2015 Điều 148.5)
    """
    if is_counted:
        later = time_after.after(start, time_before.between(start, deadline))
        # Given until an hour nobody works at: to the same hour of a working day
        return max(later or deadline, deadline)
    day = time_after.local(deadline).date()
    if time_before.on(day) and not time_after.on(day):
        return time_after.next_end(day) or deadline
    return deadline
