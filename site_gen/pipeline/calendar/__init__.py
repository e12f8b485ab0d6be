"""The content calendar: what goes out where, exports for posting tools, holding and resuming, the report."""
