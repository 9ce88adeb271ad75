"""The pages beside the tests are read by one of them, and are no tests of their own."""

collect_ignore_glob = ["*conftest.py", "pages/*"]
