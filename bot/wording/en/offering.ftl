### The calendar: therapists' times, days off and other calendars, and the unit's places and days.

console-calendar-menu = Pages of the calendar
console-calendar-talks = Appointments
console-put-back = Undo
console-week-number = Week { $week }
console-free-at = Free: { $times }
console-closed-at = Closed: { $times }
console-time-closed = Closed by you
console-close-time-do = Close this time
console-close-time = Close the time { $time }
console-open-time-do = Open again
console-open-time = Open the time { $time } again

## Regular times

console-patterns = Regular times
console-patterns-none = You have no regular times yet. Put out the first ones; they can be chosen at once.
console-pattern-add = Put out regular times
console-pattern-add-do = Put out
console-pattern-add-single = Put out a single extra time
console-pattern-add-single-do = Put out the extra time
console-pattern-single-hint = For that day only, a late afternoon for example. It also holds on a day when the unit is closed.
console-pattern-no-queue = You are not in a queue yet. Ask a colleague to let you in.
console-pattern-weekday = Weekday
console-pattern-day = Day
console-pattern-opens = From
console-pattern-closes = To
console-pattern-minutes = Each talk lasts
console-pattern-where = Place
console-pattern-queue = Queue
console-pattern-more = More choices
console-pattern-every = How often
console-pattern-every-1 = every week
console-pattern-every-2 = every other week
console-pattern-first = From date (empty: from today)
console-pattern-last = To date (empty: until further notice)
console-pattern-before = Minutes free before each talk
console-pattern-after = Minutes free after each talk
console-pattern-notice = Can be chosen until so many hours before
console-pattern-second = Together with
console-pattern-alone = Nobody, I hold it alone
console-pattern-bands = Ages
console-pattern-bands-hint = Tick none when the times are for everybody in the queue.
console-pattern-languages = Languages
console-pattern-languages-hint = Tick none when the language does not matter.
console-pattern-span = { $opens }–{ $closes }
console-pattern-short = { $minutes } min
console-pattern-talks =
    { $talks ->
        [one] room for 1 talk
       *[other] room for { $talks } talks
    }
console-pattern-with = together with { $name }
console-pattern-from = from { $day }
console-pattern-until = until { $day }
console-pattern-singles = Single days
console-pattern-change = Change
console-pattern-change-it = Change { $what }
console-pattern-change-title = Change regular times
console-pattern-change-hint = This is for times that nobody has taken yet. What is booked stays.
console-pattern-copy = Copy
console-pattern-copy-it = Copy { $what } to a new one
console-pattern-remove-it = Remove { $what }
console-pattern-leave = I no longer take part
console-pattern-leave-it = I no longer take part: { $what }
console-pattern-added =
    { $talks ->
        [one] Put out: { $what }, room for 1 talk. Your choices are still here if you want to put out more.
       *[other] Put out: { $what }, room for { $talks } talks. Your choices are still here if you want to put out more.
    }
console-pattern-removed = The times are removed. They are no longer offered.
console-pattern-removed-talks = These pre-talks were booked already. They stay:
console-pattern-gone = You are no longer in the queue. None of these times is offered.
console-pattern-venue-gone = The place is no longer used. None of these times is offered until you choose another.
console-week = Your week
console-week-line = { $day } { $opens }–{ $closes }.
console-weekdays-0 = Mondays
console-weekdays-1 = Tuesdays
console-weekdays-2 = Wednesdays
console-weekdays-3 = Thursdays
console-weekdays-4 = Fridays
console-weekdays-5 = Saturdays
console-weekdays-6 = Sundays

## What does not fit together. First what cannot be saved.

pattern-length = Choose a length from the list.
pattern-start = Let the times begin at whole five minutes, such as 9:00 or 9:05.
pattern-buffer = Write the free minutes as a number in steps of five, at most 240.
pattern-notice = Write a number of hours below 14 days. Otherwise none of the times can ever be chosen.
pattern-same-person = You cannot hold the talk together with yourself. Choose a colleague or nobody.
pattern-closes-first = It ends before it begins. Swap the two.
pattern-nothing-fits = A whole talk does not fit. Make the time longer or the talk shorter.
pattern-ends-first = The last day is before the first. Swap the two.
pattern-no-day = There is no such weekday between the two dates. Choose another day or a longer stretch.
pattern-past = The time has passed already. Choose one that is still to come.
pattern-never-there = Every one of the days is a day off or a closed day. Nothing is offered right now.
pattern-closed-day = The unit is closed on { $day }. The extra time holds all the same.
pattern-overlap = Overlaps other times of yours, for the first time on { $day }. Whichever is chosen first holds.
pattern-overlap-together = Overlaps other times of one of you, for the first time on { $day }. Whichever is chosen first holds.
pattern-venue-twice = The room is used by other times too, for the first time on { $day }. Whoever is chosen first gets the room.
pattern-clock-skipped = On { $day } the clocks go forward and one of the times does not exist. It is skipped.
pattern-clock-twice = On { $day } the clocks go back and one of the times comes twice. The first one holds.
pattern-time-odd = Write clock times as 09:00.
pattern-date-odd = Write a date, such as 2026-12-03.
pattern-day-odd = Choose a weekday and how often it holds.
pattern-too-far = The date is more than two years ahead. Choose a nearer one.
pattern-too-many = You already have { $most } regular times. Remove some first.
pattern-venue = The place is no longer there. Choose another.
pattern-bands = The queue { $queue } is not for the ages you chose.
pattern-second-queue = { $name } is not in queue { $queue } and could not see who comes.
pattern-gone = Those times are not here any more.

## Days off

console-days-off = Days off
console-days-off-none = You have no days off ahead of you.
console-days-off-add = Take days off
console-days-off-add-do = Take them
console-days-off-first = First day off
console-days-off-last = Last day off (empty: only the one)
console-days-off-hint = No times are offered on days off. Public holidays are closed already.
console-days-off-span = { $first } to { $last }
console-days-off-taken = Off: { $days }. No times are offered.
console-days-off-talks =
    { $count ->
        [one] 1 pre-talk is booked already. It stays and needs another time.
       *[other] { $count } pre-talks are booked already. They stay and need another time.
    }
console-days-off-remove = Remove { $days }
console-days-off-removed = No longer off: { $days }. The times are offered again.
days-off-end-first = The last day off is before the first. Swap the two.
days-off-past = Those days have passed already. Choose some that are still to come.
days-off-too-far = The days are more than two years ahead. Choose nearer ones.
days-off-too-many = You already have { $most } stretches of days off. Remove some first.
days-off-gone = Those days off are not here any more.

## Other calendars

console-connected = Other calendars
console-connected-blocks = Calendars that close times
console-connected-hint = If you keep a calendar elsewhere, it can close your times here when you are busy. We keep only when you are busy, never what it is about.
console-connected-none = None yet.
console-connected-file = Sent as a file
console-connected-stretches =
    { $count ->
        [0] not busy in the next 26 weeks
        [one] busy 1 time in the next 26 weeks
       *[other] busy { $count } times in the next 26 weeks
    }
console-connected-when = read { $when }
console-connected-old = The file is more than four weeks old. What was added since closes no times. Send a new one.
console-connected-remove = Remove { $name }
console-connected-remove-ask = Remove…
console-connected-remove-do = Remove and forget
console-connected-remove-hint = This cannot be undone. You can read the calendar in again later.
console-connected-removed = The calendar is removed, and everything from it is forgotten.
console-connected-read =
    { $count ->
        [0] Read. You are not busy in the next 26 weeks.
        [one] Read. You are busy 1 time in the next 26 weeks.
       *[other] Read. You are busy { $count } times in the next 26 weeks.
    }
console-connected-by-address = Read from an address
console-connected-by-file = Send a file
console-connected-address = The calendar's address
console-connected-address-hint = It begins with https:// or webcal://. Your calendar may call it “private address” or “subscription”.
console-connected-name = User name (if the server wants one)
console-connected-password = Password (if the server wants one)
console-connected-kept = Address and password lie locked with us, because the calendar is read again every half hour. They are not shown again, and are forgotten when you remove the calendar.
console-connected-choose = Calendar file (.ics)
console-connected-file-hint = The file is read now and not kept. It may be at most 8 MB.
console-connected-do = Read the calendar
calendar-enough = You already have { $most } calendars. Remove one first.
calendar-no-file = Choose a file first.
calendar-not-yours = That calendar is not here any more.

## The private calendar

console-feed = Your appointments in your own calendar
console-feed-hint = With a private address your own calendar can show when you have appointments here. It says when and where, never who or why.
console-feed-new = Make a private address
console-feed-there = You have a private address.
console-feed-renew = Make a new address
console-feed-renew-hint = If you make a new one, the old one stops working. It cannot be shown again.
console-feed-end = Close the address
console-feed-once = This is your private address. It is shown this once.
console-feed-how = Put it into your calendar as a subscription. Anybody who has the address can see when you have appointments. Do not pass it on.

## Why are there no times?

console-why-title = Why no times?
console-why-hint = The times of the next 14 days, and the one thing in the way of each.
console-why-any = All
console-why-language = Language
console-why-do = Show
console-why-nothing = There are no times in the next 14 days.
console-why-no-patterns = Nobody in the queue has put out regular times yet.
console-why-unplaced =
    { $count ->
        [one] 1 regular time uses a place that is no longer used. Nothing of it is offered.
       *[other] { $count } regular times use a place that is no longer used. Nothing of them is offered.
    }
console-why-count-free =
    { $count ->
        [0] none free
        [one] 1 free
       *[other] { $count } free
    }
console-why-therapist-gone = The therapist is no longer in the queue
console-why-other-age = For another age
console-why-other-language = In another language
console-why-closed-day = The unit is closed
console-why-day-off = The therapist is off
console-why-clock-skipped = Does not exist: the clocks go forward
console-why-notice =
    { $hours ->
        [one] Too close: to be chosen 1 hour before at the latest
       *[other] Too close: to be chosen { $hours } hours before at the latest
    }
console-why-busy = The therapist is busy or has closed the time
console-why-therapist-taken = The therapist has another appointment, or somebody is just choosing it
console-why-venue-taken = The room is taken
console-why-count-therapist-gone = { $count } without a therapist in the queue
console-why-count-other-age = { $count } for another age
console-why-count-other-language = { $count } in another language
console-why-count-closed-day = { $count } on closed days
console-why-count-day-off = { $count } on days off
console-why-count-clock-skipped = { $count } that do not exist because the clocks go forward
console-why-count-notice = { $count } too close
console-why-count-busy = { $count } where the therapist is busy
console-why-count-therapist-taken = { $count } taken
console-why-count-venue-taken = { $count } without a free room

## Appointments that need another time

console-to-move = Appointments that need another time
console-to-move-hint = They are booked and still stand. Nobody has been told yet. Find another time, or cancel with a reason.
console-to-move-none = Every appointment can stay as it is.
console-to-move-count =
    { $count ->
        [one] 1 appointment needs another time
       *[other] { $count } appointments need another time
    }
console-to-move-do = Find another time
console-displaced-therapist-gone = The therapist has left
console-displaced-day-off = The therapist is off
console-displaced-closed-day = The unit is closed
console-displaced-venue-gone = The place is no longer used

## The unit's places

console-nav-unit = Places and closed days
console-venues = Places
console-venues-hint = Pre-talks can be held here. Therapists choose among them when they put out times, and whoever comes is shown the address and the way.
console-venues-none = There are no places yet.
console-venue-add = New place
console-venue-add-do = Add the place
console-venue-name = Name
console-venue-kind = Kind
console-venue-address = Address, phone number or link
console-venue-address-hint = Online: the address of your video rooms; each talk gets a room of its own below it. Phone: the number to call. Walk: where to meet.
console-venue-way = How to find it
console-venue-once = There is room for one talk at a time only
console-venue-retire = Use this place no longer
console-venue-again = Use this place again
console-venue-retired = Not used
console-venue-retired-now =
    { $patterns ->
        [0] { $name } is no longer used.
        [one] { $name } is no longer used. 1 regular time is not offered until its therapist chooses another place.
       *[other] { $name } is no longer used. { $patterns } regular times are not offered until their therapists choose another place.
    }
console-venue-patterns =
    { $count ->
        [0] No regular times use this place.
        [one] 1 regular time uses this place.
       *[other] { $count } regular times use this place.
    }
venue-gone = There is no such place.
venue-name-odd = Write a name of at most { $most } characters.
venue-no-address = Write an address, a number or a link. Otherwise nobody knows where to go.
venue-link-odd = Write the address of the video rooms so that it begins with https://, without a user name and without anything behind a question mark.
venue-phone-odd = Write a phone number with digits and spaces.
venue-too-long = The address may have at most { $address } characters, and the way { $way }.
venue-kind-used = Regular times use this place. Add a new place instead of making it another kind.

## The unit's closed days

console-unit-days = Closed days
console-unit-days-hint = Public holidays are closed by themselves. Here you can close more days, or stay open on a holiday.
console-unit-days-hints = Perhaps you are closed on these too
console-unit-days-closed = Public holidays and your own days
console-unit-days-none = There are none.
console-unit-day = Day
console-unit-day-close = Close a day
console-unit-day-close-do = Close the day
console-unit-day-open = Stay open
console-unit-day-undo = As the calendar says
console-unit-day-is-closed = closed
console-unit-day-is-open = open
unit-day-odd = Choose a day from today on, at most two years ahead.
console-action-unit-day = Changed a closed day
console-action-venue = Changed a place
console-action-venue-again = Used a place again
console-action-venue-retired = Stopped using a place
