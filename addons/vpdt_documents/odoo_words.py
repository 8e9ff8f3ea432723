"""What Odoo's own code says, in our Vietnamese where it has none (decision 25).

Odoo takes the words of an addon's code from that addon's folders alone, so that
`i18n_extra` of another reaches its screens but not its messages.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from odoo.tools.translate import (
    CodeTranslations,
    code_translations,
    get_base_langs,
    translation_file_reader,
)

ADDONS = Path(__file__).parents[1]


@cache
def words_of_others(lang):
    """Return {addon: its terms as rows of Odoo's reader} that our addons bring."""
    found = defaultdict(list)
    for name in get_base_langs(lang):
        for path in sorted(ADDONS.glob(f"*/i18n_extra/{name}.po")):
            for row in translation_file_reader(str(path)):
                if row["type"] == "code":
                    found[row["module"]].append(row)
    return found


def read_words_of_others():
    """Make Odoo read them with its own; once, as this addon is imported."""
    read = CodeTranslations._get_code_translations

    def with_ours(module_name, lang, filter_func):
        terms = read(module_name, lang, filter_func)
        rows = words_of_others(lang).get(module_name, ())
        return terms | {row["src"]: row["value"] for row in rows if filter_func(row)}

    CodeTranslations._get_code_translations = staticmethod(with_ours)
    # what was read before this addon was there
    code_translations.python_translations.clear()
    code_translations.web_translations.clear()
