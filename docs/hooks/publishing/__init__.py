"""What is made of the site once its pages are known: a feed, a copy to read offline, a series to print, a policy.

Each module is a few functions from text or from a folder with the built site; none knows MkDocs.
"""
