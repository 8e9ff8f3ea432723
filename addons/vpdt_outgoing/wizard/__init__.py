from . import vpdt_tie_wizard
from . import vpdt_number_wizard
from . import vpdt_recall_wizard
from . import vpdt_delivery_wizard
from . import vpdt_copy_wizard
from . import vpdt_post_print
