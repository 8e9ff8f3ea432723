"""QĐ 553 Điều 4.1: Phòng Văn hóa và Thông tin watches the use of the system."""


def migrate(cr, version):
    """Tick it in offices made before there was such a mark.

    Only where nobody has decided it yet (the column is empty, not unticked), no agency
    watches, and the agency stands as it was delivered.
    """
    cr.execute(
        """
        UPDATE hr_department agency SET watches_agencies = TRUE
          FROM ir_model_data name, ir_model_data above
         WHERE name.module = 'vpdt_tuyphuoc' AND name.name = 'agency_vhtt'
           AND name.model = 'hr.department' AND name.res_id = agency.id
           AND above.module = 'vpdt_tuyphuoc' AND above.name = 'agency_ubnd'
           AND above.model = 'hr.department' AND above.res_id = agency.parent_id
           AND agency.watches_agencies IS NULL
           AND agency.active AND agency.is_agency AND agency.symbol = 'VHTT'
           AND NOT EXISTS (SELECT 1 FROM hr_department other
                            WHERE other.watches_agencies)
        """
    )
