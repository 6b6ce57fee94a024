"""Pure rules, as nouns: no input or output, no clock of its own, no await."""
