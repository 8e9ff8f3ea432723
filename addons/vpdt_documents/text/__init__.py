"""Vietnamese text: folding for search and comparison. Plain Python."""

from .fold import bigrams, fold, lexemes, nfc, query_lexemes, words
