"""qmailreport: the daily report of a mail server.  The map of the house:

cli          argv → exit status; the only print, the only sys.exit, the only clock (terminal: its bar)
commands/    commands that answer a question
demo         the real job over bundled sample logs
job          one day from start to finish (orders, digests, remembered: its parts; usermails, userletters, useranswers,
             usertexts, recipients, replies: the mails to users)
collect      sources, folded: what the passes know of a day (silence: its part)
config       YAML → frozen models (reports, yamlpos, yamlmodel, names: its parts)
engines      Serial and Processes, order-keeping maps (workers: its part)
outbox       queued mails, handed over
store        SQLite: carries, figures, runs, the outbox (loginstore, memory, database, statedir: its parts)
fold         the nouns, the law and fold() (lines, asides, survey: its parts)  pure
audience     who may see what                                               pure
logins       who was on: the nouns of logins and of a user's own mail  pure
whereabouts  where a login came from, and whether that is new  pure
findings     digest → what deserves attention                               pure
report       Figure, Table, Section, Reading, Problem, Digest               pure
redact       what every log string passes                                   pure
patterns     regexes that people write: which may be slow, which texts one needs  pure
day, model, errors                                                          pure
transactions/  one message with all its lines, and its story over hops     pure
formats/     where a record begins and what time it bears                   pure
passes/      the analyses                                                   pure
sources/     which files hold a day, how they are opened, dated and cut     I/O in
delivery/    digest → text and HTML → mail → SMTP, Maildir, files           I/O out
locale/      the words of other languages
classic/     equals of the tools that postmasters know, byte for byte
"""

VERSION = "0.1.0"
