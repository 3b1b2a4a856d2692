### Everything the talk says and asks. Short sentences, warm words, no blame.
### $audience is young, parent, relative or professional; relative while nobody has said who they are.
### A question is {key}, its hint {key}-hint, its short name in summaries {key}-label (without $audience).

## Welcome

welcome-title = Write to us about what is hard
welcome-lead = Do alcohol or drugs take up too much space for someone you care about? Or for yourself? Then you are welcome here.
welcome-who-answers = You write with a therapist from BiBa – Barndom i Balance (Childhood in Balance), City of Copenhagen. First the page asks you a few questions. Then a person answers.
welcome-anonymous = You need not say who you are. We do not ask for your name, CPR number, address or phone. It is free.
welcome-secrecy = We have a duty of secrecy. We may not tell others what you write. There is one exception, and you should know it now.
welcome-duty = You may tell us who you are, or who the child is. If we then become worried for a child, we have a duty to tell the municipality. That is called a notification. As far as possible we talk with you first.
welcome-web-reveals = What you write here is kept locked. Only you and our therapists can unlock it. Do you use a phone or computer that others use too? Then they may be able to see that you were here.
welcome-telegram-reveals = If you write to us on Telegram, Telegram can see what you write and which number you have. This page is more private.
welcome-begin = Begin

## The first meeting

first-contact-hello = Hello. It is good that you are here. You decide what you want to answer.

who-writes = Who are we writing with?
who-writes-hint = We do not need your name.
who-writes-label = Who writes
who-writes-young = I am a child or a young person
who-writes-mother = I am a mother
who-writes-father = I am a father
who-writes-step-parent = I am a step-parent
who-writes-grandparent = I am a grandparent
who-writes-relative = I am another adult who is close
who-writes-professional = I am writing from my work

workplace = Where do you work?
workplace-label = Workplace
workplace-school = School or after-school care
workplace-day-care = Nursery, kindergarten or day care
workplace-health-visitor = Health visitors
workplace-doctor = At a doctor’s
workplace-treatment = Alcohol or drug treatment
workplace-authority = In the municipality, children and young people
workplace-hospital = Hospital
workplace-foster = Foster family
workplace-shelter = Shelter
workplace-other = Somewhere else

danger-now =
    { $audience ->
        [young] Are you in danger right now? Or is someone else?
        [professional] Is a child or anyone else in danger right now?
       *[relative] Is anyone in danger right now?
    }
danger-now-hint = For example violence, threats, or someone who may harm themselves.
danger-now-label = In danger now
danger-now-yes = Yes
danger-now-unsure = I don’t know
danger-now-no = No

emergency-numbers =
    { $audience ->
        [young] Call 112 now. You do nothing wrong by calling. Go to an adult you feel safe with, if you can. Then you can write here. You come first in the queue.
        [professional] Call 112 now if anyone is in danger. If it is a child, contact the social emergency desk too. Then you can write here. You come first in the queue.
       *[relative] Call 112 now if anyone is in danger. It cannot wait for an answer from here. Then you can write here. You come first in the queue.
    }
emergency-if-worse =
    { $audience ->
        [young] It is okay to be unsure. If it gets dangerous, call 112. You do nothing wrong.
       *[relative] It is quite all right to be unsure. If it gets dangerous, call 112.
    }

## A few questions

child-age =
    { $audience ->
        [young] How old are you?
        [parent] How old is your child?
       *[relative] How old is the child or young person?
    }
child-age-hint =
    { $audience ->
        [young] Then we find the right person to answer you.
        [parent] More than one child? Choose the one you think of most.
       *[relative] More than one? Choose the one you think of most.
    }
child-age-label = Age
child-age-0-2 = 0-2 years
child-age-3-11 =
    { $audience ->
        [young] 11 or younger
       *[relative] 3-11 years
    }
child-age-12-16 = 12-16 years
child-age-17-24 = 17-24 years
child-age-25-plus = 25 or older

screening-intro =
    { $audience ->
        [young] Thank you. Here are a few questions. You can skip whenever you like. You can also write with one of us right away.
       *[relative] Thank you. Here are a few questions. You can skip whenever you like, or write with one of us right away.
    }

substance =
    { $audience ->
        [young] What is it about?
       *[relative] What takes up too much space?
    }
substance-label = What it is about
substance-alcohol = Alcohol
substance-drugs = Drugs, for example cannabis or cocaine
substance-both = Both alcohol and drugs
substance-medicine = Medicine
substance-unsure = I am not quite sure

whose =
    { $audience ->
        [young] Who drinks or takes something?
       *[relative] Who is it about?
    }
whose-hint =
    { $audience ->
        [young] It is never your fault.
        [professional] Seen from the child. Please write no names.
       *[relative] Seen from the child.
    }
whose-label = Who it is about
whose-mother =
    { $audience ->
        [young] My mother
       *[relative] The child’s mother
    }
whose-father =
    { $audience ->
        [young] My father
       *[relative] The child’s father
    }
whose-both-parents =
    { $audience ->
        [young] Both my mother and my father
       *[relative] Both of the child’s parents
    }
whose-step-parent =
    { $audience ->
        [young] My step-parent
       *[relative] The child’s step-parent
    }
whose-sibling =
    { $audience ->
        [young] My brother or sister
       *[relative] The child’s brother or sister
    }
whose-other = Someone else

whose-parent = Who is it about?
whose-parent-hint = It may be you yourself. Nobody judges you here.
whose-parent-label = Who it is about
whose-parent-me = Myself
whose-parent-mother = The child’s mother
whose-parent-father = The child’s father
whose-parent-both-parents = Both of the child’s parents
whose-parent-step-parent = A step-parent
whose-parent-sibling = The child’s brother or sister
whose-parent-other = Someone else

in-treatment =
    { $audience ->
        [young] Does he or she get help with it?
       *[relative] Does the person it is about get help with it?
    }
in-treatment-hint = If you don’t know, just skip.
in-treatment-label =
    { $audience ->
        [young] Gets help with it
       *[relative] In treatment
    }
in-treatment-yes = Yes
in-treatment-before = Not now, but before
in-treatment-no = No

my-treatment = Do you get help with it yourself?
my-treatment-hint = It can be treatment, a group or someone you talk to.
my-treatment-label = Writes about themselves: in treatment
my-treatment-yes = Yes, I get help now
my-treatment-before = Not now, but before
my-treatment-no = No, not yet

my-treatment-thanks = It is strong of you to get help. And to think of your child in the middle of it all. We would like to help you both with that.
my-treatment-no-blame = Thank you for saying it. It takes courage. We do not judge you. We would like to help both your child and you.

troubles =
    { $audience ->
        [young] Is anything else hard too?
       *[relative] Is there anything else that weighs?
    }
troubles-hint = Choose those that fit.
troubles-label = What else weighs
troubles-conflict = A lot of quarrels
troubles-mental-health = Someone in the family struggles with their mental health
troubles-violence = Violence or threats
troubles-illness = Serious illness
troubles-separation = Divorce or separation
troubles-death = Someone has died
troubles-none = No, none of these

signs-intro =
    { $audience ->
        [young] Some feel it a lot. Others do not at all. Both are quite okay.
       *[relative] Some children show it clearly. Others show nothing at all. Both are quite common.
    }
signs =
    { $audience ->
        [young] How are you?
        [parent] What do you see in your child?
       *[relative] What do you see in the child?
    }
signs-hint = Choose those that fit.
signs-label =
    { $audience ->
        [young] How I am
       *[relative] What can be seen in the child
    }
signs-quiet =
    { $audience ->
        [young] I have become more quiet
       *[relative] Is quiet and withdrawn
    }
signs-sad =
    { $audience ->
        [young] I am sad
       *[relative] Is sad
    }
signs-anxious =
    { $audience ->
        [young] I am afraid or uneasy
       *[relative] Is afraid or uneasy
    }
signs-over-adapted =
    { $audience ->
        [young] I do everything to keep others happy
       *[relative] Adapts very much to others
    }
signs-responsible =
    { $audience ->
        [young] I look after everything and everyone at home
       *[relative] Takes on too much responsibility
    }
signs-self-esteem =
    { $audience ->
        [young] I do not feel good enough
       *[relative] Has little faith in themselves
    }
signs-conflicts =
    { $audience ->
        [young] I often end up in quarrels
       *[relative] Easily ends up in quarrels
    }
signs-concentration =
    { $audience ->
        [young] I find it hard to concentrate
       *[relative] Finds it hard to concentrate
    }
signs-stomach =
    { $audience ->
        [young] My stomach hurts
       *[relative] Has stomach ache
    }
signs-headache =
    { $audience ->
        [young] My head hurts
       *[relative] Has headaches
    }
signs-sleep =
    { $audience ->
        [young] I sleep badly
       *[relative] Sleeps badly
    }
signs-school =
    { $audience ->
        [young] I find it hard to get to school
       *[relative] Finds it hard to get to school
    }
signs-none = None of these

worry =
    { $audience ->
        [young] How hard is it for you right now?
       *[relative] How worried are you right now?
    }
worry-label =
    { $audience ->
        [young] How hard it is (0-10)
       *[relative] How worried (0-10)
    }
worry-low = Not at all
worry-high = Very much

hopes =
    { $audience ->
        [young] What do you hope can get better?
       *[relative] What do you hope for?
    }
hopes-hint = A few words are enough. Please write no names.
hopes-label = Hopes for

more-wanted = Do you have time for three more questions?
more-wanted-hint = Then we can help better. You can also just go on.
more-wanted-label = Wanted to answer more
more-wanted-yes = Yes, that is fine
more-wanted-no = No, go on

gender =
    { $audience ->
        [young] Are you a girl or a boy?
        [parent] Is your child a girl or a boy?
       *[relative] Is the child a girl or a boy?
    }
gender-label = Gender
gender-girl = Girl
gender-boy = Boy
gender-other = Something else

home =
    { $audience ->
        [young] Where do you live?
        [parent] Where does your child live?
       *[relative] Where does the child live?
    }
home-hint = Please write no address. Just choose what fits best.
home-label = Lives
home-both-parents =
    { $audience ->
        [young] With my mother and father
       *[relative] With both parents together
    }
home-mostly-mother =
    { $audience ->
        [young] Mostly with my mother
       *[relative] Mostly with the mother
    }
home-mostly-father =
    { $audience ->
        [young] Mostly with my father
       *[relative] Mostly with the father
    }
home-shared =
    { $audience ->
        [young] Equally with my mother and my father
       *[relative] Equally with mother and father
    }
home-in-care = In a foster family or a care home
home-own =
    { $audience ->
        [young] On my own
       *[relative] On their own
    }

support =
    { $audience ->
        [young] Do you or your family get other help?
       *[relative] Does the child or the family get other help?
    }
support-label = Other help
support-none = No
support-authority = Yes, from the municipality
support-other = Yes, from somewhere else
support-unsure = I don’t know

## WHO-5. Statements and answers are the instrument's own words and must not be changed.

who5-wanted =
    { $audience ->
        [young] Would you answer five things about how you have felt?
       *[parent] Would you answer five things about how your child has felt?
    }
who5-wanted-hint = It is quite voluntary. The five things are called WHO-5 and are used in many places.
who5-wanted-label = Wanted to answer WHO-5
who5-wanted-yes = Yes, please
who5-wanted-no = No, thank you

who5-intro =
    { $audience ->
        [young] Think of the last two weeks. Choose what fits best. No answer is wrong.
       *[parent] Think of the last two weeks. Answer as you believe your child would.
    }

who5-cheerful = Over the last two weeks I have felt cheerful and in good spirits
who5-calm = Over the last two weeks I have felt calm and relaxed
who5-active = Over the last two weeks I have felt active and vigorous
who5-rested = Over the last two weeks I woke up feeling fresh and rested
who5-interested = Over the last two weeks my daily life has been filled with things that interest me

who5-answer-5 = All of the time
who5-answer-4 = Most of the time
who5-answer-3 = More than half of the time
who5-answer-2 = Less than half of the time
who5-answer-1 = Some of the time
who5-answer-0 = At no time

who5-cheerful-label = Cheerful and in good spirits
who5-cheerful-5 = { who5-answer-5 }
who5-cheerful-4 = { who5-answer-4 }
who5-cheerful-3 = { who5-answer-3 }
who5-cheerful-2 = { who5-answer-2 }
who5-cheerful-1 = { who5-answer-1 }
who5-cheerful-0 = { who5-answer-0 }

who5-calm-label = Calm and relaxed
who5-calm-5 = { who5-answer-5 }
who5-calm-4 = { who5-answer-4 }
who5-calm-3 = { who5-answer-3 }
who5-calm-2 = { who5-answer-2 }
who5-calm-1 = { who5-answer-1 }
who5-calm-0 = { who5-answer-0 }

who5-active-label = Active and vigorous
who5-active-5 = { who5-answer-5 }
who5-active-4 = { who5-answer-4 }
who5-active-3 = { who5-answer-3 }
who5-active-2 = { who5-answer-2 }
who5-active-1 = { who5-answer-1 }
who5-active-0 = { who5-answer-0 }

who5-rested-label = Woke up fresh and rested
who5-rested-5 = { who5-answer-5 }
who5-rested-4 = { who5-answer-4 }
who5-rested-3 = { who5-answer-3 }
who5-rested-2 = { who5-answer-2 }
who5-rested-1 = { who5-answer-1 }
who5-rested-0 = { who5-answer-0 }

who5-interested-label = Daily life filled with things that interest
who5-interested-5 = { who5-answer-5 }
who5-interested-4 = { who5-answer-4 }
who5-interested-3 = { who5-answer-3 }
who5-interested-2 = { who5-answer-2 }
who5-interested-1 = { who5-answer-1 }
who5-interested-0 = { who5-answer-0 }

## A professional who wants to talk something over

sparring-no-names = We would like to talk it over with you. Do not write who the child or the family is. Then we can talk freely.
sparring-treatment = You meet the adults. It is good that you think of the child too.
sparring-everyday = You see the child every day. What you notice matters.

noticed = What have you noticed in the child?
noticed-hint = Choose those that fit. Often there is nothing to see.
noticed-label = Has noticed
noticed-quiet = { signs-quiet }
noticed-sad = { signs-sad }
noticed-anxious = { signs-anxious }
noticed-over-adapted = { signs-over-adapted }
noticed-responsible = { signs-responsible }
noticed-self-esteem = { signs-self-esteem }
noticed-conflicts = { signs-conflicts }
noticed-concentration = { signs-concentration }
noticed-stomach = { signs-stomach }
noticed-headache = { signs-headache }
noticed-sleep = { signs-sleep }
noticed-school = { signs-school }
noticed-none = { signs-none }

spoken-with-family = Have you talked with the family about it?
spoken-with-family-label = Talked with the family
spoken-with-family-yes = Yes
spoken-with-family-partly = A little
spoken-with-family-no = No, not yet

sparring-speaking = It can be hard to begin. We would like to help you find the words.
sparring-duty = Your own duty to notify still stands when you talk with us (Barnets Lov § 133). Are you unsure? Then we think aloud together with you.

notified = Has a notification been made?
notified-label = Notification made
notified-yes = Yes
notified-no = No
notified-unsure = I don’t know

sparring-question = What would you like to talk over with us?
sparring-question-hint = A few words are enough. Please write no names.
sparring-question-label = Wants to talk over

## What now?

elsewhere =
    { $audience ->
        [young] Thank you for writing. We help until the age of 24. But there are others who are good at helping you. We will show you who. You may also write with us first.
       *[relative] Thank you for writing. We help children and young people until the age of 24. But there are others who are good at helping here. We will show you who. You may also write with us first.
    }

wish-elsewhere = What would you like best?
wish-elsewhere-label = Wishes
wish-elsewhere-advice = See who else can help
wish-elsewhere-talk = Write with a therapist first

wish-intro =
    { $audience ->
        [young] Thank you. It is well done to tell us this. Now you decide what happens next.
       *[relative] Thank you for telling us this. Now you decide what happens next.
    }

wish = What would you like best?
wish-hint =
    { $audience ->
        [young] You can always change it.
        [professional] The family can join the talk if they want to. It binds nobody to anything.
       *[relative] The talk is free. It binds you to nothing. You can always change it.
    }
wish-label = Wishes
wish-talk = Write with a therapist
wish-pretalk = Find a time to talk together
wish-both = Both
wish-advice = Just get advice, and see who else can help

## A time to talk

pretalk-intro = Find a time that suits you. The talk is free, and it binds you to nothing.
pretalk-no-times = There are no free times right now. It is for us to find one. Write when you can, and a therapist will answer you here.

pretalk-place = Where would you like to talk with us?
pretalk-place-hint = If it does not matter, just skip.
pretalk-place-label = Place wished for
pretalk-place-unit = At our place
pretalk-place-outreach = Somewhere else in the city
pretalk-place-online = On video
pretalk-place-phone = On the phone
pretalk-place-walk = On a walk

pretalk-time = When does it suit you?
pretalk-time-label = Time chosen
pretalk-time-none-fits = None of them suits me

pretalk-when = When does it suit you best?
pretalk-when-hint = For example: weekdays after 16.
pretalk-when-label = Can come

pretalk-find-other = You keep the time you have until you have chosen a new one.
pretalk-find-later = You would rather wait a little. Here are the times further ahead.
pretalk-none-yet = There are no free times right now. It is for us to find one, not for you. A therapist will write to you here with a time. We do that within 14 days of the first time you wrote.
pretalk-none-late = There are no free times right now. It is taking longer than it should, and we are sorry. It is not your fault. A therapist will write to you here with the first time there is.
pretalk-none-other = There are no other times right now. You keep the one you have. Tell us when you can, and a therapist will write to you here.
pretalk-none-later = There are no times that far ahead yet. A therapist will write to you here when there is one.

pretalk-choose = When does it suit you?
pretalk-choose-label = Time chosen
pretalk-choose-none-fits = None of them suits me
pretalk-choose-sooner = I would like a time sooner after all
pretalk-part-morning = In the morning
pretalk-part-afternoon = In the afternoon
pretalk-part-evening = In the evening

pretalk-agree = Shall we write this time down for you?
pretalk-agree-label = Your time
pretalk-agree-yes = Yes, write it down
pretalk-agree-no = Choose another time

pretalk-could = When could you best?
pretalk-could-hint = You may choose several.
pretalk-could-label = Could best
pretalk-could-mornings = Weekday mornings
pretalk-could-afternoons = Weekday afternoons
pretalk-could-evenings = Weekday evenings
pretalk-could-later = Not before two weeks from now

pretalk-later = How long would you like to wait?
pretalk-later-hint = We then show you times from that week on. You can always change it.
pretalk-later-label = Wants to wait
pretalk-later-2 = About two weeks
pretalk-later-4 = About four weeks
pretalk-later-6 = About six weeks

pretalk-words = Is there anything else we should know when we find a time?
pretalk-words-hint = For example: after school, or rather on the phone.
pretalk-words-label = About the time

pretalk-wait = Will you wait for that, or see the first times there are?
pretalk-wait-label = Wait
pretalk-wait-wait = I would like to wait
pretalk-wait-sooner = Show the first times

## Afterwards

got-help = Did you get the help you needed?
got-help-hint = It is entirely voluntary. We ask only once. Your answer is not kept with what you have written.
got-help-label = Got help
got-help-high = Yes, to a high degree
got-help-some = Yes, to some degree
got-help-lesser = Only to a lesser degree
got-help-not = No, not at all

got-help-words = Is there something we should do more of, or do better?
got-help-words-hint = It is entirely voluntary. Please write no names. We read it in the talk.
got-help-words-label = Own words
feedback-thanks = Thank you. It helps us become better. You may always write again.

## When something does not fit

invalid-empty = There is nothing in the box yet.
invalid-too-long = Your text is too long. Make it a little shorter. It is still here.
invalid-choose-one = Choose one of the answers, or skip.
invalid-choose-some = Choose at least one answer, or skip.
invalid-none-and-some = You have chosen both “none” and something else. Choose only one of them.
invalid-option = That answer is not here. Choose one of those you can see.
invalid-needed = We need to know this to find the right person for you. Choose what fits best.
invalid-time-taken = That time has just been taken. These are the times there are now.

spot-cpr = a CPR number
spot-phone = a phone number
spot-email = an e-mail address
spot-address = an address
spot-name = a name

offers-heading = Line { $line }: The first line must have the same columns as the list of 2016.
offers-columns = Line { $line }: There are too few or too many columns, or the name is missing.
offers-number = Line { $line }: There must be a whole number in every column after the name.
offers-twice = Line { $line }: That name is there twice.
offers-empty = Line { $line }: The list is empty.
