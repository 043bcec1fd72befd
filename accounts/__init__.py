"""The person who signs in: addresses, sign-in, preferences, and the one queue of outgoing mail.

It knows nothing of roles; what it must know of them the actions of `directory` write on the person.
No member of the public ever has an account.
"""
