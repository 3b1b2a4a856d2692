### Calendars: what stands in one, what can be wrong with a therapist's own, and days a unit may close.

## In the calendar. Words that anyone may see: they say nothing of what the appointment is about.

calendar-title = Appointment
calendar-name = Appointments

## For the therapist: why a calendar cannot be used

calendar-too-big = The calendar is larger than 8 MB. Export only the last year of it and try again.
calendar-too-many = There are too many repeats in the calendar for it to be read. It is usually one appointment that repeats without end.
calendar-not-one = This is not a whole calendar file (.ics). Export it again from your calendar, or check that the address is the right one.
calendar-address = The address cannot be used. It must begin with https:// or webcal://, and there must be no user name or password in it.
calendar-inward = The address leads into a closed network. The calendar cannot be fetched from there.
calendar-login = The server says no. Check that the user name and the password are right.
calendar-gone = There is no calendar at that address. Look up the address in your calendar again.
calendar-silent = The server is not answering just now. What was read before still holds.

## Days on which many places are closed, though they are no public holidays

closed-workers-day = 1 May
closed-constitution-day = Constitution Day
closed-christmas-eve = Christmas Eve
closed-new-years-eve = New Year's Eve
