from . import dispatch, drafts
