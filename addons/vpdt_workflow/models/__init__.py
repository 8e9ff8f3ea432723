from . import (
    hr_department,
    vpdt_directive,
    vpdt_document,
    vpdt_entry,
    vpdt_handling,
    vpdt_handling_desk,
    vpdt_handling_moves,
    vpdt_handling_transfer,
    vpdt_handling_tree,
    vpdt_reader,
    vpdt_transfer_rule,
)
