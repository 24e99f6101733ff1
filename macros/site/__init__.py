"""The library as pages: addresses, rendered parts, and what each page shows, as values."""
