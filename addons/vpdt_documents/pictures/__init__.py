"""Pictures people bring: decoded and written anew. Plain Python."""

from .cleaning import PictureError, cleaned
from .specimen import cleaned_specimen
