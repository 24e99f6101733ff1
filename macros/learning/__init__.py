"""What the records say together: references, backlinks, related reading, changes by month."""
