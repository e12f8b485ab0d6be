"""ALR: notices that stand on pages for a while."""
