"""Papers about training: who was at a session, and what a person gets for it.

Danh sách và giấy xác nhận tham gia tập huấn (QĐ 553 Điều 4.1); both are lists.
"""

from .listing import Listing


def attendance_list(
    issuer, parents, topic, span, place_of_session, trainer, place, date, result
):
    """Return the list of who was at a training session.

    Rows: name, post, whether there, result, remark. ``span`` are words, ``date`` a
    datetime.date, ``result`` what came of it ("" when nothing is said yet).
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Danh sách",
        subject="Tham gia tập huấn Hệ thống Văn phòng điện tử",
        intro=(
            f"Nội dung: {topic}.",
            f"Thời gian: {span}. Địa điểm: {place_of_session}. "
            f"Người hướng dẫn: {trainer} (nhóm nòng cốt).",
        ),
        columns=(
            ("Họ và tên", 40),
            ("Chức vụ, đơn vị", 46),
            ("Có mặt", 16),
            ("Kết quả", 22),
            ("Ghi chú", 24),
        ),
        empty="Chưa mời ai.",
        closing=(f"Kết quả buổi tập huấn: {result}",) if result else (),
        sides=(("Người hướng dẫn", trainer), ("Thủ trưởng đơn vị", "")),
        place=place,
        date=date,
    )


def attendance_certificate(issuer, parents, person, post, place, date, trainer):
    """Return the certificate of attendance of one person.

    Rows: what (topic, time, place, trainer, result) and its value.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Giấy xác nhận",
        subject="Về việc tham gia tập huấn Hệ thống Văn phòng điện tử",
        intro=(
            f"Xác nhận ông/bà {person}{', ' + post if post else ''} đã tham gia buổi "
            "tập huấn sử dụng Hệ thống Văn phòng điện tử như sau:",
        ),
        columns=(("Mục", 50), ("Chi tiết", 98)),
        sides=(("Người hướng dẫn", trainer), ("Thủ trưởng đơn vị", "")),
        place=place,
        date=date,
    )
