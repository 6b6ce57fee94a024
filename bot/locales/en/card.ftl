### The card, accepting, talking to the resident.
