"""The program: composition root, command line, settings, scheduler and the words people see."""
