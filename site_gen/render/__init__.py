"""From the model to bytes of pages: the only place that knows templates, Markdown and locales."""
