"""The fields of the templates: what a draft knows, and the names used in Word.

The names are Vietnamese without marks, for whoever writes templates is no
programmer. ``PLACEHOLDERS`` is the administrator's help sheet.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass

#: documents dated from this day on follow NĐ 30/2020/NĐ-CP, earlier ones TT 01/2011
ND30_SINCE = datetime.date(2020, 3, 5)
URGENCY = {"urgent": "KHẨN", "very_urgent": "THƯỢNG KHẨN", "express": "HỎA TỐC"}
_OPEN = "\u00a0" * 7


@dataclass(frozen=True)
class Placeholder:
    """One field.

    ``kind``: ``text``; ``lines`` (a list: ``{%p for dong in … %}``); ``parts`` (a
    list of paragraphs with ``kieu``, ``dau``, ``chu``); ``rows`` (a table's rows,
    with the named columns); ``flag`` (for ``{%p if … %}``).
    """

    kind: str
    description: str
    columns: tuple = ()


_TASKS = ("tt", "cong_viec", "chu_tri", "phoi_hop", "thoi_han")
_PART = ("kieu", "dau", "chu")
PLACEHOLDERS = {
    "co_quan_chu_quan": Placeholder(
        "lines", "Tên cơ quan, tổ chức chủ quản trực tiếp (nếu có), chữ in hoa"
    ),
    "co_quan": Placeholder("lines", "Tên cơ quan ban hành văn bản, chữ in hoa"),
    "so": Placeholder("text", "Số của văn bản; để trống đến khi cấp số"),
    "ky_hieu": Placeholder("text", "Ký hiệu của văn bản, ví dụ QĐ-UBND"),
    "dia_danh": Placeholder("text", "Địa danh"),
    "ngay_thang": Placeholder(
        "text", "Ngày … tháng … năm …; để trống ngày, tháng đến khi ban hành"
    ),
    "do_khan": Placeholder("text", "Độ khẩn: KHẨN, THƯỢNG KHẨN hoặc HỎA TỐC"),
    "ten_loai": Placeholder("text", "Tên loại văn bản, chữ in hoa"),
    "trich_yeu": Placeholder("text", "Trích yếu nội dung văn bản"),
    "kinh_gui": Placeholder("lines", "Các nơi được kính gửi"),
    "phuc_dap": Placeholder(
        "text", "Câu mở đầu phúc đáp văn bản đến: Phúc đáp Công văn số … của …"
    ),
    "can_cu": Placeholder("lines", "Các căn cứ ban hành"),
    "theo_de_nghi": Placeholder("text", "Theo đề nghị của …"),
    "tham_quyen": Placeholder(
        "lines", "Thẩm quyền ban hành: chức vụ người đứng đầu hoặc tên tập thể"
    ),
    "noi_dung": Placeholder("parts", "Nội dung văn bản, từng đoạn", _PART),
    "quyen_han": Placeholder(
        "lines", "Quyền hạn và chức vụ của người ký: TM., Q., KT., TL., TUQ."
    ),
    "chuc_danh_khac": Placeholder(
        "text", "Chức danh khác của người ký, ghi trên họ tên (nếu có)"
    ),
    "nguoi_ky": Placeholder("text", "Họ và tên người ký"),
    "noi_nhan": Placeholder("lines", "Nơi nhận, dòng cuối là Lưu: VT, …"),
    "ky_hieu_soan": Placeholder(
        "text", "Ký hiệu người soạn thảo và số lượng bản, ví dụ NVA.(15)"
    ),
    "lien_he": Placeholder(
        "text", "Địa chỉ, điện thoại, thư điện tử, ghi ở chân trang thứ nhất"
    ),
    "theo_tt01": Placeholder(
        "flag", "Văn bản ghi ngày trước 05/03/2020: thể thức Thông tư 01/2011/TT-BNV"
    ),
    "theo_nd30": Placeholder(
        "flag", "Văn bản ghi ngày từ 05/03/2020: thể thức Nghị định 30/2020/NĐ-CP"
    ),
    "chu_tri": Placeholder("text", "Người chủ trì cuộc họp"),
    "thoi_gian": Placeholder("text", "Thời gian họp, hoặc thời gian bắt đầu"),
    "thoi_gian_ket_thuc": Placeholder("text", "Thời gian kết thúc"),
    "dia_diem": Placeholder("text", "Địa điểm"),
    "thanh_phan": Placeholder("lines", "Thành phần tham dự"),
    "thu_ky": Placeholder("text", "Họ và tên thư ký"),
    "chu_toa": Placeholder("text", "Họ và tên chủ tọa"),
    "chuc_vu_chu_toa": Placeholder("text", "Chức vụ của chủ tọa"),
    "nguoi_duoc_moi": Placeholder("text", "Tên cơ quan hoặc người được mời"),
    "ten_loai_kem": Placeholder("text", "Tên loại của văn bản kèm theo"),
    "trich_yeu_kem": Placeholder("text", "Trích yếu của văn bản kèm theo"),
    "kem_theo": Placeholder("text", "(Kèm theo Quyết định số … ngày … của …)"),
    "noi_dung_kem": Placeholder("parts", "Nội dung của văn bản kèm theo", _PART),
    "so_phu_luc": Placeholder("text", "Số của phụ lục: I, II, …; trống khi chỉ có một"),
    "ten_phu_luc": Placeholder("text", "Tên của phụ lục"),
    "phan_cong": Placeholder("rows", "Bảng phân công công việc", _TASKS),
}

#: A type to write the nearest name of, when it is asked for as a list's member.
MEMBERS = sorted({column for p in PLACEHOLDERS.values() for column in p.columns})


#: What stands in a draft where its text belongs, until somebody writes it.
UNWRITTEN = "…………"
#: How a paper takes up the one it answers, by its own type; a letter (công văn) answers
#: with its opinion, these carry out what was asked.
_TAKEN_UP = {
    "báo cáo": "báo cáo như sau:",
    "kế hoạch": "ban hành kế hoạch như sau:",
    "thông báo": "thông báo như sau:",
    "tờ trình": "trình như sau:",
}


@dataclass(frozen=True)
class Incoming:
    """The paper that is answered."""

    kind: str
    code: str
    date: datetime.date | None
    issuer: str
    subject: str = ""

    def sentence(self, issuer, kind=""):
        """Return ``Phúc đáp Công văn số … ngày dd/mm/yyyy của … về việc …, <issuer>
        có ý kiến như sau:``; of a report ``Thực hiện Công văn số …, <issuer> báo cáo
        như sau:``.

        :param kind: name of the type of the paper that answers
        """
        taken_up = _TAKEN_UP.get(kind.lower())
        out = f"{'Thực hiện' if taken_up else 'Phúc đáp'} {self.kind} số {self.code}"
        if self.date:
            out += f" ngày {self.date:%d/%m/%Y}"
        out += f" của {self.issuer}"
        subject = re.sub(r"^(V/v|Về việc|Về)\s+", "", self.subject, flags=re.IGNORECASE)
        if subject:
            out += f" về việc {subject[0].lower() + subject[1:]}"
        out = out.rstrip(" .;,") + ", "
        return f"{out}{issuer or '……'} {taken_up or 'có ý kiến như sau:'}"


def signature_lines(authority, head, post="", collective=""):
    """Return the lines above a signature (NĐ 30/2020 Điều 13; PL I phần I mục II.7).

    :param authority: ``""`` (the head himself), ``Q`` (acting head), ``KT`` (a deputy
        for his head), ``TL`` (by order) or ``TUQ`` (by written authorisation)
    :param head: post of the head, e.g. ``Chủ tịch``; or a list of posts from the
        head down when the power passed through several hands, e.g. for TL. to a
        deputy chief of the Office ``["Chủ tịch", "Chánh Văn phòng"]``
    :param post: post of the signer; with ``""`` and ``Q`` the head's own
    :param collective: body on whose behalf it is signed, e.g. ``Ủy ban nhân dân``;
        not written above TL. and TUQ.
    :raises ValueError: unknown authority, or no post of the signer
    """
    heads = [head] if isinstance(head, str) else list(head)
    if authority not in ("", "Q", "KT", "TL", "TUQ"):
        raise ValueError(f"unknown authority {authority!r}")
    if authority in ("KT", "TL", "TUQ") and not post:
        raise ValueError("the post of the signer is missing")
    lines = [f"TM. {collective}"] if collective and authority in ("", "Q", "KT") else []
    if authority == "":
        lines.append(heads[0])
    elif authority == "Q":
        lines.append(f"Q. {heads[0]}")
    else:
        lines.append(f"{authority}. {heads[0]}")
        # the one it was passed to has a deputy sign
        lines += [f"KT. {between}" for between in heads[1:]]
        lines.append(post)
    return [line.upper() for line in lines]


@dataclass(frozen=True)
class DraftValues:
    """What a draft knows. Lists may be any sequence of strings.

    ``body`` and ``attached_body`` are lists of paragraphs as typed: ``Chương I``,
    ``Điều 1. …``, ``1. …`` and ``a) …`` are recognised. ``date`` decides only the
    form (None: today's law) and the year; day and month stay open unless ``dated``.
    ``tasks``: list of dictionaries with the columns of ``phan_cong``.
    """

    kind: str = ""
    issuer: tuple = ()
    parents: tuple = ()
    number: int | str | None = None
    symbol: str = ""
    place: str = ""
    date: datetime.date | None = None
    dated: bool = False
    urgency: str = ""
    subject: str = ""
    addressees: tuple = ()
    answers: Incoming | None = None
    bases: tuple = ()
    proposal: str = ""
    issuing_authority: tuple = ()
    body: tuple = ()
    authority: tuple = ()
    other_title: str = ""
    signer: str = ""
    receivers: tuple = ()
    archive: str = "VT"
    drafter: str = ""
    contact: str = ""
    chair: str = ""
    time: str = ""
    end_time: str = ""
    venue: str = ""
    participants: tuple = ()
    secretary: str = ""
    chairman: str = ""
    chairman_post: str = ""
    invited: str = ""
    attached_kind: str = ""
    attached_subject: str = ""
    attached_body: tuple = ()
    attached_to: str = ""
    annex_number: str = ""
    annex_name: str = ""
    tasks: tuple = ()

    def as_placeholders(self):
        """Return {name of the field: value}, every field with a value."""
        old = self.date is not None and self.date < ND30_SINCE
        letter = not self.kind or self.kind.lower() == "công văn"
        lines = {
            "co_quan_chu_quan": _upper(_name_lines(self.parents)),
            "co_quan": _upper(_name_lines(self.issuer)),
            "tham_quyen": _upper(self.issuing_authority),
            "quyen_han": _upper(self.authority),
            "kinh_gui": _addressees(self.addressees),
            "noi_nhan": _receivers(self.receivers, self.archive),
            "can_cu": _bases(self.bases, self.proposal, old),
            "thanh_phan": _listed(self.participants),
            # minutes end with the hour of their end
            "noi_dung": _parts(self.body, end=self.kind.lower() != "biên bản"),
            "noi_dung_kem": _parts(self.attached_body, end=bool(self.attached_kind)),
            "phan_cong": [
                {name: _clean(str(row.get(name, ""))) for name in _TASKS}
                for row in self.tasks
            ],
        }
        texts = {
            "so": _number(self.number),
            "ky_hieu": self.symbol,
            "dia_danh": self.place,
            "ngay_thang": _date(self.date, self.dated),
            "do_khan": URGENCY.get(self.urgency, ""),
            "ten_loai": self.kind.upper(),
            "trich_yeu": _letter_subject(self.subject) if letter else self.subject,
            "phuc_dap": self._answer(),
            "theo_de_nghi": _ended(self.proposal, "," if old else "."),
            "chuc_danh_khac": self.other_title.upper(),
            "nguoi_ky": self.signer,
            "ky_hieu_soan": self.drafter,
            "lien_he": self.contact,
            "chu_tri": self.chair,
            "thoi_gian": self.time,
            "thoi_gian_ket_thuc": self.end_time,
            "dia_diem": self.venue,
            "thu_ky": self.secretary,
            "chu_toa": self.chairman,
            "chuc_vu_chu_toa": self.chairman_post,
            "nguoi_duoc_moi": self.invited,
            "ten_loai_kem": self.attached_kind.upper(),
            "trich_yeu_kem": self.attached_subject,
            "kem_theo": self.attached_to and f"({self.attached_to.strip('()')})",
            "so_phu_luc": self.annex_number,
            "ten_phu_luc": self.annex_name.upper(),
        }
        texts = {name: _clean(value) for name, value in texts.items()}
        return {**lines, **texts, "theo_tt01": old, "theo_nd30": not old}

    def _answer(self):
        if not self.answers:
            return ""
        return self.answers.sentence(" ".join(self.issuer), self.kind)


def clean_values(values):
    """Return the values of a request made safe to put into XML, all fields filled."""
    out = {}
    for name, field in PLACEHOLDERS.items():
        value = values.get(name)
        if field.kind == "flag":
            out[name] = bool(value) if name in values else name == "theo_nd30"
        elif field.kind == "text":
            out[name] = _clean("" if value is None else str(value))
        elif field.kind == "lines":
            out[name] = [_clean(str(line)) for line in value or ()]
        else:
            out[name] = [
                {column: _clean(str(row.get(column, ""))) for column in field.columns}
                for row in value or ()
            ]
    return out


def _clean(text):
    # a field ends in XML: no control signs; docxtpl reads \a and \f as its own
    text = unicodedata.normalize("NFC", text)
    return "".join(
        c
        for c in text
        if c in "\n\t" or (ord(c) >= 32 and c not in "\ufffe\uffff"
                           and not 0xD800 <= ord(c) < 0xE000)
    )  # fmt: skip


def _upper(lines):
    return [_clean(line).upper() for line in lines if line.strip()]


#: a people's body is written over its place, each on a line of its own
_BODY = re.compile(
    r"((?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s+"
    r"((?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s.+)",
    re.IGNORECASE,
)


def _name_lines(names):
    for name in names:
        for line in unicodedata.normalize("NFC", name).split("\n"):
            match = _BODY.fullmatch(line.strip())
            yield from match.groups() if match else [line]


def _number(number):
    if number is None or number == "":
        return _OPEN
    return f"{number:02d}" if isinstance(number, int) else str(number)


def _date(date, dated):
    if date and dated:
        month = f"{date.month:02d}" if date.month < 3 else str(date.month)
        return f"ngày {date.day:02d} tháng {month} năm {date.year}"
    year = date.year if date else "\u00a0" * 8
    return f"ngày{_OPEN}tháng{_OPEN}năm {year}"


def _letter_subject(subject):
    return subject if not subject or subject.startswith("V/v") else f"V/v {subject}"


def _ended(text, mark):
    text = text.strip()
    return text.rstrip(" .;,") + mark if text else ""


def _listed(names):
    rows = [_clean(name).strip().rstrip(" .;,") for name in names if name.strip()]
    return [f"{n}{';' if i + 1 < len(rows) else '.'}" for i, n in enumerate(rows)]


def _addressees(names):
    rows = [_clean(name).strip().rstrip(" .;,") for name in names if name.strip()]
    return rows if len(rows) == 1 else _listed(rows)


def _receivers(names, archive):
    archive = re.sub(r"^Lưu:\s*", "", archive.strip().rstrip("."))
    return _listed([*names, *([f"Lưu: {archive}"] if archive else [])])


def _bases(bases, proposal, old):
    rows = [_clean(base).strip().rstrip(" .;,") for base in bases if base.strip()]
    last = "," if old else "."
    more = bool(proposal.strip())
    return [
        f"{row}{';' if index + 1 < len(rows) or more else last}"
        for index, row in enumerate(rows)
    ]


_KINDS = (
    ("chuong", re.compile(r"((?:Phần|Chương)\s+(?:[IVXLC]+|thứ \w+))\s*[.:]?\s*(.*)")),
    ("muc", re.compile(r"((?:Mục|Tiểu mục)\s+\d+)\s*[.:]?\s*(.*)")),
    ("dieu", re.compile(r"(Điều\s+\d+[a-zđ]?\.)\s*(.*)", re.DOTALL)),
    ("de_muc", re.compile(r"([IVXLC]+\.)\s+(.*)", re.DOTALL)),
)


def _parts(paragraphs, end):
    """Tell the kind of each paragraph: part, article, Roman heading, or text."""
    out = []
    texts = [_clean(p).strip() for p in paragraphs]
    texts = [text for text in texts if text] or [UNWRITTEN]
    if end and not texts[-1].endswith(("./.", ":")):
        texts[-1] = texts[-1].rstrip(" .;,/") + "./."
    for text in texts:
        for kind, pattern in _KINDS:
            match = pattern.fullmatch(text)
            if match:
                if kind == "dieu" and not re.search(r"[.;:,/]$", match[2]):
                    kind = "dieu_tieu_de"  # it has a title, not a sentence
                out.append({"kieu": kind, "dau": match[1], "chu": match[2]})
                break
        else:
            out.append({"kieu": "doan", "dau": "", "chu": text})
    return out
