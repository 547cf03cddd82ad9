"""The phone menu (*knappval*): a tree that is read, checked and walked. Pure: no database.

`tree` says what it is made of, `parsing` reads it from JSON, `checking` lists what is wrong with
it, `walking` says what a caller hears for each key, `differences` compares two versions, and
`wording` says faults and differences to people.
"""
