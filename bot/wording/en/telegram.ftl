### Telegram. The same short, warm words as on the page. Nothing in a message that comes by itself may give away what it is about.
### The first words of a message can be seen in the phone's list of chats. That is why messages begin quietly.

## Welcome

telegram-hello = Hello. It is good that you are here. Take your time and read this. Then press a button below.
telegram-who-answers = You write with a therapist from BiBa – Barndom i Balance (Childhood in Balance), City of Copenhagen. First you get a few questions. They come by themselves. Then a person answers.
telegram-sees = Telegram can see what you write here and knows your phone number. We do not get the number, and we do not keep your name. Do others use your phone? Then they can read along in the chat. Write /delete when you want to delete it.
telegram-more-private = On the web you are more private. Telegram cannot see anything there. Write to us here: { $address }
telegram-kept-begin = Thank you for writing. It is not saved yet. Press “{ welcome-begin }”, and it comes along.
telegram-have-code = I have a code
telegram-open-web = Write on the web instead

## Questions

telegram-just-write = Just write your answer here.
telegram-before = Before, you wrote: “{ $answer }”
telegram-long-answers = Here are the long answers in full:
telegram-fix-answer = Change an answer
telegram-which-answer = Which answer do you want to change?
telegram-more-answers = More answers
telegram-earlier-answers = Earlier answers
telegram-to-question = Back to the question
telegram-more-times = More times
telegram-earlier-times = Earlier times
telegram-old-button = That button belongs to something earlier and no longer works. Nothing has happened. Your answers stand as they did.
telegram-gone = The conversation is deleted. You can begin again whenever you want.
telegram-press-a-button = We have saved what you wrote. If you come to write with a therapist, the therapist can read it. Press one of the buttons to go on.
telegram-advice-saved = Thank you for telling us. We have saved it. Would you like a therapist to answer? Then press “{ write-now }”.
telegram-nothing-to-undo = There is nothing to go back to here.

## The talk

telegram-handed-over = Thank you. From now on a person answers you. The answer comes here in the chat.
telegram-may-close = If you write outside those times, we answer the next time we are here. You may close Telegram meanwhile.
telegram-may-close-now = You may close Telegram meanwhile.
telegram-code-offer = Would you rather write on the web? Then press “{ telegram-show-code }”.
telegram-show-code = Show my code
telegram-my-time = My time

telegram-saved = Saved. The therapist can read it.
telegram-saved-place = Saved. { talk-place }
telegram-saved-waiting = Saved. { talk-waiting }
telegram-saved-claimed = Saved. A therapist reads it and answers you here.
telegram-saved-nudges = Saved. A therapist reads it. You read the answer on the web with your code.
telegram-covered = { discreet-covered } Here in the chat it still stands as you wrote it.
telegram-covered-kept = Good. Then it stays covered.
telegram-as-written-done = Now it is sent as you wrote it.
telegram-edited = The change is saved. The therapist can see that you changed it.
telegram-edited-late = We cannot change that message here. Write what you wanted to say in a new message.
telegram-edited-answer = Do you want to change an answer to a question? Then press “{ telegram-fix-answer }”. What you have just changed in the chat is not saved.
telegram-too-long = The text is too long. There is room for { $limit } characters. So nothing of it is saved. It still stands here in the chat. Send it in two parts, and all of it comes along.
telegram-empty = There were no words in the message. Write a little, and we save it.
telegram-no-conversation = There is no talk here yet. Write /start when you want to begin.
telegram-sorry = Something went wrong on our side. It is not your fault. What is saved is still saved. Try again in a moment.

## The code for the web

telegram-code-here =
    This is your code:

    { $words }

    Type the six words here to go on on the web:
    { $address }

    Everybody who can see the chat can see the code. Write it down somewhere else. Then press “{ code-done }”, and we delete this message. If you had a code before, it no longer works.
telegram-code-done = The code is gone from this chat. Now you can also come in on the web.
telegram-code-press = Press “{ telegram-show-code }” below the message that this one answers. Only that button can show the code.
telegram-code-none = There is no code yet. You can have one when you have begun to write with us.
telegram-code-gone = The button that shows the code is no longer here. So we cannot show you a code. If you already have one, it still works. You can always go on writing here.
telegram-have-code-how = Write the six words in one message. We delete the message at once, so that the code does not stay there.
telegram-code-unknown-here = We cannot find that code. See whether all six words are there, and write them again.
telegram-code-entered = Your talk from the web is now here too. The message with the code is deleted.
telegram-code-other = There is already another talk in this chat. Delete it first with /delete. Or go on writing on the web.
telegram-choose-answers = Where do you want to read the answers? They can come here, but then Telegram can see them. We can also just write here that there is something new. Then you read the answer on the web.
telegram-answers-here = Show the answers here
telegram-only-nudges = Only say there is news
telegram-answers-on = Good. Then the answers come here.
telegram-nudges-on = Good. Then we only write here that there is something new. You read it on the web with your code.
telegram-nudge = There is something new for you.

## A time

telegram-time-none = You have no time at the moment.
telegram-time-asking = You have no time yet. First answer the question above.
telegram-words-once = The two words that you say when we meet can only be shown once. Have you forgotten them? Then press “{ telegram-new-words }”. The old ones no longer count then.
telegram-new-words = Give me two new words
telegram-cancel-sure = Do you want to give the time back?
telegram-keep-time = No, I will come
telegram-time-cancelled = The time is given back. That is quite all right.
telegram-time-as-it-is = We have changed nothing. This is how it stands now:
telegram-no-time = You have no time that we can remind you of.
telegram-remind-ask = Shall we remind you of the time here in the chat? We do not write what it is about. Until then we have to remember which chat it is. Afterwards we forget it.
telegram-remind-yes-button = Yes, remind me
telegram-remind-no-button = No thanks
telegram-remind-yes = Good. We will write to you here.
telegram-remind-no = Good. Then we do not write about the time.
telegram-remind-late = It is so soon that there is no time left to remind you. See you.
telegram-reminder-day = Remember your appointment tomorrow at { $when }.
telegram-reminder-hours = Remember your appointment today at { $when }.

## Deleting

telegram-forget-ask = Do you want to delete the whole talk? { forget-what } Here in the chat we delete what we can. Telegram does not let us delete what is older than 48 hours. You can delete that yourself. We show you how.
telegram-forget-keep = No, keep it
telegram-forgotten =
    { $left ->
        [0] { telegram-forgotten-deleted }
        [one] { telegram-forgotten-deleted } One message in the chat we could not delete, because Telegram lets us do so for 48 hours only.
       *[other] { telegram-forgotten-deleted } { $left } messages in the chat we could not delete, because Telegram lets us do so for 48 hours only.
    }

    { telegram-delete-by-hand }

    { forgotten-again }
telegram-forgotten-deleted =
    { $deleted ->
        [0] Your talk is deleted with us. Nobody can open it again. If you have a code, it no longer works.
        [one] Your talk is deleted with us. Nobody can open it again. If you have a code, it no longer works. We have also deleted one message here in the chat.
       *[other] Your talk is deleted with us. Nobody can open it again. If you have a code, it no longer works. We have also deleted { $deleted } messages here in the chat.
    }
telegram-delete-by-hand =
    The chat itself is still on your phone. This is how you remove it:
    1. Go to the list of your chats.
    2. Hold a finger on this chat. On a computer, right-click it.
    3. Choose “Delete chat”.
    4. If Telegram asks whether to delete it for the bot too, say yes.
telegram-kept-not-deleted = Good. Nothing is deleted.

## Help and language

telegram-help =
    This is what you can do:

    /start – begin, or see where you are
    /back – go one question back
    /time – see your time, or find one
    /code – get a code, so that you can write on the web
    /delete – delete it all
    /language – change the language
    /help – see this again

    If you are writing with a therapist, just write. Is anybody in danger right now? Call 112.
telegram-language-choose = Which language do you want to use?
telegram-language-now = Now we write in English.
telegram-command-start = Begin, or see where you are
telegram-command-help = See what you can do
telegram-command-back = Go one question back
telegram-command-time = See your time, or find one
telegram-command-code = Get a code for the web
telegram-command-delete = Delete it all
telegram-command-language = Change the language
telegram-about = Write when it suits you. First there are a few questions, then a person answers.

## What we cannot take

telegram-kind-photo = We do not take pictures. The picture is not saved, and nobody here has seen it. You are very welcome to write what it shows.
telegram-kind-video = We do not take videos. The video is not saved, and nobody here has seen it. You are very welcome to write what happens in it.
telegram-kind-voice = We do not take voice messages. The message is not saved, and nobody here has heard it. Please write what you said. It may be short.
telegram-kind-audio = We do not take sound. It is not saved, and nobody here has heard it. You are welcome to write what it is.
telegram-kind-file = We do not take files. The file is not saved, and nobody here has opened it. You are welcome to write the most important of it.
telegram-kind-sticker = We cannot see stickers here. Nothing is saved. Please write in words how you are.
telegram-kind-animation = We cannot see GIFs here. Nothing is saved. Please write in words how you are.
telegram-kind-location = We have not saved where you are, and nobody here has seen it. So you do not give away who you are. Do you need help right now? Call 112. Otherwise you are welcome to write in words.
telegram-kind-contact = We have not saved the contact, and nobody here has seen it. It could give away who you or somebody else is. Just write in words. You need not mention names.
telegram-kind-poll = We do not take polls. Nothing is saved. Please write in words what is on your mind.
telegram-kind-forward = We do not take what others have written, because it can give away who they are. The message is not saved, and nobody here has seen it. Please tell in your own words what it said.
telegram-kind-other = We cannot take that kind of message. Nothing is saved, and nobody here has seen it. Please write in words instead.
telegram-kind-caption = We have saved your words, but not what you sent with them. Nobody here has seen that.

telegram-unreachable-group = I write with one person at a time only. So I am leaving again.
telegram-inline = Write to me directly

## The staff's chat

telegram-staff-linked = The chat is linked. One line comes here when there is something new. It never says what it is about.
telegram-staff-notice = There is something new in Doorstep.
telegram-staff-unlinked = The chat is no longer linked. Nothing more comes here.
telegram-staff-only = Here you are only told that there is something new. Log in to read and answer.
telegram-staff-code-unknown = We cannot find that code. Get a new one on the staff pages, and try again.
telegram-stop-notices = Stop notices here
