from . import hand_over, slips
