"""When a directive wants it done: the deadline in the words of a leader.

A date counts only when the words make it a deadline ("xong trước 20/02", "chậm nhất 17h
ngày 12/4", "trong 05 ngày làm việc"). The date of a paper, a meeting, a period or what
happened is none. What is not sure is left out.
"""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass

from .syllables import bare, sound


@dataclass(frozen=True)
class Due:
    """A deadline: the day, and the time or the half of the day where one is said.

    `half` is "am" or "pm"; both `time` and `half` empty: the end of the working day.
    """

    date: datetime.date
    time: datetime.time | None = None
    half: str = ""

    def is_past(self, now):
        """Whether it is over at `now` (naive local time)."""
        if self.time:
            return datetime.datetime.combine(self.date, self.time) <= now
        return self.date < now.date()


@dataclass(frozen=True)
class FoundDue:
    """Where a deadline stands (`first`, `last`: syllables); `due` None: no such day."""

    first: int
    last: int
    due: Due | None


class PlainDays:
    """Monday to Friday, where no calendar of an agency is given."""

    def after(self, date, days):
        """Return the `days`-th working day after `date`."""
        while days:
            date += datetime.timedelta(days=1)
            days -= self.is_working(date)
        return date

    def is_working(self, date):
        """Whether `date` is a working day."""
        return date.weekday() < 5


_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "(?:một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín)"
_AFTER_TEN = "(?:một|mốt|hai|ba|tư|bốn|lăm|năm|sáu|bảy|bẩy|tám|chín)"
#: A number to 99 in digits or words; the longest reading first.
_NUMBER = (
    rf"(?:\d{{1,3}}|{_UNIT} mươi(?: {_AFTER_TEN})?|(?:hai|ba) (?:mốt|lăm)"
    rf"|mười(?: {_AFTER_TEN})?|{_UNIT})"
)
_YEAR = (
    rf"(?:\d{{4}}|\d{{2}}|hai (?:nghìn|ngàn)(?: không trăm)?(?: linh| lẻ)? {_NUMBER}"
    rf"|hai không {_NUMBER})"
)
_MONTH = rf"(?P<month>\d{{1,2}}|mười(?: một| hai)?|{_UNIT})"
_DAY = rf"(?:ngày )?(?:mùng |mồng )?(?P<day>{_NUMBER})"
_DATES = (
    rf"{_DAY} (?:/|-) (?P<month>\d{{1,2}})"
    r"(?: (?:/|-) (?P<year>\d{4}|\d{2}))?(?! /)",
    rf"{_DAY} \. (?P<month>\d{{1,2}}) \. (?P<year>\d{{4}})",
    rf"{_DAY} tháng (?P<shift>này|sau|tới|trước)",
    rf"{_DAY} tháng {_MONTH}(?: (?:năm|/) (?P<year>{_YEAR}))?(?! /)",
    rf"ngày (?:mùng |mồng )?(?P<day>{_NUMBER})(?: này)?(?! (?:/|-|làm|kể|tháng))",
)
_CLOCK = (
    r"(?P<hour>\d{1,2}) (?:h|g|giờ|:)(?: (?P<minute>\d{2})(?: phút)?)?"
    r"(?: (?P<part>sáng|trưa|chiều|tối))?"
)
_HALF = (
    r"(?:(?P<edge>đầu giờ|cuối giờ|hết giờ|cuối|hết) )?(?:buổi )?"
    r"(?P<half>sáng|trưa|chiều)"
)
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
_WEEKDAY = (
    r"(?:thứ (?P<weekday>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t (?P<short>[2-7])"
    r"|(?P<sunday>chủ nhật))(?: (?P<week>tuần này|này|tuần sau|sau|tuần tới|tới))?"
)
_NEAR = (
    r"(?P<near>hôm nay|ngày hôm nay|trong ngày hôm nay|ngày mai|ngày kia|ngày mốt"
    r"|hôm sau|nay|mai)"
)
_ENDS = (
    r"(?:trong |hết |cuối )?(?P<weekedge>cuối|đầu|hết|trong|giữa) tuần"
    r"(?: (?P<week>này|sau|tới))?",
    r"(?:trong |hết |cuối )?(?P<monthedge>cuối|hết|trong) tháng"
    r"(?: (?P<shift>này|sau|tới)| " + _MONTH + r"(?: (?:năm|/) (?P<year>\d{4}))?)?",
    r"(?:trong |hết |cuối )?(?P<quarteredge>cuối|hết|trong) quý"
    r" (?P<quarter>iv|i{1,3}|[1-4]|này)(?: (?:năm|/) (?P<year>\d{4}))?",
    r"(?:trong |hết |cuối )?(?P<yearedge>cuối|hết|trong) năm(?: (?P<year>\d{4}|nay))?",
)
_SINCE = r"(?: nữa| tới)?(?P<since> (?:, )?(?:kể từ|tính từ|từ)(?= ngày \d| \d))?"
_SPANS = (
    r"trong(?: vòng| thời gian| thời hạn| khoảng)?(?: không quá)?"
    rf" (?P<count>{_NUMBER}) (?P<unit>ngày làm việc|ngày|tuần|tháng|giờ|h|tiếng)"
    rf"{_SINCE}",
    r"(?:chậm nhất|muộn nhất|thời hạn|hạn)(?: xử lý| giải quyết| hoàn thành)?"
    r"(?: là| :)?(?: sau)?"
    rf" (?P<count>{_NUMBER}) (?P<unit>ngày làm việc|ngày|tuần){_SINCE}",
)
#: Words that make what follows a deadline.
_MARK = (
    r"(?:(?:chậm nhất|muộn nhất|trễ nhất)(?: là)?(?: vào| đến| trước| trong)?"
    r"|(?:thời hạn|hạn|đến hạn|thời gian)"
    r"(?: cuối cùng| cuối| chót| xử lý| giải quyết| hoàn thành| trả lời"
    r"| báo cáo| thực hiện| gửi)?(?: chậm nhất)?(?: là)?(?: :)?"
    r"(?: vào| đến| trước| trong)?(?: hết)?"
    r"|(?:xong|hoàn thành|hoàn tất)(?: việc)?(?: :)?"
    r"(?: vào| trước| trong)?(?: hết)?"
    r"|trước)"
)
#: Finished, told or handed in: what a day without "trước" can be the end of.
_DONE = re.compile(
    r"(?:^| )(xong|hoàn thành|hoàn tất|báo cáo|trình|nộp|gửi|trả lời|phúc đáp"
    r"|tham mưu|giải quyết|xử lý) "
)
#: What takes place on a day is no deadline.
_EVENT = (
    r"(?:^| )(?:họp|dự họp|dự lễ|tham dự|đi dự|dự buổi|hội nghị|hội thảo|lễ|tổ chức"
    r"|diễn ra|mời|khai mạc|bế mạc|làm việc với|tiếp công dân|tiếp đoàn|giao ban|lịch"
    r"|từ ngày|từ|kể từ"
    r"|sinh|nghỉ|trực) "
)
#: What is counted until a day, or happened before it, is none either.
_HAPPENED = (
    r"(?:ban hành|tiếp nhận|phát sinh|khởi công|ký|có hiệu lực|sinh|cấp|thành lập|tính"
    r"|số liệu|tính đến|đăng ký|thu hồi|đã [^,;.]*|được [^,;.]*|diễn ra|xảy ra) $"
)
#: A time that is how long something lasts.
_LASTS = (
    r"(?:niêm yết|công khai|nghỉ|trực|treo|phát|trưng bày|tập huấn|tổ chức|diễn ra"
    r"|phong tỏa|kéo dài|thí điểm|tạm dừng|đình chỉ)(?: [^,;.]*)? $"
)
#: A period spoken of, not an end: "tình hình trong tháng 3".
_PERIOD = r"(?:số liệu|tình hình|kết quả|phát sinh|diễn ra|các cuộc họp)(?: [^,;.]*)? $"
_STOPS = re.compile(r" (?:[;.!?]|\n) ")

_WORDS = re.compile(r"(?<![\\(])[^\W\d_]+")


class _Patterns:
    """All patterns, spelled as the text is: by sound, or without any marks."""

    def __init__(self, say):
        self.say = say
        dates = "|".join(f"(?:{_renamed(item, n)})" for n, item in enumerate(_DATES))
        when = rf"(?:{_CLOCK}|{_HALF})"
        targets = [
            rf"(?:{when} (?:, )?)?(?:{dates})",
            rf"(?:{when} )?{_WEEKDAY}",
            rf"(?:{when} )?{_NEAR}",
            *_ENDS,
        ]
        self.marked = [self.compile(rf"{_MARK} {target}") for target in targets]
        self.loose = [
            self.compile(target)
            for target in (
                rf"(?:(?:trong|vào|ngay) )*(?:{when} )?{_WEEKDAY}",
                rf"(?:(?:trong|vào|ngay) )*(?:{when} )?{_NEAR}",
                r"(?P<near>trong ngày)(?! \d)(?! (?:nghỉ|lễ|hội))",
                *_ENDS,
            )
        ]
        self.spans = [self.compile(item) for item in _SPANS]
        self.base = self.compile(rf" ?(?:{dates})")
        self.done = self.compile(_DONE.pattern)
        self.event = self.compile(_EVENT)
        self.happened = self.compile(_HAPPENED)
        self.lasts = self.compile(_LASTS)
        self.period = self.compile(_PERIOD)
        self.often = self.compile(r" (?:hàng|hằng|mỗi) ")
        self.numbers = {self.word(key): value for key, value in _UNITS.items()}
        self.weekdays = {self.word(key): value for key, value in _WEEKDAYS.items()}

    def word(self, text):
        return " ".join(self.say(word) for word in text.split(" "))

    def compile(self, pattern):
        """Compile with every Vietnamese word spelled as the text is."""
        kept = re.split(r"(\(\?P<\w+>|\\[dwsbnDWSB])", pattern)
        return re.compile(
            "".join(
                part
                if part.startswith(("(?P<", "\\"))
                else _WORDS.sub(lambda match: self.say(match.group()), part)
                for part in kept
            )
        )

    def number(self, words):
        """Return the number that digits or words say, or None."""
        if words.isdecimal():
            return int(words)
        total = 0
        for word in words.split(" "):
            if word == self.say("mươi") and total:
                total *= 10
            elif word == self.say("mười"):
                total += 10
            elif word in self.numbers:
                value = self.numbers[word]
                # "hai lăm": the ten is left out
                total = (
                    total * 10
                    if 0 < total < 4 and len(words.split(" ")) == 2
                    else total
                )
                total += value
            else:
                return None
        return total

    def year(self, words):
        """Return the year that digits or words say, or None."""
        if words.isdecimal():
            return int(words) + (2000 if len(words) == 2 else 0)
        tail = words.split(" ")
        for size in (3, 2, 1):
            value = self.number(" ".join(tail[-size:]))
            if value and value < 100:
                return 2000 + value
        return None


def _renamed(pattern, number):
    """Give the groups of one of several alternatives names of their own."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{number}>", pattern)


_BY_SOUND = _Patterns(sound)
_BY_LETTERS = _Patterns(bare)


def find_dues(text, now, days=None):
    """Return the deadlines a text sets, in the order they stand there.

    :param text: `syllables.Text`
    :param now: naive local datetime
    :param days: what counts working days: ``after(date, n)``, ``is_working(date)``;
        Monday to Friday when None
    :return: list of `FoundDue`, none overlapping another
    """
    return _Finder(text, now, days or PlainDays()).find()


class _Finder:
    def __init__(self, text, now, days):
        self.text, self.now, self.days = text, now, days
        self.today = now.date()
        self.patterns = _BY_SOUND if text.marked else _BY_LETTERS
        self.line, self.starts, self.ends = "", {}, {}
        for index, item in enumerate(text.syllables):
            self.line += " "
            self.starts[len(self.line)] = index
            self.line += item.sound if text.marked else item.bare
            self.ends[len(self.line)] = index + 1
        self.line += " "

    def find(self):
        found = []
        taken = []
        for kind, pattern in (
            *(("span", item) for item in self.patterns.spans),
            *(("marked", item) for item in self.patterns.marked),
            *(("loose", item) for item in self.patterns.loose),
        ):
            for match in pattern.finditer(self.line):
                first = self.starts.get(match.start())
                last = self.ends.get(match.end())
                if first is None or last is None:
                    continue
                if any(first < stop and last > start for start, stop in taken):
                    continue
                if not self._is_deadline(kind, match):
                    continue
                due, last = self._read(kind, match, last)
                if due is None:
                    continue
                taken.append((first, last))
                found.append(FoundDue(first, last, due if due != "wrong" else None))
        return sorted(found, key=lambda item: item.first)

    def _before(self, match):
        """Return the clause up to where a match begins."""
        before = self.line[: match.start()]
        stops = list(_STOPS.finditer(before))
        return before[stops[-1].end() - 1 :] if stops else before

    def _is_deadline(self, kind, match):
        patterns, before = self.patterns, self._before(match)
        if patterns.often.match(self.line, match.end()):
            return False
        near = before.rsplit(" , ", 1)[-1]
        if not near.endswith(" "):
            near += " "
        if kind == "span":
            return not patterns.lasts.search(near)
        if patterns.happened.search(near):
            return False
        if kind == "marked":
            head = match.group()
            # "hoàn thành"/"xong" may also tell of what is finished already
            return not (
                head.startswith(patterns.say("trước"))
                and patterns.event.search(near)
                and patterns.say("từ") in near.split()
            )
        if patterns.event.search(near) or patterns.period.search(near):
            return False
        groups = match.groupdict()
        after = self.line[match.end() :]
        if re.match(rf" {patterns.say('vừa')}| {patterns.say('trước')} ", after):
            return False
        if any(groups.get(name) for name in ("monthedge", "quarteredge", "yearedge")):
            if groups.get("month") or not groups.get("monthedge"):
                words = near.split()
                closing = {patterns.say("xong"), patterns.say("thành")}
                return not words or words[-1] in closing
            return True
        if groups.get("weekedge"):
            return True
        if match.group().startswith(patterns.say("trong") + " "):
            return True
        bare_near = groups.get("near") in (patterns.say("nay"), patterns.say("mai"))
        if bare_near and not (groups.get("half") or groups.get("hour")):
            return False
        return bool(patterns.done.search(before)) or not near.strip()

    # -- reading -------------------------------------------------------------

    def _read(self, kind, match, last):
        """Return (Due, end), ("wrong", end) for a day that is none, or (None, end)."""
        groups = {
            name.rsplit("_", 1)[0] if name[-1].isdigit() else name: value
            for name, value in match.groupdict().items()
            if value is not None
        }
        if kind == "span":
            return self._read_span(groups, match, last)
        time, half = self._time(groups)
        if time == "wrong":
            return "wrong", last
        date = self._date(groups)
        if date in (None, "wrong"):
            return date, last
        return Due(date, time, half), last

    def _read_span(self, groups, match, last):
        count = self.patterns.number(groups["count"])
        if not count or count > 400:
            return None, last
        start, base_end = self.today, last
        if groups.get("since"):
            base = self.patterns.base.match(self.line, match.end())
            if base:
                values = {
                    name.rsplit("_", 1)[0]: value
                    for name, value in base.groupdict().items()
                    if value is not None
                }
                start = self._day(values, nearest=True)
                base_end = self.ends.get(base.end(), last)
                if not isinstance(start, datetime.date):
                    return "wrong", base_end
        unit, say = groups["unit"], self.patterns.say
        if unit.startswith(say("ngày") + " "):
            return Due(self.days.after(start, count)), base_end
        if unit == say("ngày"):
            return Due(start + datetime.timedelta(days=count)), base_end
        if unit == say("tuần"):
            return Due(start + datetime.timedelta(weeks=count)), base_end
        if unit == say("tháng"):
            return Due(_plus_months(start, count)), base_end
        moment = self.now + datetime.timedelta(hours=count)
        return Due(moment.date(), moment.time().replace(second=0, microsecond=0)), last

    def _time(self, groups):
        say = self.patterns.say
        if groups.get("hour"):
            hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
            part = groups.get("part")
            if part in (say("chiều"), say("tối")) and hour < 12:
                hour += 12
            if hour > 23 or minute > 59:
                return "wrong", ""
            return datetime.time(hour, minute), ""
        half = groups.get("half")
        if not half:
            return None, ""
        return None, "pm" if half == say("chiều") else "am"

    def _date(self, groups):
        if "weekday" in groups or "short" in groups or "sunday" in groups:
            return self._weekday(groups)
        if "near" in groups:
            return self._near(groups["near"])
        if "weekedge" in groups:
            return self._week_end(groups)
        for edge in ("monthedge", "quarteredge", "yearedge"):
            if edge in groups:
                return self._period_end(edge, groups)
        return self._day(groups)

    def _day(self, groups, nearest=False):
        """Return the date said; "wrong" when there is none such.

        Without a year it is the next such day; with `nearest` the nearest one.
        """
        day = self.patterns.number(groups["day"])
        if "shift" in groups:
            shift = self._shift(groups["shift"])
            month = _plus_months(self.today.replace(day=1), shift)
            return _date(month.year, month.month, day)
        if "month" not in groups:
            found = _date(self.today.year, self.today.month, day)
            if found == "wrong" or found < self.today:
                later = _plus_months(self.today.replace(day=1), 1)
                found = _date(later.year, later.month, day)
            return found
        month = self.patterns.number(groups["month"])
        if "year" in groups:
            year = self.patterns.year(groups["year"])
            return _date(year, month, day) if year else "wrong"
        found = _date(self.today.year, month, day)
        if found == "wrong":
            return found
        if nearest:
            years = (self.today.year + shift for shift in (-1, 0, 1))
            dates = [item for item in (_date(y, month, day) for y in years)]
            return min(
                (item for item in dates if item != "wrong"),
                key=lambda item: abs(item - self.today),
            )
        if found < self.today:
            return _date(self.today.year + 1, month, day)
        return found

    def _shift(self, word):
        say = self.patterns.say
        return {say("này"): 0, say("sau"): 1, say("tới"): 1, say("trước"): -1}[word]

    def _monday(self, week):
        say = self.patterns.say
        words = (week or "").split(" ")
        monday = self.today - datetime.timedelta(days=self.today.weekday())
        if say("sau") in words or say("tới") in words:
            monday += datetime.timedelta(weeks=1)
        return monday

    def _weekday(self, groups):
        if "sunday" in groups:
            wanted = 6
        elif "short" in groups:
            wanted = int(groups["short"]) - 2
        else:
            wanted = self.patterns.weekdays[groups["weekday"]]
        if "week" in groups:
            return self._monday(groups["week"]) + datetime.timedelta(days=wanted)
        ahead = (wanted - self.today.weekday()) % 7 or 7
        return self.today + datetime.timedelta(days=ahead)

    def _near(self, word):
        say = self.patterns.say
        last = word.split(" ")[-1]
        if last in (say("mai"), say("sau")):
            return self.today + datetime.timedelta(days=1)
        if last in (say("kia"), say("mốt")):
            return self.today + datetime.timedelta(days=2)
        return self.today

    def _week_end(self, groups):
        say, monday = self.patterns.say, self._monday(groups.get("week"))
        if groups["weekedge"] == say("giữa"):
            return None
        if groups["weekedge"] == say("đầu"):
            return monday if monday > self.today else None
        return self._last_working(monday, monday + datetime.timedelta(days=6))

    def _period_end(self, edge, groups):
        year = groups.get("year")
        year = int(year) if year and year.isdecimal() else None
        if edge == "yearedge":
            first = datetime.date(year or self.today.year, 1, 1)
            months = 12
        elif edge == "quarteredge":
            quarter = groups["quarter"]
            if quarter == self.patterns.say("này"):
                number = (self.today.month - 1) // 3
            elif quarter.isdecimal():
                number = int(quarter) - 1
            else:
                number = ("i", "ii", "iii", "iv").index(quarter)
            first = datetime.date(year or self.today.year, 3 * number + 1, 1)
            months = 3
        else:
            first, months = self.today.replace(day=1), 1
            if "shift" in groups:
                first = _plus_months(first, self._shift(groups["shift"]))
            elif "month" in groups:
                month = self.patterns.number(groups["month"])
                if not 1 <= month <= 12:
                    return "wrong"
                first = datetime.date(year or self.today.year, month, 1)
        last = _plus_months(first, months) - datetime.timedelta(days=1)
        if last < self.today and not year and edge != "yearedge":
            first = first.replace(year=first.year + 1)
            last = _plus_months(first, months) - datetime.timedelta(days=1)
        return self._last_working(first, last)

    def _last_working(self, first, last):
        """Return the last working day of a period that is not over, or its last day.

        None when only days off are left of it: what is meant then is not sure.
        """
        if last < self.today:
            return last
        day = last
        while day >= max(first, self.today):
            if self.days.is_working(day):
                return day
            day -= datetime.timedelta(days=1)
        return None


def _date(year, month, day):
    try:
        return datetime.date(year, month, day)
    except (TypeError, ValueError):
        return "wrong"


def _plus_months(date, months):
    years, month = divmod(date.month - 1 + months, 12)
    year, month = date.year + years, month + 1
    return datetime.date(year, month, min(date.day, monthrange(year, month)[1]))
