"""Vietnamese text: folding for search and comparison. Plain Python."""

from . import effort
from .fold import bigrams, fold, lexemes, marked_words, nfc, query_lexemes, words
from .signature import signature
from .titles import post_title
