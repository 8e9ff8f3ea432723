from . import calendar_attendee, calendar_event, calendar_event_type, vpdt_absence
