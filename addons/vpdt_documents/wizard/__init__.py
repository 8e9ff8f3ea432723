from . import (
    vpdt_acting_clerk_wizard,
    vpdt_cancel_wizard,
    vpdt_correction_wizard,
    vpdt_register_print,
)
