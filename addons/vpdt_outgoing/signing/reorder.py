"""The scan with its pages in the right order and upright."""

from .errors import SigningError


def reorder(data, order, client, turns=None):
    """Return the scan with its pages in another order; their pictures stay as they are.

    :param bytes data: the scan, a PDF
    :param order: all its pages (from 1), in the order wanted: ``Match.order``
    :param client: a ``ReaderClient`` of ``vpdt_documents.intake``: the file is opened
        in its process only
    :param turns: {page: degrees clockwise}: ``Match.turns``
    :return: bytes of a PDF
    :raises SigningError: ``bad_order`` (a page twice, or one that is not there), or
        why the file cannot be read (``wrong_type`` for a TIFF or JPG)
    """
    turns = turns or {}
    pairs = [(page, turns.get(page, 0)) for page in order]
    try:
        return client.rearrange(data, pairs)
    except ValueError as error:
        raise SigningError("bad_order", str(error)) from error
    except Exception as error:
        # the reader's Refused, known by its code: this package imports no other
        if getattr(error, "code", None) is None:
            raise
        raise SigningError(error.code, getattr(error, "detail", "")) from error
