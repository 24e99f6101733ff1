"""The Learning Hub: what a council's adult social care learns, as pages that its people read.

Values flow one way: bytes → records (`content`) → library (`learning`) → pages (`site`) → `publish`.
"""
