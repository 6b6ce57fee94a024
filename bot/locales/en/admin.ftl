### Units, people, import and export.
