### Besøgendes side. Korte sætninger, varme ord, ingen skyld. $audience bruges, hvor tonen skal være en anden.

page-title = Skriv her
skip-to-content = Gå til indholdet
leave-now = Forlad siden nu
leave-how = Skal du væk i en fart? Tryk på »Forlad siden nu« øverst. Har du et tastatur, kan du også trykke tre gange på Shift. Så kommer der en kalender frem i stedet.
language-choice = Sprog
open-again = Åbn siden igen
to-start = Til forsiden

welcome-urgent = Er nogen i fare lige nu? Ring
have-code = Har du skrevet før? Fortsæt med din kode
code-label = Din kode
code-hint = Seks ord. Store og små bogstaver er lige meget. De fire første bogstaver i hvert ord er nok.
code-enter = Fortsæt min samtale
code-unknown = Den kode kan vi ikke finde. Se, om alle seks ord er med, og prøv igen.
session-ended = Der gik lang tid, så siden lukkede samtalen for en sikkerheds skyld.
session-ended-kept = Det, du skrev, er her endnu. Skriv din kode, så kommer teksten med ind i samtalen.
kept-text = Din tekst
lost-text = Det her skrev du. Teksten er ikke sendt, men den er her endnu.

go-on = Videre
go-back = Tilbage
skip-question = Spring over
not-now = Ikke nu
talk-to-person = Skriv til et menneske
your-answers = Dine svar indtil nu
change-answer = Ret
answer-skipped = sprunget over
more-times = Vis flere tider
text-limit = Der er plads til { $limit } tegn.
minutes = { $minutes } minutter
list-and = { $first } og { $last }
stale-button = Den knap hørte til en tidligere side. Dine svar står, som de gjorde. Her er du nu.
time-taken = Den tid er lige blevet taget af en anden. Her er de nærmeste tider, der er ledige nu.
other-lines = Hjælp andre steder
line-unsure = Nummeret kan være ændret. Kommer du ikke igennem, så prøv et af de andre.
danger-title = Ring først, hvis det er farligt nu

code-title = Din kode
code-why =
    { $audience ->
        [young] Med de her seks ord kan du altid komme tilbage til samtalen. Også fra en anden telefon. Det er den eneste vej tilbage, for vi ved ikke, hvem du er.
       *[relative] Med de her seks ord kan du altid komme tilbage til samtalen, også fra en anden telefon. Det er den eneste vej tilbage, for vi ved ikke, hvem du er.
    }
code-keep = Skriv ordene ned et sted, hvor andre ikke finder dem. Et skærmbillede kan ses af andre, der bruger din telefon.
code-type-back = Skriv de seks ord her, så er du sikker på, at du har dem
code-done = Jeg har gemt koden
code-mismatch = Det er ikke helt de samme ord. Kig på dem igen. De står lige ovenfor.
code-skip = Jeg vil ikke have en kode
code-skip-know = Jeg ved, at jeg ikke kan komme tilbage til samtalen, når siden er lukket.
code-skip-go-on = Fortsæt uden kode
code-skip-sure = Sæt et flueben først, så vi ved, at du er klar over det.

talk-title = Din samtale
talk-place = { $place ->
    [1] Du er den næste i køen.
   *[other] Du er nummer { $place } i køen.
}
talk-waiting = Du er i køen.
talk-nobody-now = Lige nu er her ikke nogen. Vi er her igen { $when }. Skriv bare nu, så læser vi det, når vi er her.
talk-danger = Er det farligt lige nu, så ring 112.
talk-may-write = Du kan skrive allerede nu.
talk-hours = Her er der som regel en, der svarer:
talk-hours-when = Hvornår svarer I?
talk-may-close = Skriver du uden for de tider, svarer vi, næste gang vi er her. Har du gemt din kode, må du gerne lukke siden og komme igen med den.
talk-claimed = En terapeut læser dine beskeder og svarer dig her.
talk-closed = Samtalen er sluttet for nu.
talk-closed-hint = Skriver du igen, kommer du tilbage i køen.
talk-empty =
    { $audience ->
        [young] Her er ikke skrevet noget endnu. Skriv bare løs. Du kan ikke skrive noget forkert.
       *[relative] Her er ikke skrevet noget endnu. Skriv det, du har på hjerte.
    }
messages-title = Beskeder
message-mine = Du skrev
message-theirs = Terapeuten skrev
message-bot = Besked fra siden
saved = gemt
seen = set
message-from-telegram = fra Telegram
message-edited = rettet
compose-label = Skriv til os
send = Send
look-again = Se efter nyt svar

discreet-covered = Din besked er sendt. Vi har dækket { $what }, så du ikke kommer til at sige, hvem du er.
discreet-original = Sådan skrev du
discreet-send = Send den, som jeg skrev den
discreet-keep = Lad den være dækket

pretalk-card-title = Din tid
pretalk-held = Vi har haft vores samtale. Du må altid skrive igen.
pretalk-absent = Vi sås ikke. Det er helt i orden. Du kan finde en ny tid, når du vil.
pretalk-wished = Vi finder en tid, der passer dig. Du kan vælge en nu. Ellers skriver en terapeut til dig her.
place-unit = Hos os
place-outreach = Et sted i byen
place-online = På video
place-phone = I telefonen
place-walk = På en gåtur
place-unit-where = Suhmsgade 4, 1. sal, 1125 København K.
place-outreach-where = Terapeuten skriver her, hvor I mødes.
place-online-where = Terapeuten sender et link her i samtalen.
place-phone-where = Du ringer til os. Terapeuten skriver nummeret her.
place-walk-where = Vi mødes ved Suhmsgade 4 og går en tur, for eksempel i Kongens Have.
arrival-word = Når vi mødes, så sig:
arrival-word-hint = Så behøver du ikke sige dit navn.
calendar-file = Læg i kalender
move-time = Flyt tiden
cancel-time = Jeg kan ikke alligevel
cancel-time-what = Så får en anden tiden. Du kan finde en ny tid bagefter.
cancel-time-now = Giv tiden tilbage
find-time = Find en tid til en samtale

advice-title = Råd, og andre, der kan hjælpe
advice-lead = Tak, fordi du skrev. Her er nogle tanker og nogle steder, du kan gå hen.
advice-elsewhere = Tak, fordi du skrev. Vi hjælper børn og unge, til de er 24 år. Her er andre, der kan hjælpe. Du må også gerne skrive med os først.
advice-thoughts-title = Godt at vide
advice-thought-1 =
    { $audience ->
        [young] Det er ikke din skyld. Du kan ikke få en voksen til at holde op, og det er ikke din opgave.
        [parent] Børn mærker mere, end vi tror. Det hjælper dem, at en voksen siger højt, hvad der foregår, i små ord.
        [professional] Børn fortæller sjældent noget af sig selv. Det hjælper, at en voksen roligt siger, hvad hun eller han har set.
       *[relative] Børn mærker mere, end vi tror. Én tryg voksen ved siden af betyder meget.
    }
advice-thought-2 =
    { $audience ->
        [young] Du må gerne fortælle det til nogen. Det kan være en lærer, en sundhedsplejerske eller en, du er tryg ved.
        [parent] Barnet skal vide, at det ikke er dets skyld, og at det gerne må tale om det.
        [professional] Tal med familien først, hvis det ikke bringer barnet i fare. Skriv dine iagttagelser ned.
       *[relative] Du behøver ikke kende hele historien for at spørge, hvordan barnet har det.
    }
advice-thought-3 =
    { $audience ->
        [young] Du må gerne have det sjovt og tænke på dig selv, selv om det er svært derhjemme.
        [parent] Du gør noget godt for dit barn ved at søge hjælp. Det er aldrig for sent at begynde.
        [professional] Er du bekymret for et barn, har du pligt til at underrette kommunen. Du kan vende det med os først.
       *[relative] Du er ikke alene med det. Andre har stået samme sted.
    }
advice-lines = Ring eller skriv til
advice-offers = Andre tilbud, der passer til alderen
advice-offers-year = Listen er fra { $year }. Noget kan være ændret, så ring eller søg, før du tager af sted.
advice-offers-more = Vis { $count } flere
advice-no-offers = Der er ingen tilbud på listen lige nu.
advice-write-title = Vil du skrive med os?
advice-write = Du kan stadig skrive med en terapeut. Dine svar følger med, så du ikke skal begynde forfra.
write-now = Skriv med en terapeut
offer-group-talks = samtaler i gruppe
offer-family-talks = samtaler med familien
offer-individual-talks = samtaler alene
offer-advisory-talks = rådgivning
offer-social-activities = aktiviteter sammen
offer-teaching = undervisning

forget = Slet min samtale
forget-what = Alt, du har skrevet, bliver slettet for altid. Ingen kan læse det igen. Det kan vi heller ikke. Har du en tid, bliver den givet fri.
forget-know = Ja, slet det hele.
forget-now = Slet nu
forget-sure = Sæt et flueben først, hvis du vil slette det hele.
forgotten-title = Din samtale er slettet
forgotten-what = Ingen kan åbne den igen. Koden virker ikke mere.
forgotten-again = Du er altid velkommen til at skrive igen.

sorry-title = Det gik ikke
sorry-400 = Siden forstod ikke det, der blev sendt. Gå tilbage, og prøv igen.
sorry-403 = Det her kan ikke gøres herfra.
sorry-404 = Den side er her ikke.
sorry-413 = Det var for meget på én gang. Gå tilbage, og gør teksten kortere.
sorry-500 = Noget gik galt hos os. Det er ikke din skyld. Prøv igen om lidt. Det, der stod som gemt, er gemt.
