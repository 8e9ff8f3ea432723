from . import test_copies
from . import test_draft_access
from . import test_draft_js
from . import test_draft_screen
from . import test_drafts
from . import test_issue
from . import test_opinions
from . import test_outgoing_register
