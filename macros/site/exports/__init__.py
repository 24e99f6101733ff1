"""What leaves the site as files: feeds, calendars and data, each from one edition's library alone."""
