"""What only this site has besides its pages: a feed, downloads, an offline copy, a PDF, a policy, a font, a wheel."""
