# what others inherit comes first
from . import vpdt_overseen_mixin

# isort: split
from . import (
    hr_job,
    ir_http,
    res_groups,
    res_users,
    vpdt_account_change,
    vpdt_account_finding,
    vpdt_account_grant,
    vpdt_account_lock,
    vpdt_account_print,
    vpdt_account_review,
    vpdt_hand_over,
    vpdt_personnel_event,
    vpdt_personnel_apply,
    vpdt_personnel_policy,
    vpdt_presence_window,
    vpdt_presence,
    vpdt_presence_people,
    vpdt_presence_reminder,
    vpdt_presence_verdicts,
    vpdt_presence_board,
    vpdt_second_post,
)
