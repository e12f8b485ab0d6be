"""Rules over content, log and built pages; they find, and never mend."""
