from . import controllers, models, wizard
from .hooks import load_templates
