"""The reader process: isolation, death, time limits, nothing left behind."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import intake_papers as papers
import pytest
from intake import Limits, ReaderClient, ReaderUnavailable, Refused
from PIL import Image

NAMES = {
    "number", "symbol", "date", "issuer", "parent", "type", "subject", "signer",
    "position", "urgency", "pages",
}  # fmt: skip
ADDON = Path(__file__).resolve().parents[2]


def process_of(client):
    process = client._free.get()
    client._free.put(process)
    return process


def test_answer_has_the_documented_form(client):
    answer = client.check_and_read_first(papers.pdf_of([papers.page()]), "x.pdf")
    assert answer["refused"] is None
    assert set(answer["fields"]) == NAMES
    for field in answer["fields"].values():
        assert set(field) == {"value", "confidence", "certain", "page", "box"}
        assert 0 <= field["confidence"] <= 1
        if field["box"]:
            x0, y0, x1, y1 = field["box"]
            assert 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1
    assert answer["pages"] == answer["fields"]["pages"]["value"] == 1
    assert answer["source"] == "ocr" and answer["secrecy_checked"] is True
    assert "thiên tai" in answer["text"]
    for word in answer["words"]:
        assert len(word) == 6 and isinstance(word[0], str)


def test_render_gives_the_asked_width(client):
    data = papers.pdf_with_pages(2)
    for page, wide, kind in ((1, 400, "png"), (2, 900, "jpeg")):
        picture = Image.open(io.BytesIO(client.render(data, page, wide, kind)))
        assert picture.width == wide and picture.format == kind.upper()
    with pytest.raises(ValueError):
        client.render(data, 3, 400)
    with pytest.raises(ValueError):
        client.render(data, 1, 400, "bmp")
    with pytest.raises(Refused) as refused:
        client.render(b"nothing", 1, 400)
    assert refused.value.code == "wrong_type"


def test_read_page_out_of_range(client):
    with pytest.raises(ValueError):
        client.read_page(papers.pdf_with_pages(2), 3)


def test_pages_of_a_tiff_are_read_apart(client):
    second = papers.page(papers.DECISION)
    data = papers.tiff([papers.page().convert("L"), second.convert("L")])
    answer = client.read_page(data, 2)
    assert answer["pages"] == 2 and "Tổ công tác" in answer["text"]
    texts = client.read_all(data)["texts"]
    assert len(texts) == 2 and "thiên tai" in texts[0]


def test_a_killed_reader_is_replaced(client):
    data = papers.pdf_with_pages(1)
    client.read_page(data, 1)
    first = process_of(client)
    os.kill(first._popen.pid, signal.SIGKILL)
    first._popen.wait()
    assert client.read_page(data, 1)["refused"] is None
    assert process_of(client) is not first


def test_death_in_the_middle_is_a_refusal_and_no_exception():
    own = ReaderClient()
    own.read_page(papers.pdf_with_pages(1), 1)
    pid = process_of(own)._popen.pid
    data = papers.tiff([papers.page().convert("L")] * 6)
    timer = threading.Timer(0.4, os.kill, (pid, signal.SIGKILL))
    timer.start()
    answer = own.read_all(data)
    assert answer["refused"]["code"] == "bomb"
    assert own.read_page(papers.pdf_with_pages(1), 1)["refused"] is None
    own.close()


def test_time_limit_ends_reader_and_tesseract():
    own = ReaderClient()
    own.read_page(papers.pdf_with_pages(1), 1)
    group = process_of(own)._popen.pid
    data = papers.pdf_of([papers.page()])
    own.limits = Limits(page_seconds=0.25)
    answer = own.check_and_read_first(data)
    assert answer["refused"]["code"] == "timeout"
    time.sleep(0.2)
    assert not alive_in(group)
    own.close()


def alive_in(group):
    """Process ids of a group that still run (ended ones may wait as zombies)."""
    alive = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = place.read_text().rsplit(")", 1)[1].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state not in "ZX":
            alive.append(place.parent.name)
    return alive


def test_many_threads_share_one_client():
    own = ReaderClient(processes=2)
    results = []

    def work(count):
        answer = own.read_page(papers.pdf_with_pages(count), count)
        results.append((count, answer["page"], answer["pages"]))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(n, n, n) for n in range(1, 13)]
    assert len(own._all) <= 2
    own.close()


def test_reader_outlives_the_thread_that_started_it():
    own = ReaderClient()
    thread = threading.Thread(target=own.read_page, args=(papers.pdf_with_pages(1), 1))
    thread.start()
    thread.join()
    time.sleep(0.3)
    assert process_of(own)._popen.poll() is None
    own.close()


def test_reader_dies_with_its_client():
    code = (
        "import sys, os, signal; sys.path.append(sys.argv[1]);"
        "from intake import ReaderClient;"
        "client = ReaderClient();"
        "client.read_page(open(sys.argv[2], 'rb').read(), 1);"
        "print(next(iter(client._all))._popen.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    source = ADDON / "intake" / "tests" / "nothing.pdf"
    read, write = os.pipe()
    os.write(write, papers.pdf_with_pages(1))
    os.close(write)
    done = subprocess.run(
        [sys.executable, "-c", code, str(ADDON), f"/dev/fd/{read}"],
        stdout=subprocess.PIPE,
        pass_fds=[read],
        check=False,
    )
    os.close(read)
    assert not source.exists() and done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    for _try in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the reader lives on")


def test_reader_has_its_bounds(client):
    client.read_page(papers.pdf_with_pages(1), 1)
    pid = process_of(client)._popen.pid
    # not dumpable: only root reads another's limits, so look as the reader may
    try:
        text = Path(f"/proc/{pid}/limits").read_text()
    except PermissionError:
        pytest.skip("limits of the reader are not visible to this user")
    bounds = {line[:25].strip(): line[26:].split() for line in text.splitlines()}
    assert bounds["Max file size"][:2] == ["0", "0"]
    assert bounds["Max core file size"][:2] == ["0", "0"]
    assert int(bounds["Max address space"][0]) == client.limits.memory


def test_refused_file_leaves_no_file(client, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = ReaderClient()
    places = [Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), tmp_path]
    before = {str(path) for place in places for path in place.glob("*")}
    secret = papers.stamped(papers.page(), papers.stamp("MẬT"), 0.2, 0.19)
    assert (
        own.check_and_read_first(papers.png(secret))["refused"]["code"] == "secret_mark"
    )
    new = {str(path) for place in places for path in place.glob("*")} - before
    ours = [path for path in new if owned_by_reader(path, own)]
    assert not ours and not list(tmp_path.iterdir())
    own.close()


def owned_by_reader(path, client):
    """Whether a new file was made by the reader (others may work on the machine)."""
    pids = {str(process._popen.pid) for process in client._all}
    links = []
    for pid in pids:
        try:
            links += [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()]
        except OSError:
            continue
    return path in links or Path(path).name.startswith(("vpdt", "intake", "tess"))


def test_no_such_interpreter():
    with pytest.raises(ReaderUnavailable):
        ReaderClient(python="/nonexistent/python").read_page(
            papers.pdf_with_pages(1), 1
        )


def test_missing_tesseract_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ReaderUnavailable, match="tesseract"):
        ReaderClient(python=sys.executable).read_page(papers.pdf_with_pages(1), 1)


def test_worker_is_replaced_after_its_share():
    own = ReaderClient(Limits(max_requests=2))
    seen = set()
    for _n in range(5):
        own.read_page(papers.pdf_with_pages(1), 1)
        seen.add(process_of(own)._popen.pid)
    assert len(seen) == 3
    own.close()
