"""What each page shows, as plain frozen values. A page is a pure function of its view and the shell."""
