"""The stages of ``make test``: what is run, how it is counted and shown."""
