### Telegram. De samme korte, varme ord som på siden. Intet i en besked, der kommer af sig selv, må røbe, hvad den handler om.
### De første ord i en besked kan ses på telefonens liste over chats. Derfor begynder beskederne stille.

## Velkomst

telegram-hello = Hej. Godt, at du er her. Læs det her i ro og mag. Tryk så på en knap nederst.
telegram-who-answers = Du skriver med en terapeut fra BiBa – Barndom i Balance i Københavns Kommune. Først får du nogle få spørgsmål. De kommer af sig selv. Så svarer et menneske.
telegram-sees = Telegram kan se, hvad du skriver her, og kender dit telefonnummer. Vi får ikke nummeret, og vi gemmer ikke dit navn. Bruger andre din telefon? Så kan de læse med i chatten. Skriv /slet, når du vil slette den.
telegram-more-private = På nettet er du mere privat. Der kan Telegram ikke se noget. Skriv til os her: { $address }
telegram-kept-begin = Tak, fordi du skriver. Det er ikke gemt endnu. Tryk på »{ welcome-begin }«, så kommer det med.
telegram-have-code = Jeg har en kode
telegram-open-web = Skriv på nettet i stedet

## Spørgsmål

telegram-just-write = Skriv bare dit svar her.
telegram-before = Før skrev du: »{ $answer }«
telegram-long-answers = Her står de lange svar helt:
telegram-fix-answer = Ret et svar
telegram-which-answer = Hvilket svar vil du rette?
telegram-more-answers = Flere svar
telegram-earlier-answers = Tidligere svar
telegram-to-question = Tilbage til spørgsmålet
telegram-more-times = Flere tider
telegram-earlier-times = Tidligere tider
telegram-old-button = Den knap hører til noget tidligere og virker ikke mere. Der er ikke sket noget. Dine svar står, som de gjorde.
telegram-gone = Samtalen er slettet. Du kan begynde igen, når du vil.
telegram-press-a-button = Det, du skrev, har vi gemt. Kommer du til at skrive med en terapeut, kan terapeuten læse det. Tryk på en af knapperne for at gå videre.
telegram-advice-saved = Tak, fordi du fortæller det. Vi har gemt det. Vil du have svar fra en terapeut? Så tryk på »{ write-now }«.
telegram-nothing-to-undo = Der er ikke noget at gå tilbage til her.

## Samtalen

telegram-handed-over = Tak. Nu er det et menneske, der svarer dig. Svaret kommer her i chatten.
telegram-may-close = Skriver du uden for de tider, svarer vi, næste gang vi er her. Du må gerne lukke Telegram så længe.
telegram-may-close-now = Du må gerne lukke Telegram så længe.
telegram-code-offer = Vil du hellere skrive på nettet? Så tryk på »{ telegram-show-code }«.
telegram-show-code = Vis min kode
telegram-my-time = Min tid

telegram-saved = Gemt. Terapeuten kan læse det.
telegram-saved-place = Gemt. { talk-place }
telegram-saved-waiting = Gemt. { talk-waiting }
telegram-saved-claimed = Gemt. En terapeut læser det og svarer dig her.
telegram-saved-nudges = Gemt. En terapeut læser det. Svaret læser du på nettet med din kode.
telegram-covered = { discreet-covered } Her i chatten står den stadig, som du skrev den.
telegram-covered-kept = Godt. Så er den stadig dækket.
telegram-as-written-done = Nu er den sendt, som du skrev den.
telegram-edited = Rettelsen er gemt. Terapeuten kan se, at du har rettet.
telegram-edited-late = Den besked kan vi ikke rette her. Skriv det, du ville sige, i en ny besked.
telegram-edited-answer = Vil du rette et svar på et spørgsmål? Så tryk på »{ telegram-fix-answer }«. Det, du lige rettede i chatten, er ikke gemt.
telegram-too-long = Teksten er for lang. Der er plads til { $limit } tegn. Derfor er intet af den gemt. Den står stadig her i chatten. Send den i to dele, så kommer det hele med.
telegram-empty = Der var ingen ord i beskeden. Skriv lidt, så gemmer vi det.
telegram-no-conversation = Der er ingen samtale her endnu. Skriv /start, når du vil begynde.
telegram-sorry = Noget gik galt hos os. Det er ikke din skyld. Det, der er gemt, er stadig gemt. Prøv igen om lidt.

## Koden til nettet

telegram-code-here =
    Her er din kode:

    { $words }

    Skriv de seks ord her, så går du videre på nettet:
    { $address }

    Alle, der kan se chatten, kan se koden. Skriv den ned et andet sted. Tryk så på »{ code-done }«, så sletter vi denne besked. Har du fået en kode før, virker den ikke mere.
telegram-code-done = Koden er fjernet her fra chatten. Nu kan du også komme ind på nettet.
telegram-code-press = Tryk på »{ telegram-show-code }« under den besked, det her er svar på. Kun den knap kan vise koden.
telegram-code-none = Der er ingen kode endnu. Du kan få en, når du er kommet i gang med at skrive med os.
telegram-code-gone = Den knap, der viser koden, er her ikke mere. Derfor kan vi ikke vise dig en kode. Har du en i forvejen, virker den stadig. Du kan altid skrive videre her.
telegram-have-code-how = Skriv de seks ord i én besked. Vi sletter beskeden med det samme, så koden ikke bliver stående.
telegram-code-unknown-here = Den kode kan vi ikke finde. Se, om alle seks ord er med, og skriv dem igen.
telegram-code-entered = Nu er din samtale fra nettet også her. Beskeden med koden er slettet.
telegram-code-other = Der er allerede en anden samtale i denne chat. Slet den først med /slet. Eller skriv videre på nettet.
telegram-choose-answers = Hvor vil du læse svarene? De kan komme her, men så kan Telegram se dem. Vi kan også nøjes med at skrive her, at der er nyt. Så læser du svaret på nettet.
telegram-answers-here = Vis svarene her
telegram-only-nudges = Skriv kun, at der er nyt
telegram-answers-on = Godt. Så kommer svarene her.
telegram-nudges-on = Godt. Så skriver vi kun her, at der er nyt. Du læser det på nettet med din kode.
telegram-nudge = Der er nyt til dig.

## En tid

telegram-time-none = Du har ingen tid lige nu.
telegram-time-asking = Du har ingen tid endnu. Svar først på spørgsmålet ovenfor.
telegram-words-once = De to ord, du siger, når vi mødes, kan vi kun vise én gang. Har du glemt dem? Så tryk på »{ telegram-new-words }«. De gamle gælder så ikke mere.
telegram-new-words = Giv mig to nye ord
telegram-cancel-sure = Vil du give tiden tilbage?
telegram-keep-time = Nej, jeg kommer
telegram-time-cancelled = Tiden er givet tilbage. Det er helt i orden.
telegram-time-as-it-is = Vi har ikke ændret noget. Sådan ser det ud nu:
telegram-no-time = Du har ingen tid, vi kan minde dig om.
telegram-remind-ask = Skal vi minde dig om tiden her i chatten? Vi skriver ikke, hvad det handler om. Indtil da må vi huske, hvilken chat det er. Bagefter glemmer vi det.
telegram-remind-yes-button = Ja, mind mig om det
telegram-remind-no-button = Nej tak
telegram-remind-yes = Godt. Vi skriver til dig her.
telegram-remind-no = Godt. Så skriver vi ikke om tiden.
telegram-remind-late = Det er så snart, at vi ikke når at minde dig om det. Vi ses.
telegram-reminder-day = Husk din aftale i morgen kl. { $when }.
telegram-reminder-hours = Husk din aftale i dag kl. { $when }.

## At slette

telegram-forget-ask = Vil du slette hele samtalen? { forget-what } Her i chatten sletter vi det, vi kan. Det, der er ældre end 48 timer, lader Telegram os ikke slette. Det kan du selv slette. Vi viser dig hvordan.
telegram-forget-keep = Nej, behold den
telegram-forgotten =
    { $left ->
        [0] { telegram-forgotten-deleted }
        [one] { telegram-forgotten-deleted } Én besked i chatten kunne vi ikke slette, for Telegram lader os kun gøre det i 48 timer.
       *[other] { telegram-forgotten-deleted } { $left } beskeder i chatten kunne vi ikke slette, for Telegram lader os kun gøre det i 48 timer.
    }

    { telegram-delete-by-hand }

    { forgotten-again }
telegram-forgotten-deleted =
    { $deleted ->
        [0] Din samtale er slettet hos os. Ingen kan åbne den igen. Har du en kode, virker den ikke mere.
        [one] Din samtale er slettet hos os. Ingen kan åbne den igen. Har du en kode, virker den ikke mere. Vi har også slettet én besked her i chatten.
       *[other] Din samtale er slettet hos os. Ingen kan åbne den igen. Har du en kode, virker den ikke mere. Vi har også slettet { $deleted } beskeder her i chatten.
    }
telegram-delete-by-hand =
    Chatten står stadig på din telefon. Sådan fjerner du den:
    1. Gå til listen over dine chats.
    2. Hold en finger på denne chat. På en computer højreklikker du.
    3. Vælg »Slet chat«.
    4. Spørger Telegram, om den også skal slettes for botten, så sig ja.
telegram-kept-not-deleted = Godt. Intet er slettet.

## Hjælp og sprog

telegram-help =
    Det her kan du gøre:

    /start – begynd, eller se, hvor du er
    /tilbage – gå ét spørgsmål tilbage
    /tid – se din tid, eller find en
    /kode – få en kode, så du kan skrive på nettet
    /slet – slet det hele
    /sprog – skift sprog
    /hjaelp – se det her igen

    Er du i gang med at skrive med en terapeut, så skriv bare løs. Er nogen i fare lige nu? Ring 112.
telegram-language-choose = Hvilket sprog vil du bruge?
telegram-language-now = Nu skriver vi dansk.
telegram-command-start = Begynd, eller se, hvor du er
telegram-command-help = Se, hvad du kan gøre
telegram-command-back = Gå ét spørgsmål tilbage
telegram-command-time = Se din tid, eller find en
telegram-command-code = Få en kode til nettet
telegram-command-delete = Slet det hele
telegram-command-language = Skift sprog
telegram-about = Skriv, når det passer dig. Først kommer der nogle få spørgsmål, så svarer et menneske.

## Det, vi ikke kan tage imod

telegram-kind-photo = Vi tager ikke imod billeder. Billedet er ikke gemt, og ingen hos os har set det. Du må meget gerne skrive, hvad det viser.
telegram-kind-video = Vi tager ikke imod video. Videoen er ikke gemt, og ingen hos os har set den. Du må meget gerne skrive, hvad der sker i den.
telegram-kind-voice = Vi kan ikke tage imod beskeder med lyd. Beskeden er ikke gemt, og ingen hos os har hørt den. Skriv gerne det, du sagde. Det må godt være kort.
telegram-kind-audio = Vi tager ikke imod lyd. Det er ikke gemt, og ingen hos os har hørt det. Du må gerne skrive, hvad det er.
telegram-kind-file = Vi tager ikke imod filer. Filen er ikke gemt, og ingen hos os har åbnet den. Du må gerne skrive det vigtigste fra den.
telegram-kind-sticker = Vi kan ikke se stickers her. Intet er gemt. Skriv gerne med ord, hvordan du har det.
telegram-kind-animation = Vi kan ikke se GIF’er her. Intet er gemt. Skriv gerne med ord, hvordan du har det.
telegram-kind-location = Vi har ikke gemt, hvor du er, og ingen hos os har set det. Så røber du ikke, hvem du er. Har du brug for hjælp lige nu? Ring 112. Ellers må du gerne skrive med ord.
telegram-kind-contact = Vi har ikke gemt kontakten, og ingen hos os har set den. Den kunne røbe, hvem du eller en anden er. Skriv bare med ord. Du behøver ikke nævne navne.
telegram-kind-poll = Vi tager ikke imod afstemninger. Intet er gemt. Skriv gerne med ord, hvad du tænker på.
telegram-kind-forward = Vi tager ikke imod det, andre har skrevet, for det kan røbe, hvem de er. Beskeden er ikke gemt, og ingen hos os har set den. Fortæl gerne med dine egne ord, hvad der stod.
telegram-kind-other = Den slags kan vi ikke tage imod. Intet er gemt, og ingen hos os har set det. Skriv gerne med ord i stedet.
telegram-kind-caption = Vi har gemt dine ord, men ikke det, du sendte med dem. Det har ingen hos os set.

telegram-unreachable-group = Jeg skriver kun med én ad gangen. Derfor går jeg igen.
telegram-inline = Skriv direkte til mig

## Personalets chat

telegram-staff-linked = Chatten er koblet til. Her kommer én linje, når der er nyt. Der står aldrig, hvad det handler om.
telegram-staff-notice = Der er nyt i Doorstep.
telegram-staff-unlinked = Chatten er koblet fra. Der kommer ikke mere her.
telegram-staff-only = Her kommer kun besked om, at der er nyt. Log ind for at læse og svare.
telegram-staff-code-unknown = Den kode kan vi ikke finde. Hent en ny på personalets sider, og prøv igen.
telegram-stop-notices = Stop beskeder her
