"""What is caught where bytes are decoded that anybody may have changed."""

import msgspec

UNDECODABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises over bytes that are not what was asked for; half a character and endless nesting it lets out."""
