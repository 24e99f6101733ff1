"""Pages to a folder that a web server can show: search index, redirects, the swap."""
