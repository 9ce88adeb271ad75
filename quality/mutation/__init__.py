"""Mutation testing: change one thing in the library or in a page, and see whether anything that is checked notices."""
