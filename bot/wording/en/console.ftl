### The staff's pages. Collegial and to the point. For adults who are busy.

console-title = Staff
console-skip = Go to the content
console-menu = Menu
console-nav-queue = Queue
console-nav-calendar = Calendar
console-nav-register = Registration
console-nav-figures = Figures
console-nav-people = People
console-nav-queues = Queues
console-nav-facts = Facts
console-nav-offers = Other offers
console-nav-trail = Trail
console-nav-telegram = Telegram
console-nav-notices = Told on Telegram
console-log-in = Log in
console-log-out = Log out
console-save = Save
console-remove = Remove
console-undo = Undo
console-undo-hint = You can undo this until the number has been added to others.
console-undo-late = This cannot be undone any more. The number has been added to others.
console-undo-gone = There is nothing more to undo here. Either it was undone already, or the number has been added to others.
console-undone = Undone. It does not count. Your choices are still here.
console-own-language-da = Dansk
console-own-language-en = English
console-go-on = Go on
console-back = Back
console-sorry = That did not work
console-not-said = Not said
console-unknown = Not said
console-all = In all
console-minutes = { $minutes } minutes

## Logging in

console-login = Log in
console-login-name = User name
console-password = Password
console-one-time-code = One-time code
console-one-time-code-hint = The six digits from the app on your phone.
console-expired = You are not logged in any more. Log in again to go on.
console-kept = Your text
console-kept-hint = It has not been sent. It stays here while you log in.
console-kept-copy = The text has not been sent. Copy it now and put it into the conversation. It is here only this once.
login-wrong = That does not fit. Try again with user name, password and a new one-time code.
login-locked = There were too many wrong tries. Wait five minutes and try again.

## The queue

console-queue-hint = Danger comes first, then whoever has waited longest. Nothing is opened until you take the conversation.
console-queue-empty = Nobody is in the queue now.
console-claim = Take the conversation
console-open = Open
console-with = With { $name }
console-unread = New
console-queue-code = Queue { $code }
console-waited =
    { $minutes ->
        [0] Just came
        [one] Has waited 1 minute
       *[other] Has waited { $minutes } minutes
    }
console-waited-hours = Has waited { $hours } hours
console-role-not-said = Role not said
console-band-not-said = Age not said
console-let-in = Let a colleague into a queue
console-let-in-hint = Only somebody who is in the queue has its key and can pass it on.
console-let-in-do = Let in
already-claimed = { $name } has taken the conversation.
no-longer-waiting = The conversation is not waiting any more. Look in the queue again.
not-yours = This is not your conversation. Only whoever has taken it can read it. The attempt is in the trail.
not-allowed = Your role has no access to this. The attempt is in the trail.

## A conversation

console-case = Conversation
console-messages = Messages
console-no-messages = Nothing has been written yet.
console-you = You
console-they = The visitor
console-automatic = Automatic
console-saved = Saved
console-seen = Seen
console-via-web = via the web
console-via-telegram = via Telegram
console-edited = edited
console-delivery-waiting = On its way
console-delivery-delivered = Delivered
console-delivery-perhaps-twice = Delivered, perhaps twice
console-delivery-perhaps-twice-why = Telegram did not answer the first try. So we sent it again. They may have got it twice.
console-delivery-blocked = Could not be delivered: Telegram is closed to us
console-delivery-failed = Could not be delivered
console-chat-blocked = They have closed Telegram to us. New replies do not reach them there. With a code they can still read the replies on the web.
console-chat-nudges = On Telegram they are only told that there is a reply. They read it on the web.
console-reply = Your reply
console-reply-hint = The reply is stored locked and shown the next time they look.
console-reply-hint-chat = The reply is stored locked and sent to them on Telegram. Telegram can read it.
console-send = Send reply
console-summary = What they told
console-no-summary = They have answered no questions.
console-who5 = WHO-5: { $points } of 100 – { $meaning }
console-who5-partly = WHO-5: not all five answered, so there is no number
console-who5-high = high risk of depression or stress
console-who5-risk = risk of depression or stress
console-who5-fair = no immediate sign
console-who5-scale = WHO-5 measures well-being in the last two weeks. 0-35: high risk of depression or stress. 36-50: risk. Above 50: no immediate sign. The average is 68. The number is not a diagnosis.
console-pretalk = Pre-talk
console-arrival-word = Arrival word
console-release = Put back in the queue
console-release-hint = Then a colleague can take it. They go on waiting in the queue.
console-close = Close…
console-close-hint = The conversation is closed and counted, without a name and without a day. The answers from here are filled in. Change them if they do not fit.
console-close-do = Count and close
console-more = More details
console-closed = The conversation is closed
console-closed-counted = This was counted:
console-to-queue = To the queue
closed-reopened = The conversation is open again already. The contact that was closed still counts.
already-closed = The conversation is closed already. It was counted only once.
pretalk-not-booked = There is no booked time to report on.

## Told on Telegram

console-notices-what = Would you like to know on your phone when there is something new in your queues and conversations? Then we send you one neutral line. It never says what it is about.
console-notices-when = At most one line comes every ten minutes, and none in your quiet hours.
console-notices-known = Telegram knows the account you use, and can see that it is told things from here.
console-notices-none = No chat is linked
console-notices-linked = A chat is linked
console-notices-invite-hint = You get a code that you send to the bot from your own Telegram.
console-notices-unlink-hint = Once it is unlinked, nothing more comes. Your quiet hours are forgotten as well.
console-notices-invited = We are waiting for your code in Telegram. If you have sent it, reload this page.
console-notices-invite = Get a code
console-notices-move = Use another chat
console-notices-unlink = Unlink the chat
console-notices-code = Link your chat
console-notices-send = Open our bot in Telegram, and send it exactly this text:
console-notices-once = The code holds for 15 minutes and is shown only this once.
console-notices-answer = The bot answers when the chat is linked. The message with the code is deleted.
console-quiet = Quiet hours
console-quiet-hint = In those hours we do not write. If something came meanwhile, we write afterwards. Write the same time twice if you want no quiet hours.
console-quiet-from = From
console-quiet-until = Until
quiet-odd = Write two times, such as 19:00 and 07:00.
chat-not-linked = No chat is linked. Get a code first.

## Calendar

console-free = Free
console-no-times = You have no times yet.
time-skipped = That clock time does not exist on that day. The clocks go forward.
time-gone = That time is not here any more.

## Registration

console-register-hint = For contacts outside the chat: phone, in person, secure mail. No names, no date.
console-how-many = How many
console-register-do = Count
console-just-counted = Just counted
console-kind = Counts as
console-channel = Channel
console-unit = Unit
console-band = Age
console-role = Who wrote
console-workplace = Workplace
console-outcome = Outcome
console-duration = Time used
console-gender = Gender
console-home = Lives with
console-substance = About
console-whose = Whose use
console-troubles = Also weighs
console-support = Other help
console-wellbeing = Well-being (WHO-5)
register-how-many = Write a number from 1 to { $most }.

## Figures

console-totals = Single contacts
console-totals-hint = Exact numbers, up to date at once.
console-this-month = This month
console-this-year = This year
console-goal = Goal for the year
console-month = Month
console-by-month = Month by month
console-other-kinds = Counted apart this year
console-other-kinds-hint = They do not count as single contacts.
console-nothing-counted = Nothing has been counted yet.
console-breakdowns = Breakdowns
console-hidden = hidden
console-hidden-why = Small numbers are hidden so that nobody can be recognised. Some larger ones are hidden too: otherwise the small ones could be worked out. Breakdowns come when the month or the quarter is over.
console-no-breakdowns = No month is closed yet. The breakdowns come a few days after the first month is over.
console-several = A contact may be in several columns or in none. So the numbers do not add up.
console-chart-table = { $name }, all ages
console-chart-description = { $numbers }. The same numbers are in the table.

## People

console-person-add = New person
console-person-add-do = Add
console-person-name = Name that is shown
console-person-name-hint = A first name, for example.
console-person-roles = Roles
console-person-queues = Queues: { $queues }
console-person-close = Close login…
console-person-close-do = Close the login
console-person-close-hint = Regular times, days off and calendars are removed. Appointments stay, and are listed as needing another time.
console-person-open = Open login
console-person-closed = Closed
console-person-reset = New password…
console-person-reset-do = Give a new password
console-person-reset-hint = The old one stops working. They must be let into their queues again.
console-new-login = New login
console-new-login-once = This is shown only this once. Pass it on in person.
console-new-secret = Key for the app
console-new-picture = Picture that an app for one-time codes can read
console-new-login-hint = Read the picture with an app for one-time codes, or type the key into it.
staff-login-odd = A user name has only letters, digits, full stops and hyphens.
staff-login-taken = That user name is taken.
staff-name-odd = Write a name of at most 64 characters.
staff-no-role = Choose at least one role.
staff-not-yourself = You cannot close your own login.
staff-unknown = There is no such person.

## Queues

console-members = People in the queue
console-no-members = Nobody
console-member-out = Remove { $name }
console-hours = When do you answer?
console-hours-hint = This is shown to people who wait. Leave both boxes empty when closed.
console-opens = { $day }, from
console-closes = { $day }, until
console-weekday-0 = Monday
console-weekday-1 = Tuesday
console-weekday-2 = Wednesday
console-weekday-3 = Thursday
console-weekday-4 = Friday
console-weekday-5 = Saturday
console-weekday-6 = Sunday
hours-odd = Write times as 09:00, and let the day end after it begins.
queue-not-member = You are not in the queue yourself and do not have its key. Ask somebody who is.
queue-last-member = Somebody has to be in the queue. Otherwise nobody can read it.
queue-unknown = There is no such queue.
queue-code-odd = A queue's name is 1 to 32 characters and does not begin with a space.
queue-code-taken = There is already a queue of that name.
queue-no-ages = Choose at least one age for the queue.
recovery-wrong = That is not the recovery key.

## Facts and other offers

console-facts-hint = Helplines and rules that we refer to. What nobody has confirmed for a year is marked.
console-fact-old = Check this
console-fact-kind = Kind
console-fact-order = Place in the list
console-fact-name = Name
console-fact-number = Number
console-fact-hours = Hours
console-fact-text-da = Text in Danish
console-fact-text-en = Text in English
console-fact-source = Source
console-fact-link = Link
console-fact-verified-on = Confirmed on (2026-11-23)
console-fact-status = Status
fact-unknown = There is no such thing.
fact-too-long = A box may have at most { $most } characters.
console-offers-replace = Replace the list
console-offers-replace-do = Replace the whole list
console-offers-hint = Copy the list from a spreadsheet with these columns. If a single line cannot be read, nothing is changed.
console-offers-table = The new list
console-offers-count =
    { $count ->
        [one] 1 offer
       *[other] { $count } offers
    }
console-offer = Offer
console-offer-ages = Age
console-offer-year = Mapped in

## Telegram

console-telegram-empty = Everything has left.
console-telegram-stuck = Something has become stuck on Telegram. See what can be done.
console-telegram-in = From Telegram
console-telegram-arrived = Wait for us
console-telegram-aside = Set aside
console-telegram-aside-what = Telegram sent something that we could not read or deal with. It lies locked and stops nobody.
console-telegram-again = Try again
console-telegram-throw = Throw away…
console-telegram-throw-do = Yes, throw it away
console-telegram-throw-aside-hint = It may be something that somebody wrote to us. It is deleted for ever, and nobody has read it. Try again first.
console-telegram-throw-undeliverable-hint = We stop keeping them here. What a therapist wrote still stands in the conversation.
console-telegram-out = To Telegram
console-telegram-leaving = Wait to be sent
console-telegram-sending = Being sent now
console-telegram-undeliverable = Can never be delivered
console-telegram-undeliverable-what = Telegram does not take them. If it is a reply, the therapist can see it in the conversation.
console-telegram-tried-again =
    { $count ->
        [0] There was nothing to try again.
        [one] One thing is being tried again now.
       *[other] { $count } things are being tried again now.
    }
console-telegram-aside-thrown =
    { $count ->
        [0] There was nothing to throw away.
        [one] One thing that was set aside has been thrown away.
       *[other] { $count } things that were set aside have been thrown away.
    }
console-telegram-undeliverable-thrown =
    { $count ->
        [0] There was nothing to throw away.
        [one] One message that could not be delivered has been thrown away.
       *[other] { $count } messages that could not be delivered have been thrown away.
    }

## Trail

console-trail-hint = The newest 200 lines. They say who did what, never what was written.
console-when = When
console-who = Who
console-what = What
console-subject = About
console-action-add-person = Added a person
console-action-chat-invited = Got a code for a chat
console-action-chat-unlinked = Unlinked their chat
console-action-claim = Took a conversation
console-action-disable-person = Closed a login
console-action-enable-person = Opened a login
console-action-fact = Changed a fact
console-action-figures = Saw the figures
console-action-grant = Let somebody into a queue
console-action-hours = Changed opening hours
console-action-login = Logged in
console-action-offers = Replaced the list of offers
console-action-refused-not-allowed = Was refused: no access
console-action-refused-not-yours = Was refused: not their conversation
console-action-reset-person = Gave a new password
console-action-revoke = Took somebody out of a queue
console-action-telegram-thrown-away = Threw something from Telegram away
console-action-telegram-tried-again = Tried something from Telegram again

## Words for the codes

console-band-0-2 = 0-2 years
console-band-3-11 = 3-11 years
console-band-12-16 = 12-16 years
console-band-17-24 = 17-24 years
console-band-25-plus = 25 years and over
console-channel-web = Chat on the web
console-channel-telegram = Telegram
console-channel-phone = Phone
console-channel-in-person = In person
console-channel-virtual = Video
console-channel-secure-mail = Secure mail
console-channel-outreach = Outreach
console-duration-0-15 = 0-15 min
console-duration-15-30 = 15-30 min
console-duration-30-60 = 30-60 min
console-duration-60-plus = Over 60 min
console-gender-girl = Girl
console-gender-boy = Boy
console-gender-other = Other
console-home-both-parents = Both parents
console-home-mostly-mother = Mostly with mother
console-home-mostly-father = Mostly with father
console-home-shared = Shared
console-home-in-care = In care
console-home-own = Own home
console-kind-contact = Single contact
console-kind-continued = Continued course
console-kind-test = Test
console-kind-wrong = Wrong place
console-language-da = Danish
console-language-en = English
console-outcome-advice = Advice
console-outcome-other-offer = Bridged to another offer
console-outcome-pretalk-wanted = Wants a pre-talk
console-outcome-pretalk-held = Pre-talk held
console-place-unit = At our place
console-place-outreach = Elsewhere in town
console-place-online = Online
console-place-phone = Phone
console-place-walk = Walk
console-pretalk-wished = Wants a pre-talk
console-pretalk-offered = Has been offered times
console-pretalk-booked = Pre-talk booked
console-pretalk-held = Pre-talk held
console-pretalk-absent = Did not come to the pre-talk
console-pretalk-given-up = Pre-talk given up
console-role-young = Child or young person
console-role-mother = Mother
console-role-father = Father
console-role-step-parent = Step-parent
console-role-grandparent = Grandparent
console-role-sibling = Sibling
console-role-relative = Another adult
console-role-professional = Professional
console-staff-role-therapist = Therapist
console-staff-role-leader = Professional leader
console-staff-role-coordinator = Coordinator
console-staff-role-administrator = Administrator
console-state-intake = Answering questions
console-state-waiting = Waiting
console-state-claimed = Going on
console-state-closed = Closed
console-substance-alcohol = Alcohol
console-substance-drugs = Drugs
console-substance-both = Alcohol and drugs
console-substance-medicine = Medicine
console-substance-unsure = Unsure
console-support-none = None
console-support-authority = The municipality
console-support-other = Others
console-support-unsure = Unsure
console-trouble-conflict = Conflicts
console-trouble-mental-health = Mental illness
console-trouble-violence = Violence
console-trouble-illness = Illness
console-trouble-separation = Separation
console-trouble-death = A death
console-urgency-danger = Danger now
console-urgency-high = Soon
console-urgency-usual = Usual
console-wellbeing-0-50 = 0-50
console-wellbeing-51-100 = 51-100
console-whose-mother = Mother
console-whose-father = Father
console-whose-both-parents = Both parents
console-whose-step-parent = Step-parent
console-whose-sibling = Sibling
console-whose-other = Somebody else
console-wish-talk = Wants to write
console-wish-pretalk = Wants a time
console-wish-both = Wants to write and a time
console-wish-advice = Wants advice
console-workplace-school = School
console-workplace-day-care = Day care
console-workplace-health-visitor = Health visitor
console-workplace-doctor = Doctor
console-workplace-treatment = Treatment
console-workplace-authority = The authority
console-workplace-hospital = Hospital
console-workplace-foster = Foster family
console-workplace-shelter = Shelter
console-workplace-other = Other
console-stale = This page is not updating right now. Reload it to see whether something came.
