# Surge mode
surge-none = The configuration has no season that can be switched by hand (surge mode).
surge-is-on = 🌊 { $unit }: “{ $season }” is on and ends by itself { $until }.
surge-is-off = { $unit }: “{ $season }” is off. While it is on, new tickets get the limits of a surge.
surge-begins = 🌊 Surge mode at { $unit }: { $season }, until { $until }. New tickets get its limits.
surge-ends = The surge mode “{ $season }” at { $unit } is over. New tickets get the usual limits.
surge-ended = The surge mode “{ $season }” at { $unit } has ended by itself. New tickets get the usual limits.
button-surge-on = 🌊 { $season } { $hours } h
button-surge-off = Off: { $unit } { $season }
toast-surge-on = Surge mode is on until { $until }
toast-surge-off = Surge mode is off
toast-surge-was-off = Surge mode was off already
refuse-surge = The secretary of { $unit } switches the surge mode.
refuse-season = There is no season “{ $season }” that is switched by hand. Allowed: { $allowed }
refuse-season-unit = The season “{ $season }” does not concern { $unit }.
