"""The content of a site as frozen values; no input, no output.

A struct that stands for a whole file has fields named `@path`, `@slug` and the like in its encoded form: the loader
fills them in, and content cannot, since a plain YAML key may not begin with `@` and a quoted one is refused.
"""
