### Duty, walk-ins, patrols, the morning sheet.
