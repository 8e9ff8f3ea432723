from . import common
from . import test_drafts
from . import test_issue
