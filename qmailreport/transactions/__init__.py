"""One message at one queue of one host, with all its lines; and its story over hops.  Pure.

records    a line, opened; a transaction
collation  Postfix's lines sorted into transactions: collate.pl, repaired
qmail      qmail-send's lines likewise
facts      what a transaction's lines say: arrival, attempts, verdicts, end (postfix, deliveries: its parts)
stories    transactions linked over hops and hosts
telling    a story in plain words (words: its parts)
"""

from .collation import Collation
from .records import Record, Transaction, grouped, read

__all__ = ["Collation", "Record", "Transaction", "grouped", "read"]
