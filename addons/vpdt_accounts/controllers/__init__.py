from . import (
    account_slip,
    accounts,
    first_password,
    incident,
    presence_sheet,
    security_check,
    signup,
)
