"""The stamp of an improvement: an own drawing, and what is made of it.

Everything here is pure: it takes plain values and gives SVG, PNG, PDF or ZIP. It knows nothing
of Django, requests or the database; words come from the caller, already in the reader's language.
"""
