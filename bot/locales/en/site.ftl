### What the web chat's server says to people
site-no-session = Please reload the page and try again.
site-bad-request = That could not be understood. Please reload the page and try again.
site-file-too-big = That is too large (10 MB for a photo, 20 MB for a video). Please send a smaller one.
site-file-unknown = This kind of file cannot be taken. Please send a photo, a voice note or a video.
site-too-long = That is too long. Please send it in pieces.
site-too-slow = The line was too slow, not all of it came. Please send it again.
site-too-many = This page is open too often. Please close some.
site-broken = Something went wrong on our side. Please try again in a moment; you may send it again.
site-title = { $unit } · Jiedan
