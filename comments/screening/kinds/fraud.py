"""Bait: what asks for money, codes and papers, or promises what nobody gives.

Who was cheated and tells of it is not its author; only offers to bring lost money back count in such a text.
"""

from .codes import FRAUD
from .contexts import is_asked, is_of_a_victim, is_quoted
from .lists import groups_of

GROUPS = groups_of(FRAUD, {"is_asked": is_asked, "is_of_a_victim": is_of_a_victim, "is_quoted": is_quoted})
