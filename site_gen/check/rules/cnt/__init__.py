"""Rules about what the practice writes: how it reads, how long it is, whether it advises."""
