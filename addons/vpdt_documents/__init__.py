from . import controllers, models, wizard
from .odoo_words import read_words_of_others

read_words_of_others()
