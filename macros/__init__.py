"""The Learning Hub: what a council's adult social care learns, as pages that its people read.

Values flow one way: bytes → records (`content`) → library (`learning`) → pages (`site`) → `publish`.
"""

from os import environ

# The validation library would ask every package that is installed whether it wants a part in reading records: none shall have
# one, and to ask takes half as long as to load the library.
environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
