"""Built pages as a browser's parser builds them: what `check` and `verify` both read with, and nothing that judges."""
