"""What only this site has, besides its pages: a feed, downloads, a copy to read offline, a PDF, a policy, a wheel.

`hooks` is where MkDocs calls; the other modules are a few functions from text or from a folder with the built site,
and know no site generator.
"""
