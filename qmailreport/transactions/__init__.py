"""One message at one queue of one host, with all its lines; and its story over hops.  Pure.

records    a line, opened; a transaction
speakers   who speaks of messages, and what a text begins with
collation  Postfix's lines sorted into transactions: collate.pl, repaired
sorting    the bytes of a log likewise
qmail      qmail-send's lines likewise
facts      what a transaction's lines say: arrival, attempts, verdicts, end (postfix, deliveries: its parts)
stories    transactions linked over hops and hosts
telling    a story in plain words (words: its parts)
"""

from .collation import Collation
from .records import Group, Record, Transaction, grouped
from .sorting import Sorter, Timed, read

__all__ = ["Collation", "Group", "Record", "Sorter", "Timed", "Transaction", "grouped", "read"]
