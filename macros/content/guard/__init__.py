"""The guard against personal data: what may point to a person, found in text however it is written.

It lowers risk and does not anonymise. It knows shapes: numbers, addresses, dates beside certain words. A story that
lets somebody be recognised has no shape, so a person's check stays needed (`sign_off`).
"""
