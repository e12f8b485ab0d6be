"""The prepared responses in the browser while the preview runs: to choose one, fill it and copy it; nothing is kept."""
