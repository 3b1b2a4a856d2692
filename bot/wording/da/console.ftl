### Personalets sider. Kollegialt og uden omsvøb. Til voksne, der har travlt.

console-title = Personale
console-skip = Gå til indholdet
console-menu = Menu
console-nav-queue = Køen
console-nav-calendar = Kalender
console-nav-register = Registrering
console-nav-figures = Tal
console-nav-people = Personer
console-nav-queues = Køer
console-nav-facts = Fakta
console-nav-offers = Andre tilbud
console-nav-trail = Spor
console-nav-telegram = Telegram
console-nav-notices = Besked på Telegram
console-log-in = Log ind
console-log-out = Log ud
console-save = Gem
console-remove = Fjern
console-undo = Fortryd
console-undo-hint = Du kan fortryde, indtil tallet er lagt sammen med andre.
console-undo-late = Det kan ikke fortrydes mere. Tallet er lagt sammen med andre.
console-undo-gone = Der er ikke mere at fortryde her. Enten er det allerede fortrudt, eller også er tallet lagt sammen med andre.
console-undone = Fortrudt. Det tæller ikke med. Dine valg står her stadig.
console-own-language-da = Dansk
console-own-language-en = English
console-go-on = Videre
console-back = Tilbage
console-sorry = Det gik ikke
console-not-said = Ikke oplyst
console-unknown = Ikke oplyst
console-all = I alt
console-minutes = { $minutes } minutter

## Log ind

console-login = Log ind
console-login-name = Brugernavn
console-password = Adgangskode
console-one-time-code = Engangskode
console-one-time-code-hint = De seks tal fra appen på din telefon.
console-expired = Du er ikke logget ind mere. Log ind igen for at gå videre.
console-kept = Din tekst
console-kept-hint = Den er ikke sendt. Den bliver stående her, mens du logger ind.
console-kept-copy = Teksten er ikke sendt. Kopiér den nu, og sæt den ind i samtalen. Den er her kun denne ene gang.
login-wrong = Det passer ikke. Prøv igen med brugernavn, adgangskode og en ny engangskode.
login-locked = Der har været for mange forkerte forsøg. Vent fem minutter, og prøv igen.

## Køen

console-queue-hint = Fare står øverst. Derefter den, der har ventet længst. Intet bliver åbnet, før du tager samtalen.
console-queue-empty = Der er ingen i køen lige nu.
console-claim = Tag samtalen
console-open = Åbn
console-with = Hos { $name }
console-unread = Nyt
console-queue-code = Kø { $code }
console-waited =
    { $minutes ->
        [0] Lige kommet
        [one] Har ventet 1 minut
       *[other] Har ventet { $minutes } minutter
    }
console-waited-hours = Har ventet { $hours } timer
console-role-not-said = Rolle ikke oplyst
console-band-not-said = Alder ikke oplyst
console-let-in = Giv en kollega adgang til en kø
console-let-in-hint = Kun den, der selv er i køen, har nøglen og kan give den videre.
console-let-in-do = Giv adgang
already-claimed = { $name } har taget samtalen.
no-longer-waiting = Samtalen venter ikke mere. Kig i køen igen.
not-yours = Det er ikke din samtale. Den kan kun læses af den, der har taget den. Forsøget er skrevet i sporet.
not-allowed = Det har din rolle ikke adgang til. Forsøget er skrevet i sporet.

## En samtale

console-case = Samtale
console-messages = Beskeder
console-no-messages = Der er ikke skrevet noget endnu.
console-you = Dig
console-they = Den, der skriver
console-automatic = Automatisk
console-saved = Gemt
console-seen = Set
console-via-web = via nettet
console-via-telegram = via Telegram
console-edited = rettet
console-delivery-waiting = På vej
console-delivery-delivered = Leveret
console-delivery-perhaps-twice = Leveret, måske to gange
console-delivery-perhaps-twice-why = Telegram svarede ikke på første forsøg. Derfor sendte vi den igen. De har måske fået den to gange.
console-delivery-blocked = Kunne ikke leveres: Telegram er lukket for os
console-delivery-failed = Kunne ikke leveres
console-chat-blocked = De har lukket for os på Telegram. Nye svar når dem ikke der. Har de en kode, kan de stadig læse svarene på nettet.
console-chat-nudges = På Telegram får de kun besked om, at der er svar. De læser det på nettet.
console-reply = Dit svar
console-reply-hint = Svaret bliver gemt låst og vist, næste gang de kigger.
console-reply-hint-chat = Svaret bliver gemt låst og sendt til dem på Telegram. Telegram kan læse det.
console-send = Send svar
console-summary = Det har de fortalt
console-no-summary = De har ikke svaret på spørgsmål.
console-who5 = WHO-5: { $points } af 100 – { $meaning }
console-who5-partly = WHO-5: ikke alle fem besvaret, derfor intet tal
console-who5-high = høj risiko for depression eller stress
console-who5-risk = risiko for depression eller stress
console-who5-fair = intet tegn lige nu
console-who5-scale = WHO-5 måler trivsel de sidste to uger. 0-35: høj risiko for depression eller stress. 36-50: risiko. Over 50: intet tegn lige nu. Gennemsnittet er 68. Tallet stiller ingen diagnose.
console-pretalk = Forsamtale
console-arrival-word = Ankomstord
console-release = Læg tilbage i køen
console-release-hint = Så kan en kollega tage den. De venter videre i køen.
console-close = Afslut…
console-close-hint = Samtalen bliver lukket og talt med, uden navn og uden dag. Svarene herfra er udfyldt på forhånd. Ret dem, hvis de ikke passer.
console-close-do = Tæl med og luk
console-more = Flere oplysninger
console-closed = Samtalen er lukket
console-closed-counted = Dette er talt med:
console-to-queue = Til køen
closed-reopened = Samtalen er allerede åben igen. Den afsluttede kontakt er stadig talt med.
already-closed = Samtalen er allerede lukket. Den er kun talt med én gang.
pretalk-not-booked = Der er ingen aftalt tid at melde tilbage om.

## Besked på Telegram

console-notices-what = Vil du vide det på din telefon, når der er nyt i dine køer og samtaler? Så skriver vi én neutral linje til dig. Der står aldrig, hvad det handler om.
console-notices-when = Der kommer højst én linje hvert tiende minut og ingen i dine stille timer.
console-notices-known = Telegram kender den konto, du bruger, og kan se, at den får besked herfra.
console-notices-none = Ingen chat er koblet til
console-notices-linked = En chat er koblet til
console-notices-invite-hint = Du får en kode, som du sender til botten fra din egen Telegram.
console-notices-unlink-hint = Kobler du den fra, kommer der ikke mere. Dine stille timer bliver også glemt.
console-notices-invited = Vi venter på din kode i Telegram. Har du sendt den, så genindlæs siden.
console-notices-invite = Få en kode
console-notices-move = Skift til en anden chat
console-notices-unlink = Kobl chatten fra
console-notices-code = Kobl din chat til
console-notices-send = Åbn vores bot i Telegram, og send den præcis denne tekst:
console-notices-once = Koden gælder i 15 minutter og bliver kun vist denne ene gang.
console-notices-answer = Botten svarer, når chatten er koblet til. Beskeden med koden bliver slettet.
console-quiet = Stille timer
console-quiet-hint = I de timer skriver vi ikke. Er der kommet nyt imens, skriver vi bagefter. Skriv det samme klokkeslæt to gange, hvis du ikke vil have stille timer.
console-quiet-from = Fra klokken
console-quiet-until = Til klokken
quiet-odd = Skriv to klokkeslæt, for eksempel 19:00 og 07:00.
chat-not-linked = Der er ikke koblet en chat til. Få en kode først.

## Kalender

console-free = Ledig
console-no-times = Du har ingen tider endnu.
time-skipped = Det klokkeslæt findes ikke den dag. Uret bliver stillet frem.
time-gone = Den tid er her ikke mere.

## Registrering

console-register-hint = Til kontakter uden for chatten: telefon, fremmøde, sikker mail. Ingen navne, ingen dato.
console-how-many = Antal
console-register-do = Tæl med
console-just-counted = Lige talt med
console-kind = Tæller som
console-channel = Kanal
console-unit = Enhed
console-band = Alder
console-role = Hvem skrev
console-workplace = Arbejdssted
console-outcome = Udbytte
console-duration = Tid brugt
console-gender = Køn
console-home = Bor hos
console-substance = Handler om
console-whose = Hvis forbrug
console-troubles = Fylder også
console-support = Anden hjælp
console-wellbeing = Trivsel (WHO-5)
register-how-many = Skriv et antal fra 1 til { $most }.

## Tal

console-totals = Enkeltkontakter
console-totals-hint = Nøjagtige tal, opdateret med det samme.
console-this-month = Denne måned
console-this-year = I år
console-goal = Mål for året
console-month = Måned
console-by-month = Måned for måned
console-other-kinds = Talt for sig i år
console-other-kinds-hint = De tæller ikke med som enkeltkontakter.
console-nothing-counted = Der er ikke talt noget endnu.
console-breakdowns = Fordelinger
console-hidden = skjult
console-hidden-why = Små tal er skjult, så ingen kan genkendes. Derfor er nogle større tal også skjult: ellers kunne man regne de små ud. Fordelinger kommer, når måneden eller kvartalet er slut.
console-no-breakdowns = Der er ingen lukket måned endnu. Fordelingerne kommer få dage efter, at den første måned er slut.
console-several = En kontakt kan stå i flere kolonner eller i ingen. Derfor går tallene ikke op.
console-chart-table = { $name }, alle aldre
console-chart-description = { $numbers }. De samme tal står i tabellen.

## Personer

console-person-add = Ny person
console-person-add-do = Opret
console-person-name = Navn, der bliver vist
console-person-name-hint = For eksempel et fornavn.
console-person-roles = Roller
console-person-queues = Køer: { $queues }
console-person-close = Luk adgang…
console-person-close-do = Luk adgangen
console-person-close-hint = Faste tider, fridage og kalendere bliver fjernet. Aftaler bliver stående og kommer på listen over dem, der skal have en ny tid.
console-person-open = Åbn adgang
console-person-closed = Lukket
console-person-reset = Ny adgangskode…
console-person-reset-do = Giv ny adgangskode
console-person-reset-hint = Den gamle virker ikke mere. Personen skal lukkes ind i sine køer igen.
console-new-login = Ny adgang
console-new-login-once = Dette bliver kun vist denne ene gang. Giv det videre personligt.
console-new-secret = Nøgle til appen
console-new-picture = Billede, som appen til engangskoder kan læse
console-new-login-hint = Læs billedet med en app til engangskoder, eller skriv nøglen i den.
staff-login-odd = Brugernavnet må kun have bogstaver, tal, punktum og bindestreg.
staff-login-taken = Det brugernavn er taget.
staff-name-odd = Skriv et navn på højst 64 tegn.
staff-no-role = Vælg mindst én rolle.
staff-not-yourself = Du kan ikke lukke din egen adgang.
staff-unknown = Den person findes ikke.

## Køer

console-members = Personer i køen
console-no-members = Ingen
console-member-out = Fjern { $name }
console-hours = Hvornår svarer I?
console-hours-hint = Det bliver vist til dem, der venter. Lad begge felter stå tomme, når der er lukket.
console-opens = { $day }, fra
console-closes = { $day }, til
console-weekday-0 = Mandag
console-weekday-1 = Tirsdag
console-weekday-2 = Onsdag
console-weekday-3 = Torsdag
console-weekday-4 = Fredag
console-weekday-5 = Lørdag
console-weekday-6 = Søndag
hours-odd = Skriv tider som 09:00, og lad dagen slutte efter, at den begynder.
queue-not-member = Du er ikke selv i køen og har ikke dens nøgle. Bed en, der er i køen.
queue-last-member = Der skal være mindst én i køen. Ellers kan ingen læse den.
queue-unknown = Den kø findes ikke.
queue-code-odd = Køens navn er 1 til 32 tegn uden mellemrum først.
queue-code-taken = Der er allerede en kø med det navn.
queue-no-ages = Vælg mindst én alder til køen.
recovery-wrong = Nødnøglen passer ikke.

## Fakta og andre tilbud

console-facts-hint = Hjælpelinjer og regler, som vi henviser til. Det, ingen har bekræftet i et år, er mærket.
console-fact-old = Bør tjekkes
console-fact-kind = Slags
console-fact-order = Plads i rækken
console-fact-name = Navn
console-fact-number = Nummer
console-fact-hours = Åbningstid
console-fact-text-da = Tekst på dansk
console-fact-text-en = Tekst på engelsk
console-fact-source = Kilde
console-fact-link = Link
console-fact-verified-on = Bekræftet den (2026-11-23)
console-fact-status = Status
fact-unknown = Det findes ikke.
fact-too-long = Et felt må højst have { $most } tegn.
console-offers-replace = Udskift listen
console-offers-replace-do = Udskift hele listen
console-offers-hint = Kopiér listen fra et regneark med disse kolonner. Kan bare én linje ikke læses, bliver intet ændret.
console-offers-table = Den nye liste
console-offers-count =
    { $count ->
        [one] 1 tilbud
       *[other] { $count } tilbud
    }
console-offer = Tilbud
console-offer-ages = Alder
console-offer-year = Kortlagt

## Telegram

console-telegram-empty = Alt er afsted.
console-telegram-stuck = Noget er gået i stå på Telegram. Se, hvad der kan gøres.
console-telegram-in = Fra Telegram
console-telegram-arrived = Venter på os
console-telegram-aside = Lagt til side
console-telegram-aside-what = Telegram har sendt noget, vi ikke kunne læse eller klare. Det ligger låst og stopper ingen.
console-telegram-again = Prøv igen
console-telegram-throw = Smid væk…
console-telegram-throw-do = Ja, smid det væk
console-telegram-throw-aside-hint = Det kan være noget, nogen har skrevet til os. Det bliver slettet for altid, og ingen har læst det. Prøv igen først.
console-telegram-throw-undeliverable-hint = Vi holder op med at gemme dem her. Det, en terapeut har skrevet, står stadig i samtalen.
console-telegram-out = Til Telegram
console-telegram-leaving = Venter på at blive sendt
console-telegram-sending = Bliver sendt nu
console-telegram-undeliverable = Kan aldrig leveres
console-telegram-undeliverable-what = Telegram tager ikke imod dem. Er det et svar, kan terapeuten se det i samtalen.
console-telegram-tried-again =
    { $count ->
        [0] Der var ikke noget at prøve igen.
        [one] Én ting bliver prøvet igen nu.
       *[other] { $count } ting bliver prøvet igen nu.
    }
console-telegram-aside-thrown =
    { $count ->
        [0] Der var ikke noget at smide væk.
        [one] Én ting, der var lagt til side, er smidt væk.
       *[other] { $count } ting, der var lagt til side, er smidt væk.
    }
console-telegram-undeliverable-thrown =
    { $count ->
        [0] Der var ikke noget at smide væk.
        [one] Én besked, der ikke kunne leveres, er smidt væk.
       *[other] { $count } beskeder, der ikke kunne leveres, er smidt væk.
    }

## Spor

console-trail-hint = De nyeste 200 linjer. Her står, hvem der gjorde hvad, aldrig hvad der blev skrevet.
console-when = Hvornår
console-who = Hvem
console-what = Hvad
console-subject = Om
console-action-add-person = Oprettede en person
console-action-chat-invited = Fik en kode til en chat
console-action-chat-unlinked = Koblede sin chat fra
console-action-claim = Tog en samtale
console-action-disable-person = Lukkede en adgang
console-action-enable-person = Åbnede en adgang
console-action-fact = Rettede fakta
console-action-figures = Så tallene
console-action-grant = Gav adgang til en kø
console-action-hours = Rettede åbningstider
console-action-login = Loggede ind
console-action-offers = Udskiftede listen over tilbud
console-action-refused-not-allowed = Blev afvist: har ikke adgang
console-action-refused-not-yours = Blev afvist: ikke egen samtale
console-action-reset-person = Gav ny adgangskode
console-action-revoke = Fjernede adgang til en kø
console-action-telegram-thrown-away = Smed noget væk fra Telegram
console-action-telegram-tried-again = Prøvede noget fra Telegram igen

## Ord for koderne

console-band-0-2 = 0-2 år
console-band-3-11 = 3-11 år
console-band-12-16 = 12-16 år
console-band-17-24 = 17-24 år
console-band-25-plus = 25 år og over
console-channel-web = Chat på nettet
console-channel-telegram = Telegram
console-channel-phone = Telefon
console-channel-in-person = Fremmøde
console-channel-virtual = Videomøde
console-channel-secure-mail = Sikker mail
console-channel-outreach = Opsøgende
console-duration-0-15 = 0-15 min.
console-duration-15-30 = 15-30 min.
console-duration-30-60 = 30-60 min.
console-duration-60-plus = Over 60 min.
console-gender-girl = Pige
console-gender-boy = Dreng
console-gender-other = Andet
console-home-both-parents = Begge forældre
console-home-mostly-mother = Mest hos mor
console-home-mostly-father = Mest hos far
console-home-shared = Delt
console-home-in-care = Anbragt
console-home-own = Egen bolig
console-kind-contact = Enkeltkontakt
console-kind-continued = Fortsat forløb
console-kind-test = Prøve
console-kind-wrong = Forkert sted
console-language-da = Dansk
console-language-en = Engelsk
console-outcome-advice = Rådgivning
console-outcome-other-offer = Henvist til andet tilbud
console-outcome-pretalk-wanted = Ønsker forsamtale
console-outcome-pretalk-held = Forsamtale holdt
console-place-unit = Hos os
console-place-outreach = Ude i byen
console-place-online = Online
console-place-phone = Telefon
console-place-walk = Gåtur
console-pretalk-wished = Ønsker forsamtale
console-pretalk-offered = Har fået tider tilbudt
console-pretalk-booked = Forsamtale aftalt
console-pretalk-held = Forsamtale holdt
console-pretalk-absent = Kom ikke til forsamtale
console-pretalk-given-up = Forsamtale opgivet
console-role-young = Barn eller ung
console-role-mother = Mor
console-role-father = Far
console-role-step-parent = Stedforælder
console-role-grandparent = Bedsteforælder
console-role-sibling = Søskende
console-role-relative = Anden voksen
console-role-professional = Fagperson
console-staff-role-therapist = Terapeut
console-staff-role-leader = Faglig leder
console-staff-role-coordinator = Koordinator
console-staff-role-administrator = Administrator
console-state-intake = Svarer på spørgsmål
console-state-waiting = Venter
console-state-claimed = I gang
console-state-closed = Lukket
console-substance-alcohol = Alkohol
console-substance-drugs = Stoffer
console-substance-both = Alkohol og stoffer
console-substance-medicine = Medicin
console-substance-unsure = Usikkert
console-support-none = Ingen
console-support-authority = Kommunen
console-support-other = Andre
console-support-unsure = Usikkert
console-trouble-conflict = Konflikter
console-trouble-mental-health = Psykisk sygdom
console-trouble-violence = Vold
console-trouble-illness = Sygdom
console-trouble-separation = Skilsmisse
console-trouble-death = Dødsfald
console-urgency-danger = Fare nu
console-urgency-high = Snart
console-urgency-usual = Almindelig
console-wellbeing-0-50 = 0-50
console-wellbeing-51-100 = 51-100
console-whose-mother = Mor
console-whose-father = Far
console-whose-both-parents = Begge forældre
console-whose-step-parent = Stedforælder
console-whose-sibling = Søskende
console-whose-other = En anden
console-wish-talk = Vil skrive
console-wish-pretalk = Vil have en tid
console-wish-both = Vil skrive og have en tid
console-wish-advice = Vil have råd
console-workplace-school = Skole
console-workplace-day-care = Dagtilbud
console-workplace-health-visitor = Sundhedspleje
console-workplace-doctor = Læge
console-workplace-treatment = Rusmiddelbehandling
console-workplace-authority = Kommunens myndighed
console-workplace-hospital = Hospital
console-workplace-foster = Plejefamilie
console-workplace-shelter = Krisecenter
console-workplace-other = Andet
console-stale = Siden opdaterer ikke lige nu. Hent den igen for at se, om der er kommet noget.
