from . import accounts, presence_sheet
