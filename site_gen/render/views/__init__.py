"""What templates see: finished values, no decisions left.

Every address is ready for an `href` (the base path is in it), every number and date is in the page's language, and
every text is plain: the environment escapes it. Only `Html` values are markup, already sanitised.
"""
