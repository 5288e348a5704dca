"""Settings that users change as part of their work; undo looks after them as after records.

All other settings of a ledger are the program's own: its number, what it has sent.
"""

OWN_DATES = "schedule.own"
"""Days that a unit has set for the units below it."""
HOLIDAYS = "posting.holidays"
CONTACT = "posting.contact"
"""Where people can object to what is posted."""
PHRASES = "phrases"

WORK_SETTINGS = (OWN_DATES, HOLIDAYS, CONTACT, PHRASES)
