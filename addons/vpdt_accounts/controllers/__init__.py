from . import presence_sheet
