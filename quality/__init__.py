"""The gates: what must hold before the site is published, each checked by something that can fail."""
