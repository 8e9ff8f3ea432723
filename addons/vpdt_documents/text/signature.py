"""The signature of a document's words: what it cannot hold is seen at a glance.

A superimposed code (Bloom filter): each word sets two of 2,048 bits. Where a bit of the
question is not set, the document lacks the word; where all are, its terms have to be
asked. A document is never missed. Pairs of words are left out: a question that holds
them holds their words.
"""

from functools import lru_cache
from zlib import crc32

BITS = 2048


@lru_cache(maxsize=1 << 16)
def _mask(word):
    code = crc32(word.encode())
    return 1 << code % BITS | 1 << (code >> 16) % BITS


def signature(terms):
    """Return the signature of index terms (`lexemes`) as PostgreSQL reads a bit(2048).

    :param terms: folded words and pairs ("giai_phong"); the pairs are passed over
    :return: "x" and 512 hexadecimal digits
    """
    bits = 0
    for term in terms:
        if "_" not in term:
            bits |= _mask(term)
    return f"x{bits:0{BITS // 4}x}"
