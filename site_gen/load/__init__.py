"""From bytes to frozen values or findings: the only place that reads content and knows YAML."""
