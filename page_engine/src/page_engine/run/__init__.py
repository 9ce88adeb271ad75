"""Running a page: in a process of its own, within limits; its outcomes are kept."""
