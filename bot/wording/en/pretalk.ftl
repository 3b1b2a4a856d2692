### A time to talk: choosing, saying yes, the card with the time, and what such a talk is. Calm words, also for somebody of fourteen.

## Choosing

narrow = Show only
earlier-times = Show earlier times
time-lapsed = More than ten minutes passed, and somebody else has taken the time meanwhile. It is not your fault. Here are the nearest times that are free now.

## Saying yes

pretalk-kept = Take your time. We keep this one for you for ten minutes, until { $until }. If you answer later, somebody else may have taken it.
pretalk-there-unit = A therapist meets you at the door. You talk in a quiet room. You decide what you want to tell.
pretalk-there-outreach = A therapist meets you there. You talk in peace and quiet. You decide what you want to tell.
pretalk-there-online = When it is time, you open a link and talk with a therapist. Find a place where you can talk freely.
pretalk-there-phone = You call us when it is time. We do not call you. Find a place where you can talk freely.
pretalk-there-walk = A therapist meets you there. You take a walk while you talk. You decide what you want to tell.

## The card with the time

pretalk-call = You call us at
pretalk-link = Open the video talk
pretalk-link-later = You get a link when the time is written down.
pretalk-link-hint = The link works when it is time.
pretalk-link-once = We can show the link only once. Is it gone? Press “{ telegram-new-words }”, and you get a new link too.
pretalk-way = Finding the way:
arrival-word-phone = When you call, say:
pretalk-along =
    { $audience ->
        [young] You may have somebody with you whom you feel safe with. You may also be alone.
        [professional] Parents, or others who are close to the child, are welcome to take part.
       *[relative] You may have somebody with you, for example the other parent or a friend.
    }
pretalk-along-little =
    { $audience ->
        [young] You may have a grown-up with you whom you feel safe with.
        [professional] Parents, or others who are close to the child, are welcome to take part. The child usually does not take part the first time.
       *[relative] You may have somebody with you, for example the other parent or a friend. The child usually does not take part the first time.
    }
late = I will be late
late-said = The therapist has been told that you will be late. That is quite all right.
late-not-now = You can say that from two hours before. Just write a message here.
pretalk-given-up = The time is given back. That is quite all right. Changed your mind? You can find a new time here. If the old one is still free, you can take it again.
pretalk-offered = You have not chosen a time yet. You can look at the times here when you are ready.
pretalk-waits = You asked to wait until { $day }. We will. If you would rather have a time before that, you can say so here.

## Written into the conversation for the visitor

said-no-times = There were no times to choose from. I would like a time.
said-no-other-time = I would like to move my time, but none of the times suits me.
said-wait = I would like to wait about { $weeks } weeks.
said-could = It suits me best: { $when }.
said-late = I will be a little late for our time { $when }, but I am coming.

## What such a talk is

pretalk-guide = What is such a talk?
pretalk-guide-who =
    { $audience ->
        [young] You talk with a therapist who is used to talking with children and young people. Sometimes there are two.
       *[relative] You talk with a therapist who is used to talking with children and families. Sometimes there are two.
    }
pretalk-guide-long = It mostly takes about an hour. Each time says how long it is.
pretalk-guide-about = This is what you talk about:
pretalk-guide-about-1 = First you say hello. The therapist tells who we are and what we can help with.
pretalk-guide-about-2 =
    { $audience ->
        [young] Then you tell what is hard, and what you wish for. Only what you feel like telling.
        [professional] Then you talk about what is hard, and what the child and the family need.
       *[relative] Then you tell what is hard, and what you need. Only what you feel like telling.
    }
pretalk-guide-about-3 = Together you find out whether we can help, and what should happen then. You say yes or no.
pretalk-guide-about-4 = At the end you talk about what we write down about you, and what you say yes to.
pretalk-guide-secrecy = We have a duty of secrecy. We may not tell others what you say. There is one exception.
pretalk-guide-duty = If we become worried for a child, and know who it is, we have a duty to tell the municipality. That is called a notification. As far as possible we talk with you first.
pretalk-guide-free =
    { $audience ->
        [young] It is free. You say two words instead of your name when you come. You may always say stop, and you may always leave.
       *[relative] It is free, and it binds you to nothing. You say two words instead of your name when you come. You may always stop.
    }
