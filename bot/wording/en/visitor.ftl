### The visitor's page. Short sentences, warm words, no blame.

page-title = Write here
skip-to-content = Go to the content
leave-now = Leave now
leave-how = Do you need to get away quickly? Press “Leave now” at the top. With a keyboard you can also press Shift three times. A calendar comes up instead.
language-choice = Language
open-again = Open the page again
to-start = To the first page

welcome-urgent = Is anybody in danger right now? Call
have-code = Have you written before? Go on with your code
code-label = Your code
code-hint = Six Danish words. Capitals do not matter. The first four letters of each word are enough.
code-enter = Go on with my talk
code-unknown = We cannot find that code. See whether all six words are there, and try again.
session-ended = A long time went by, so the page closed the talk, to be on the safe side.
session-ended-kept = What you wrote is still here. Type your code, and the text comes with you into the talk.
kept-text = Your text
lost-text = This is what you wrote. It has not been sent, but it is still here.

go-on = Go on
go-back = Back
skip-question = Skip
not-now = Not now
talk-to-person = Write to a person
your-answers = Your answers so far
change-answer = Change
answer-skipped = skipped
more-times = Show more times
text-limit = There is room for { $limit } characters.
minutes = { $minutes } minutes
list-and = { $first } and { $last }
stale-button = That button belonged to an earlier page. Your answers stand as they did. This is where you are now.
time-taken = Somebody else has just taken that time. Here are the nearest times that are free now.
other-lines = Help elsewhere
line-unsure = The number may have changed.
danger-title = Call first if it is dangerous now

code-title = Your code
code-why = With these six words you can always come back to the talk, also from another phone. It is the only way back, because we do not know who you are.
code-keep = Write the words down where others will not find them. A screenshot can be seen by others who use your phone.
code-type-back = Type the six words here, to be sure that you have them
code-done = I have kept the code
code-mismatch = Those are not quite the same words. Look at them again. They stand just above.
code-skip = I do not want a code
code-skip-know = I know that I cannot come back to the talk once the page is closed.
code-skip-go-on = Go on without a code
code-skip-sure = Please tick the box first, so that we know you are aware of it.

talk-title = Your talk
talk-place = { $place ->
    [1] You are next in the queue.
   *[other] You are number { $place } in the queue.
}
talk-waiting = You are in the queue.
talk-nobody-now = Nobody is here right now. We are here again { $when }. Just write now, and we will read it when we are here.
talk-danger = If it is dangerous right now, call 112.
talk-may-write = You can write already now.
talk-hours = These are the times when somebody usually answers:
talk-hours-when = When do you answer?
talk-may-close = If you write outside those times, we answer the next time we are here. If you have saved your code, you may close the page and come back with it.
talk-claimed = A therapist reads your messages and answers you here.
talk-closed = The talk has ended for now.
talk-closed-hint = If you write again, you are back in the queue.
talk-empty = Nothing has been written yet. Write whatever is on your mind. There is no wrong way.
messages-title = Messages
message-mine = You wrote
message-theirs = The therapist wrote
message-bot = Message from the page
saved = saved
seen = seen
message-from-telegram = from Telegram
message-edited = edited
compose-label = Write to us
send = Send
look-again = Look for a new answer

discreet-covered = Your message is sent. We have covered { $what }, so that you do not give away who you are.
discreet-original = This is how you wrote it
discreet-send = Send it as I wrote it
discreet-keep = Leave it covered

pretalk-card-title = Your time
pretalk-held = We have had our talk. You may always write again.
pretalk-absent = We did not meet. That is quite all right. You can find a new time whenever you want.
pretalk-wished = We will find a time that suits you. You can choose one now. Otherwise a therapist will write to you here.
place-unit = At our place
place-outreach = A place in town
place-online = On video
place-phone = By phone
place-walk = On a walk
place-unit-where = Suhmsgade 4, 1st floor, 1125 Copenhagen K.
place-outreach-where = The therapist writes here where you meet.
place-online-where = The therapist sends a link here in the talk.
place-phone-where = You call us. The therapist writes the number here.
place-walk-where = We meet at Suhmsgade 4 and take a walk, for example in Kongens Have.
arrival-word = When we meet, say:
arrival-word-hint = Then you need not say your name.
calendar-file = Add to calendar
move-time = Move the time
cancel-time = I cannot come after all
cancel-time-what = Somebody else can then have the time. You can find a new one afterwards.
cancel-time-now = Give the time back
find-time = Find a time for a talk

advice-title = Advice, and others who can help
advice-lead = Thank you for writing. Here are some thoughts, and some places to turn to.
advice-elsewhere = Thank you for writing. We help children and young people until they are 24. Here are others who can help. You may also write with us first.
advice-thoughts-title = Good to know
advice-thought-1 =
    { $audience ->
        [young] It is not your fault. You cannot make a grown-up stop, and it is not your job.
        [parent] Children sense more than we think. It helps them when a grown-up says what is going on, in small words.
        [professional] Children seldom tell by themselves. It helps when a grown-up calmly says what they have seen.
       *[relative] Children sense more than we think. One safe grown-up beside them means a lot.
    }
advice-thought-2 =
    { $audience ->
        [young] You may tell somebody. It can be a teacher, a nurse or somebody you feel safe with.
        [parent] Your child should know that it is not their fault, and that they may talk about it.
        [professional] Talk with the family first, if that does not put the child in danger. Write down what you saw.
       *[relative] You need not know the whole story to ask how the child is doing.
    }
advice-thought-3 =
    { $audience ->
        [young] You may have fun and think of yourself, even when it is hard at home.
        [parent] You do something good for your child by looking for help. It is never too late to begin.
        [professional] If you are worried for a child, you have a duty to notify the municipality. You can talk it over with us first.
       *[relative] You are not alone with it. Others have stood in the same place.
    }
advice-lines = Call or write to
advice-offers = Other offers that fit the age
advice-offers-year = The list is from { $year }. Things may have changed, so call or look it up before you go.
advice-offers-more = Show { $count } more
advice-no-offers = There are no offers on the list at the moment.
advice-write-title = Do you want to write with us?
advice-write = You can still write with a therapist. Your answers come along, so you need not begin again.
write-now = Write with a therapist
offer-group-talks = talks in a group
offer-family-talks = talks with the family
offer-individual-talks = talks alone
offer-advisory-talks = advice
offer-social-activities = activities together
offer-teaching = teaching

forget = Delete my talk
forget-what = Everything you wrote is deleted for good. Nobody can read it again, not even we. If you have a time, it is given back.
forget-know = Yes, delete it all.
forget-now = Delete now
forget-sure = Please tick the box first if you want to delete it all.
forgotten-title = Your talk is deleted
forgotten-what = Nobody can open it again. The code no longer works.
forgotten-again = You are always welcome to write again.

sorry-title = That did not work
sorry-400 = The page did not understand what was sent. Go back and try again.
sorry-403 = This cannot be done from here.
sorry-404 = That page is not here.
sorry-413 = That was too much at once. Go back and make the text shorter.
sorry-500 = Something went wrong on our side. It is not your fault. Try again in a moment. What was marked as saved is saved.
