"""R5, R7: a draft as PDF, laid out as NĐ 30/2020 wants, by a caged program."""

import fcntl
import os
import socket
import threading
from io import BytesIO
from pathlib import Path

import pytest
from drafting import DraftRefused, Limits, available, to_pdf
from drafting_files import docx, with_body, with_relation
from pdfread import find
from pypdf import PdfReader

PLAIN = docx("Ủy ban nhân dân xã An Phước: ằẵẳ ừửữ")


def near(value, wanted, by=1.0):
    return abs(value - wanted) <= by


def test_a_letter_stands_in_its_slots(printed):
    lines, rules, _pdf = printed("cong_van")
    title = find(lines, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = find(lines, "Độc lập - Tự do - Hạnh phúc")
    issuer, number = find(lines, "XÃ AN PHƯỚC"), find(lines, "Số:")
    date, subject = find(lines, "An Phước, ngày"), find(lines, "V/v rà soát")
    for line, size, font in (
        (title, 12, "Tinos-Bold"),
        (motto, 13, "Tinos-Bold"),
        (issuer, 12, "Tinos-Bold"),
        (number, 13, "Tinos"),
        (date, 13, "Tinos-Italic"),
        (subject, 12, "Tinos"),
        (find(lines, "Kính gửi:"), 14, "Tinos"),
        (find(lines, "Phúc đáp"), 14, "Tinos"),
        (find(lines, "Nơi nhận:"), 12, "Tinos-BoldItalic"),
        (find(lines, "- Lưu: VT, VHXH."), 11, "Tinos"),
        (find(lines, "KT. CHỦ TỊCH"), 14, "Tinos-Bold"),
        (find(lines, "Trần Thị Mẫu"), 14, "Tinos-Bold"),
    ):
        assert (line.sizes, line.fonts) == ({size}, {font}), line
    # 1 right of 2; 3 and 4 on one line, each under its head; 5b under 3
    assert title.left > issuer.right and near(title.top, 20, 2)
    assert near(motto.centre, title.centre) and near(date.centre, title.centre, 2)
    assert near(number.centre, issuer.centre, 4) and near(number.top, date.top)
    assert subject.top > number.bottom and near(subject.centre, issuer.centre, 2)
    # margins: left 30 mm, right 20 mm
    body = [line for line in lines if line.sizes == {14} and "Tinos" in line.fonts]
    assert near(min(line.left for line in body), 30, 0.5)
    assert near(max(line.right for line in body), 190, 0.5)
    # 9b and 7a begin on one line; room to sign between 7a and 7b
    head, post = find(lines, "Nơi nhận:"), find(lines, "TM. ỦY BAN NHÂN DÂN")
    assert near(head.top, post.top, 2)
    name, last = find(lines, "Trần Thị Mẫu"), find(lines, "PHÓ CHỦ TỊCH")
    assert near(name.centre, post.centre) and 25 <= name.top - last.bottom <= 35
    wide = sorted(r.width for r in rules if r.y < 40)
    assert any(near(w, motto.right - motto.left) for w in wide), "as long as the motto"
    text = issuer.right - issuer.left
    peers = find(lines, "ỦY BAN NHÂN DÂN")
    text = max(text, peers.right - peers.left)
    assert any(text / 3 <= w <= text / 2 for w in wide), "a third to a half"


def test_every_typeface_is_embedded_tinos(printed):
    _lines, _rules, pdf = printed("cong_van")
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            assert "Tinos" in font["/BaseFont"], font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"].get_object()


def test_page_numbers_of_nd30_stand_above_and_not_on_page_1(printed):
    """And an attached text is counted from 1 again."""
    lines, _rules, _pdf = printed("quyet_dinh_ban_hanh")
    numbers = [line for line in lines if line.text.isdigit()]
    assert [(n.page, n.text) for n in numbers] == [(3, "2"), (4, "3")]
    for number in numbers:
        assert near(number.centre, 30 + 80) and number.bottom < 20
        assert number.sizes == {14}


def test_page_numbers_of_tt01_stand_at_the_lower_right(printed):
    lines, _rules, _pdf = printed("quyet_dinh_2015")
    (number,) = [line for line in lines if line.text.isdigit()]
    assert (number.page, number.text) == (2, "2")
    assert near(number.right, 190) and number.top > 277
    assert find(lines, "Căn cứ Luật").fonts == {"Tinos"}, "upright, not slanted"


def test_a_draft_that_fetches_is_refused_before_the_program_starts():
    data = with_relation(PLAIN, "image", "http://a.example/a.png")
    with pytest.raises(DraftRefused) as refused:
        to_pdf(data)
    assert refused.value.code == "external_picture"


def test_the_program_reaches_no_network(office):
    """Even a picture that the inspection would have refused is not fetched."""
    asked = []
    with socket.socket() as service:
        service.bind(("127.0.0.1", 0))
        service.listen()
        service.settimeout(0.2)
        done = threading.Event()

        def listen():
            while not done.is_set():
                try:
                    service.accept()[0].close()
                    asked.append(1)
                except TimeoutError:
                    pass

        thread = threading.Thread(target=listen)
        thread.start()
        url = f"http://127.0.0.1:{service.getsockname()[1]}/a.png"
        data = with_relation(PLAIN, "image", url)
        picture = (
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
            'style="width:99pt;height:99pt"><v:imagedata r:id="rIdX" xmlns:r="http://'
            'schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
            "</v:shape></w:pict></w:r></w:p>"
        )
        assert office.convert(with_body(data, picture), "pdf").startswith(b"%PDF")
        done.set()
        thread.join()
    assert not asked


def _working(office):
    """Process ids of office programs that work in the folder of these tests."""
    out, ours = [], str(office.runtime_folder()).encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"soffice.bin" in command and ours in command:
                out.append(int(entry.name))
    return out


def test_a_conversion_that_takes_too_long_leaves_nothing_behind(office):
    with pytest.raises(DraftRefused) as refused:
        office.convert(PLAIN, "pdf", Limits(office_seconds=0.2))
    assert refused.value.code == "timeout"
    root = office.runtime_folder()
    assert not _working(office)
    assert not [p for p in root.iterdir() if p.is_dir() and p.name.startswith("place")]


def test_a_program_that_takes_too_much_memory_is_ended(office):
    with pytest.raises(DraftRefused) as refused:
        office.convert(PLAIN, "pdf", Limits(office_memory=20 * 1024 * 1024))
    assert refused.value.code == "bomb"
    assert not _working(office)


def test_no_more_programs_than_places(office):
    path = office.runtime_folder() / "place-0.lock"
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DraftRefused) as refused:
            office.convert(PLAIN, "pdf", Limits(office_places=1, office_wait=0.1))
        assert refused.value.code == "office_busy"
    finally:
        os.close(lock)


def test_what_is_left_of_a_killed_conversion_goes_with_the_next(office):
    left = office.runtime_folder() / "place-0" / "in"
    left.mkdir(parents=True)
    (left / "draft.docx").write_bytes(b"secret")
    office.convert(PLAIN, "pdf", Limits(office_places=1))
    assert not left.parent.exists()


def test_a_folder_of_somebody_else_is_not_used(office, monkeypatch, tmp_path):
    monkeypatch.setattr(office.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"vpdt-office-{os.getuid()}").mkdir(mode=0o755)
    (tmp_path / f"vpdt-office-{os.getuid()}").chmod(0o777)
    with pytest.raises(DraftRefused) as refused:
        office.runtime_folder()
    assert refused.value.code == "office_failed"


def test_what_the_program_cannot_open_is_said(office):
    with pytest.raises(DraftRefused) as refused:
        office.convert(b"PK\x03\x04 no document", "pdf")
    assert refused.value.code == "office_failed"


def test_without_the_program_it_is_said(monkeypatch):
    from drafting import office

    monkeypatch.setattr(office, "program", lambda: None)
    there, lacks = available()
    assert not there and "libreoffice-writer-nogui" in lacks
    with pytest.raises(DraftRefused) as refused:
        to_pdf(PLAIN)
    assert refused.value.code == "office_missing"
