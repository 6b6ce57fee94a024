### Posters and stickers of buildings, and what is said to whoever scanned one.

## Scanned
scan-welcome = Hello, now I know you: you live at { $place }. Whatever is wrong, just tell me in one sentence.
scan-elsewhere = Hello! The home you told us is { $old }, this code is of { $new }. If you have moved, tap once; if not, never mind and just say what is wrong.
scan-moved = Noted: you live at { $place } now. Whatever is wrong, just tell me in one sentence.
scan-unknown = Hello! This code tells no building I know, but never mind: just say what is wrong, and in which building.
button-moved = 🏠 I moved here

## On the poster
poster-title = Something wrong?
    Just say so.
poster-building = Building { $building }
poster-unit = Unit { $unit }
poster-scan = Scan
poster-scan-web = with WeChat or the camera
poster-scan-telegram = with the camera; opens Telegram
poster-say = Say it
poster-say-more = in words or with a photo
poster-wait = Hear from us
poster-wait-more = taken, done, answered
poster-link = Cannot scan? Open:
poster-phone = Duty phone { $phone }
poster-emergency = Emergency? Call 110 / 119 / 120 first
