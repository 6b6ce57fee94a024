# Words of the web chat and of the demo page. The browser fills the placeholders itself,
# so no message here may choose a form by number.

## The chat
web-log = Conversation
web-write = What is wrong?
web-caption = Add a line to it
web-send = Send
web-photo = Photo or video
web-menu = Menu
web-week = What the week came to
web-close = Close
web-cancel = Cancel
web-you = Me
web-compose = Write a message
web-keys = Choose one
web-large = Large
web-empty-title = One sentence is enough
web-empty = A broken light, a leak, an idea: write one sentence below, say it, or take a photo. Building and unit help us to be quick.
web-empty-staff = New tickets and reminders will appear here.
web-empty-readonly = No notices yet. They will appear here.
web-readonly = This chat only brings you notices. No reply is needed.
web-edited = updated
web-older = Earlier messages
web-new = New messages: { $count }
web-today = Today
web-yesterday = Yesterday
web-photo-open = Enlarge the photo
web-photo-remove = Leave this out
web-photo-unreadable = This cannot be opened. Please choose another photo.
web-voice = Voice message
web-voice-begin = Speak a message
web-voice-on = Recording, please speak
web-voice-full = Three minutes are full
web-voice-send = Done, send it
web-voice-drop = Throw away
web-voice-brief = That was too short to hear. Please speak once more.
web-voice-none = Nothing can be recorded here. Please write a sentence, or take a photo.
web-voice-refused = The microphone was not allowed. Please press “Allow” and try again; a written sentence does as well.
web-video = Video
web-video-too-big = The video is too large (20 MB at most). Please take a shorter one, some ten seconds will do.
web-place = Place where I am
web-place-asking = Looking for where you are…
web-place-sent = Found, sending it now.
web-place-label = 📍 Where I am
web-place-none = Where you are cannot be found. Please write it, such as the building and the unit.
web-place-refused = Your place was not allowed, no matter. Please write it, such as the building and the unit.
web-menu-short = Menu
web-voice-short = Speak
web-photo-short = Photo
web-place-short = Place
web-reply = Reply to this
web-replying = Reply to: { $text }
web-call = Call { $number }

## Sending and the connection
web-online = Connected
web-connecting = Connecting…
web-offline = No connection, trying again…
web-sending = Sending…
web-retrying = Not sent yet, it goes out as soon as you are online
web-retry = Send again
web-failed = Not sent
web-remove = Delete
web-press-failed = No connection. Please press once more.
web-unavailable = This page cannot be opened just now. Please try again later.

## The demo page
web-demo-title = Jiedan · demo
web-demo-notice = Demo with made-up people. Data stays on this computer.
web-demo-people = Whose phones to show
web-demo-phones = The others' phones
web-demo-unread = Unread: { $count }
web-demo-clock = Demo clock
web-demo-week = week { $week }
web-demo-hour = +1 hour
web-demo-next = Next reminder
web-demo-monday = Monday morning
web-demo-next-due = Next reminder: { $time }
web-demo-no-due = No reminder is waiting just now
web-demo-busy = Moving the clock…
web-demo-fired = Now { $time }. Reminders due: { $fired }, messages sent: { $sent }
web-demo-nothing = Now { $time }. No reminder fell due
web-demo-failed = The clock did not move. Please try again.
web-demo-none = No phone chosen yet. Tap a name above to see that person's phone.
web-demo-language = Language

## The guide on the demo page
web-guide = Try this first
web-guide-close = Hide
web-guide-1 = { $name } says one sentence. Tap one to fill it in, then press "Send".
web-guide-light = The stairway light is out, building 3 unit 2
web-guide-lift = Someone is trapped in the lift!
web-guide-fee = The property company overcharges and nobody cares
web-guide-2 = Press "Accept" on the phone of whoever received the ticket.
web-guide-2-do = See who got it
web-guide-3 = Press "Done", say a sentence and send a photo. The resident is asked: is it solved, are you satisfied?
web-guide-3-do = See the resident's phone
web-guide-4 = Send another one, let nobody accept it, move the clock, and watch the reminders climb.
web-guide-5 = Go to Monday morning: the secretary reads the weekly summary, sends it, and it reaches the Party groups.
