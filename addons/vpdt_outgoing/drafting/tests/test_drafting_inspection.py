"""R5, bad input: an uploaded draft is refused with its reason, or it is harmless."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from drafting import CODES, DraftRefused, Limits, inspect, process, text
from drafting.answers import Inspection
from drafting.inspection import inspect as look
from drafting_files import (
    changed,
    docx,
    field,
    ole,
    packed,
    parts,
    png,
    with_body,
    with_part,
    with_relation,
)

PLAIN = docx("Ủy ban nhân dân xã An Phước", "Kính gửi: Sở Nội vụ")
DOCTYPE = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
)


def bomb():
    return with_part(PLAIN, "word/media/zero.bin", b"\0" * 30_000_000)


def lying_size():
    """The directory says 10 bytes; the part holds more."""
    data = bytearray(packed({**parts(PLAIN), "word/media/a.png": png(9, 9) * 50}))
    at = data.rfind(b"word/media/a.png") - 46
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted_zip():
    data = bytearray(PLAIN)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def docm():
    main = b"wordprocessingml.document.main+xml"
    kind = b"application/vnd.openxmlformats-officedocument." + main
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return changed(PLAIN, "[Content_Types].xml", kind, macro)


def utf16_entities():
    text = parts(PLAIN)["word/document.xml"].decode()
    text = text.split("?>", 1)[1]
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]>{text}'
    )
    return packed({**parts(PLAIN), "word/document.xml": text.encode("utf-16")})


REFUSED = {
    "empty": ("empty", lambda: b""),
    "pdf": ("wrong_type", lambda: b"%PDF-1.7 "),
    "rtf": ("wrong_type", lambda: b"{\\rtf1 "),
    "program": ("wrong_type", lambda: b"MZ" + PLAIN),
    "zip": ("wrong_type", lambda: packed({"a.txt": b"a"})),
    "random": ("broken", lambda: os.urandom(4000)),
    "half": ("broken", lambda: PLAIN[: len(PLAIN) // 2]),
    "no body": (
        "broken",
        lambda: packed({**parts(PLAIN), "word/document.xml": b"<a/>"}),
    ),
    "old word": ("old_word", lambda: ole("WordDocument")),
    "password": ("encrypted", lambda: ole("EncryptedPackage")),
    "zip password": ("encrypted", encrypted_zip),
    "docm": ("macros", docm),
    "vba in a docx": ("macros", lambda: with_part(PLAIN, "word/vbaProject.bin", b"x")),
    "active x": (
        "active_control",
        lambda: with_part(PLAIN, "word/activeX/activeX1.xml", b"<a/>"),
    ),
    "ole": (
        "embedded_object",
        lambda: with_part(PLAIN, "word/embeddings/oleObject1.bin", b"x"),
    ),
    "workbook": (
        "embedded_object",
        lambda: with_relation(PLAIN, "package", "embeddings/a.xlsx", external=False),
    ),
    "alt chunk": (
        "foreign_content",
        lambda: with_relation(PLAIN, "aFChunk", "a.html", external=False),
    ),
    "picture": (
        "external_picture",
        lambda: with_relation(PLAIN, "image", "http://a.example/a.png"),
    ),
    "picture without mode": (
        "external_picture",
        lambda: with_relation(PLAIN, "image", "http://a.example/b", external=False),
    ),
    "template": (
        "external_template",
        lambda: with_relation(PLAIN, "attachedTemplate", "https://a.example/a.dotm"),
    ),
    "template share": (
        "external_template",
        lambda: with_relation(PLAIN, "attachedTemplate", "\\\\host\\share\\a.dotm"),
    ),
    "frame": (
        "external_link",
        lambda: with_relation(PLAIN, "frame", "http://a.example/"),
    ),
    "file link": (
        "external_link",
        lambda: with_relation(PLAIN, "hyperlink", "file://host/share/a.exe"),
    ),
    "include": (
        "linked_field",
        lambda: with_body(PLAIN, field(" INCLUDE", "PICTURE ", '"http://a.example/a"')),
    ),
    "dde": ("linked_field", lambda: with_body(PLAIN, field('dde "cmd" "/c calc"'))),
    "picture bomb": (
        "picture_bomb",
        lambda: with_part(PLAIN, "word/media/a.png", png(60_000, 60_000)),
    ),
    "zip bomb": ("bomb", bomb),
    "lying size": ("broken", lying_size),
    "entities": (
        "entities",
        lambda: changed(
            PLAIN, "word/document.xml", b"<w:document", DOCTYPE + b"<w:document"
        ),
    ),
    "entities in UTF-16": ("entities", utf16_entities),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_by_its_reason(name):
    code, make = REFUSED[name]
    found = look(make(), Limits())
    assert not found.passed
    assert code in [row["code"] for row in found.refusals], found.refusals
    for row in found.refusals:
        message = str(DraftRefused(row["code"], **row["data"]))
        assert "%(" not in message and message, row


def test_two_parts_of_one_name_are_refused():
    """Which of the two is printed would be chance: not what was reviewed."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(
            parts(PLAIN),
            extra=[("word/document.xml", parts(PLAIN)["word/document.xml"])],
        )
    assert [r["code"] for r in look(data, Limits()).refusals] == ["duplicate_part"]


def test_an_honest_draft_passes_and_is_counted():
    found = inspect(PLAIN)
    assert found.passed and not found.notes
    assert (found.paragraphs, found.words, found.pages) == (2, 12, 1)


def test_what_is_only_told_does_not_refuse():
    data = with_relation(PLAIN, "hyperlink", "https://chinhphu.example/")
    assert look(data, Limits()).passed
    data = with_relation(
        PLAIN, "attachedTemplate", "file:///C:\\Users\\mau\\Templates\\Normal.dotm"
    )
    assert [n["code"] for n in look(data, Limits()).notes] == ["local_template"]
    tracked = '<w:p><w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>'
    found = look(with_body(PLAIN, tracked), Limits())
    assert found.passed
    assert found.notes == [{"code": "tracked_changes", "data": {"count": 1}}]


def test_500_pages_pass_and_501_say_the_limit():
    page = "Ủy ban nhân dân xã báo cáo kết quả thực hiện nhiệm vụ số {}. " * 50
    data = docx(*(page.format(*range(n, n + 50)) for n in range(480)))
    found = look(data, Limits())
    assert found.passed and 400 < found.pages <= 500, found
    found = look(data, Limits(max_pages=100))
    assert found.refusals[0]["code"] == "too_many_pages"
    assert found.refusals[0]["data"] == {"pages": found.pages, "limit": 100}
    found = look(data, Limits(max_paragraphs=479))
    assert found.refusals[0]["data"] == {"paragraphs": 480, "limit": 479}


def test_a_large_file_is_refused_before_it_is_opened():
    found = look(PLAIN, Limits(max_bytes=100))
    assert found.refusals == [
        {"code": "too_large", "data": {"bytes": len(PLAIN), "limit": 100}}
    ]


def test_deep_nesting_does_not_bring_the_server_down():
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    assert inspect(with_body(PLAIN, deep)).refusals[0]["code"] in ("broken", "bomb")


def test_memory_is_bounded():
    """A process that asks for too much ends; the server gets a refusal."""
    data = docx(*("Ủy ban nhân dân xã An Phước " * 20 for _line in range(3000)))
    found = inspect(data, Limits(memory=60 * 1024 * 1024))
    assert [row["code"] for row in found.refusals] == ["bomb"], found


def test_time_is_bounded():
    with pytest.raises(DraftRefused) as refused:
        process.ask("reader", {"work": "text"}, [PLAIN], seconds=0.01)
    assert refused.value.code == "timeout"


def test_text_of_a_refused_file_is_no_traceback():
    with pytest.raises(DraftRefused) as refused:
        text(PLAIN[:300])
    assert refused.value.code == "broken"


GUARDED = """
import sys; sys.path.insert(0, sys.argv[1])
from drafting import guard
assert guard.no_network(programs=False)
import os, socket
for family in (socket.AF_INET, socket.AF_INET6):
    try: socket.socket(family)
    except OSError: pass
    else: raise SystemExit("a socket was made")
try: socket.socket(socket.AF_UNIX).connect(sys.argv[2])
except ConnectionRefusedError: pass
else: raise SystemExit("a service was reached")
try: os.execv("/bin/true", ["true"])
except PermissionError: print("guarded")
"""


def test_the_reading_process_reaches_no_network_and_no_program(tmp_path):
    import socket

    address = str(tmp_path / "service")
    with socket.socket(socket.AF_UNIX) as service:
        service.bind(address)
        service.listen()
        folder = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-c", GUARDED, folder, address]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "guarded\n", done.stdout + done.stderr


def test_codes_have_words_for_people():
    assert all(code.islower() and message for code, message in CODES.items())
    assert Inspection().passed


def test_helper_reads_its_own_files():
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        assert archive.testzip() is None
