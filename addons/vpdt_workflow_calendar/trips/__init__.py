"""When trips in the calendar make somebody away. No Odoo here."""

from .days import whole_days
from .plan import Change, Held, Span, merged, plan, without
