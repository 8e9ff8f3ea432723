"""Papers about training: who was at a session, and what a person gets for it.

Danh sách và giấy xác nhận tham gia tập huấn (QĐ 553 Điều 4.1).
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
            ("Họ và tên", 37),
            ("Chức vụ, đơn vị", 58),
            ("Có mặt", 14),
            ("Kết quả", 18),
            ("Ghi chú", 21),
        ),
        empty="Chưa mời ai.",
        closing=(f"Kết quả buổi tập huấn: {result}",) if result else (),
        sides=(("Người hướng dẫn", trainer), ("Thủ trưởng đơn vị", "")),
        place=place,
        date=date,
    )


def attendance_certificate(issuer, parents, person, post, place, session):
    """Return the certificate of attendance of one person: words, no table.

    ``session``: {"topic", "span", "place", "trainer", "result", "date"}, words but for
    the date.
    """
    return Listing(
        issuer=issuer,
        parents=parents,
        kind="Giấy xác nhận",
        subject="Tham gia tập huấn Hệ thống Văn phòng điện tử",
        intro=(
            f"Xác nhận ông (bà): {person}{', ' + post if post else ''};",
            f"Đã tham gia buổi tập huấn: {session['topic']};",
            f"Thời gian: {session['span']};",
            f"Địa điểm: {session['place']};",
            f"Người hướng dẫn: {session['trainer']} (nhóm nòng cốt);",
            f"Kết quả: {session['result']}.",
        ),
        columns=(),
        sides=(("Người hướng dẫn", session["trainer"]), ("Thủ trưởng đơn vị", "")),
        place=place,
        date=session["date"],
    )
