"""AIF: the Argument Interchange Format, as JSON."""
