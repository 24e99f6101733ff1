"""`python -m macros.cli`: what `hub.py` hands over to."""

from macros.cli import leave, main

leave(main())
