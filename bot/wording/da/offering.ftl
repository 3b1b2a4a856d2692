### Kalenderen: terapeuternes tider, fridage og andre kalendere, og enhedens steder og dage.

console-calendar-menu = Kalenderens sider
console-calendar-talks = Aftaler
console-put-back = Fortryd
console-week-number = Uge { $week }
console-free-at = Ledige: { $times }
console-closed-at = Lukket: { $times }
console-time-closed = Lukket af dig
console-close-time-do = Luk tiden
console-close-time = Luk tiden { $time }
console-open-time-do = Åbn igen
console-open-time = Åbn tiden { $time } igen

## Faste tider

console-patterns = Faste tider
console-patterns-none = Du har ingen faste tider endnu. Læg de første ud, så kan de vælges med det samme.
console-pattern-add = Læg faste tider ud
console-pattern-add-do = Læg ud
console-pattern-add-single = Læg en enkelt ekstra tid ud
console-pattern-add-single-do = Læg den ekstra tid ud
console-pattern-single-hint = Gælder kun den dag, for eksempel en sen eftermiddag. Den gælder også, når enheden ellers holder lukket.
console-pattern-no-queue = Du er ikke med i nogen kø endnu. Bed en kollega om at give dig adgang.
console-pattern-weekday = Ugedag
console-pattern-day = Dag
console-pattern-opens = Fra klokken
console-pattern-closes = Til klokken
console-pattern-minutes = Hver samtale varer
console-pattern-where = Sted
console-pattern-queue = Kø
console-pattern-more = Flere valg
console-pattern-every = Hvor tit
console-pattern-every-1 = hver uge
console-pattern-every-2 = hver anden uge
console-pattern-first = Fra dato (tom: fra i dag)
console-pattern-last = Til dato (tom: indtil videre)
console-pattern-before = Minutter fri før hver samtale
console-pattern-after = Minutter fri efter hver samtale
console-pattern-notice = Kan senest vælges så mange timer før
console-pattern-second = Sammen med
console-pattern-alone = Ingen, jeg holder den alene
console-pattern-bands = Aldre
console-pattern-bands-hint = Sæt ingen krydser, hvis tiderne er for alle i køen.
console-pattern-languages = Sprog
console-pattern-languages-hint = Sæt ingen krydser, hvis sproget ikke betyder noget.
console-pattern-span = { $opens }–{ $closes }
console-pattern-short = { $minutes } min.
console-pattern-talks =
    { $talks ->
        [one] plads til 1 samtale
       *[other] plads til { $talks } samtaler
    }
console-pattern-with = sammen med { $name }
console-pattern-from = fra { $day }
console-pattern-until = til { $day }
console-pattern-singles = Enkelte dage
console-pattern-change = Ret
console-pattern-change-it = Ret { $what }
console-pattern-change-title = Ret faste tider
console-pattern-change-hint = Det gælder for tider, der ikke er taget endnu. Det, der er aftalt, bliver stående.
console-pattern-copy = Kopiér
console-pattern-copy-it = Kopiér { $what } til en ny
console-pattern-remove-it = Fjern { $what }
console-pattern-leave = Jeg er ikke med mere
console-pattern-leave-it = Jeg er ikke med mere: { $what }
console-pattern-added =
    { $talks ->
        [one] Lagt ud: { $what }, plads til 1 samtale. Dine valg står her stadig, hvis du vil lægge flere ud.
       *[other] Lagt ud: { $what }, plads til { $talks } samtaler. Dine valg står her stadig, hvis du vil lægge flere ud.
    }
console-pattern-removed = Tiderne er fjernet. De bliver ikke tilbudt mere.
console-pattern-removed-talks = Disse forsamtaler var allerede aftalt. De bliver stående:
console-pattern-gone = Du er ikke i køen mere. Ingen af tiderne bliver tilbudt.
console-pattern-venue-gone = Stedet bliver ikke brugt mere. Ingen af tiderne bliver tilbudt, før du vælger et andet.
console-week = Din uge
console-week-line = { $day } { $opens }–{ $closes }.
console-weekdays-0 = Mandage
console-weekdays-1 = Tirsdage
console-weekdays-2 = Onsdage
console-weekdays-3 = Torsdage
console-weekdays-4 = Fredage
console-weekdays-5 = Lørdage
console-weekdays-6 = Søndage

## Det, der ikke passer sammen. Først det, der ikke kan gemmes.

pattern-length = Vælg en varighed fra listen.
pattern-start = Lad tiderne begynde på hele fem minutter, for eksempel 9.00 eller 9.05.
pattern-buffer = Skriv de frie minutter som et tal i femmere, højst 240.
pattern-notice = Skriv et antal timer under 14 dage. Ellers kan ingen af tiderne nå at blive valgt.
pattern-same-person = Du kan ikke holde samtalen sammen med dig selv. Vælg en kollega eller ingen.
pattern-closes-first = Sluttidspunktet ligger før begyndelsen. Byt om på dem.
pattern-nothing-fits = Der er ikke plads til en hel samtale. Gør tiden længere eller samtalen kortere.
pattern-ends-first = Den sidste dag ligger før den første. Byt om på dem.
pattern-no-day = Ugedagen findes ikke mellem de to datoer. Vælg en anden dag eller et længere tidsrum.
pattern-past = Tiden er allerede gået. Vælg en, der kommer.
pattern-never-there = Alle dagene er fridage eller lukkedage. Lige nu bliver intet tilbudt.
pattern-closed-day = Enheden holder lukket { $day }. Den ekstra tid gælder alligevel.
pattern-overlap = Ligger oven i andre af dine tider, første gang { $day }. Den, der bliver valgt først, gælder.
pattern-overlap-together = Ligger oven i andre tider for en af jer, første gang { $day }. Den, der bliver valgt først, gælder.
pattern-venue-twice = Rummet er også brugt af andre tider, første gang { $day }. Den, der bliver valgt først, får rummet.
pattern-clock-skipped = { $day } bliver uret stillet frem, og en af tiderne findes ikke. Den bliver sprunget over.
pattern-clock-twice = { $day } bliver uret stillet tilbage, og en af tiderne kommer to gange. Den første gælder.
pattern-time-odd = Skriv klokkeslæt som 09:00.
pattern-date-odd = Skriv en dato, for eksempel 2026-12-03.
pattern-day-odd = Vælg en ugedag, og hvor tit den gælder.
pattern-too-far = Datoen ligger mere end to år frem. Vælg en, der er nærmere.
pattern-too-many = Du har allerede { $most } faste tider. Fjern nogle først.
pattern-venue = Stedet findes ikke mere. Vælg et andet.
pattern-bands = Køen { $queue } er ikke for de aldre, du har valgt.
pattern-second-queue = { $name } er ikke i køen { $queue } og ville ikke kunne se, hvem der kommer.
pattern-gone = De tider er her ikke mere.

## Fridage

console-days-off = Fridage
console-days-off-none = Du har ingen fridage foran dig.
console-days-off-add = Læg fridage ind
console-days-off-add-do = Læg ind
console-days-off-first = Første fridag
console-days-off-last = Sidste fridag (tom: kun den ene)
console-days-off-hint = På fridage bliver ingen tider tilbudt. Helligdage er allerede lukket.
console-days-off-span = { $first } til { $last }
console-days-off-taken = Fri: { $days }. Der bliver ikke tilbudt tider.
console-days-off-talks =
    { $count ->
        [one] 1 forsamtale er allerede aftalt. Den bliver stående og skal have en ny tid.
       *[other] { $count } forsamtaler er allerede aftalt. De bliver stående og skal have en ny tid.
    }
console-days-off-remove = Fjern { $days }
console-days-off-removed = Ikke fri mere: { $days }. Tiderne bliver tilbudt igen.
days-off-end-first = Den sidste fridag ligger før den første. Byt om på dem.
days-off-past = De dage er allerede gået. Vælg nogle, der kommer.
days-off-too-far = Dagene ligger mere end to år frem. Vælg nogle, der er nærmere.
days-off-too-many = Du har allerede { $most } perioder med fri. Fjern nogle først.
days-off-gone = De fridage er her ikke mere.

## Andre kalendere

console-connected = Andre kalendere
console-connected-blocks = Kalendere, der lukker tider
console-connected-hint = Har du en kalender et andet sted, kan den lukke dine tider her, når du er optaget. Vi gemmer kun, hvornår du er optaget, aldrig hvad det handler om.
console-connected-none = Ingen endnu.
console-connected-file = Sendt som fil
console-connected-stretches =
    { $count ->
        [0] intet optaget i de næste 26 uger
        [one] optaget 1 gang i de næste 26 uger
       *[other] optaget { $count } gange i de næste 26 uger
    }
console-connected-when = læst { $when }
console-connected-old = Filen er over fire uger gammel. Det, der er kommet til siden, lukker ingen tider. Send en ny.
console-connected-remove = Fjern { $name }
console-connected-remove-ask = Fjern…
console-connected-remove-do = Fjern og glem
console-connected-remove-hint = Det kan ikke fortrydes. Du kan læse kalenderen ind igen senere.
console-connected-removed = Kalenderen er fjernet, og alt fra den er glemt.
console-connected-read =
    { $count ->
        [0] Læst. Du er ikke optaget i de næste 26 uger.
        [one] Læst. Du er optaget 1 gang i de næste 26 uger.
       *[other] Læst. Du er optaget { $count } gange i de næste 26 uger.
    }
console-connected-by-address = Læs fra en adresse
console-connected-by-file = Send en fil
console-connected-address = Kalenderens adresse
console-connected-address-hint = Begynder med https:// eller webcal://. Din kalender kalder den for eksempel “privat adresse” eller “abonnement”.
console-connected-name = Brugernavn (hvis serveren vil have det)
console-connected-password = Adgangskode (hvis serveren vil have den)
console-connected-kept = Adresse og adgangskode ligger låst hos os, fordi kalenderen bliver læst igen hver halve time. De bliver ikke vist igen og bliver glemt, når du fjerner kalenderen.
console-connected-choose = Kalenderfil (.ics)
console-connected-file-hint = Filen bliver kun læst nu og ikke gemt. Den må højst fylde 8 MB.
console-connected-do = Læs kalenderen
calendar-enough = Du har allerede { $most } kalendere. Fjern en først.
calendar-no-file = Vælg en fil først.
calendar-not-yours = Den kalender er her ikke mere.

## Den private kalender

console-feed = Dine aftaler i din egen kalender
console-feed-hint = Med en privat adresse kan din egen kalender vise, hvornår du har aftaler her. Der står hvornår og hvor, aldrig hvem eller hvorfor.
console-feed-new = Lav en privat adresse
console-feed-there = Du har en privat adresse.
console-feed-renew = Lav en ny adresse
console-feed-renew-hint = Laver du en ny, virker den gamle ikke mere. Den kan ikke vises igen.
console-feed-end = Luk adressen
console-feed-once = Her er din private adresse. Den bliver kun vist denne ene gang.
console-feed-how = Sæt den ind i din kalender som et abonnement. Enhver, der har adressen, kan se, hvornår du har aftaler. Giv den ikke videre.

## Hvorfor er der ingen tider?

console-why-title = Hvorfor ingen tider?
console-why-hint = De næste 14 dages tider, og det ene, der står i vejen for hver.
console-why-any = Alle
console-why-language = Sprog
console-why-do = Vis
console-why-nothing = Der ligger ingen tider i de næste 14 dage.
console-why-no-patterns = Ingen i køen har lagt faste tider ud endnu.
console-why-unplaced =
    { $count ->
        [one] 1 fast tid bruger et sted, der ikke bliver brugt mere. Intet af den bliver tilbudt.
       *[other] { $count } faste tider bruger et sted, der ikke bliver brugt mere. Intet af dem bliver tilbudt.
    }
console-why-count-free =
    { $count ->
        [0] ingen ledige
        [one] 1 ledig
       *[other] { $count } ledige
    }
console-why-therapist-gone = Terapeuten er ikke i køen mere
console-why-other-age = For en anden alder
console-why-other-language = På et andet sprog
console-why-closed-day = Enheden holder lukket
console-why-day-off = Terapeuten har fri
console-why-clock-skipped = Findes ikke: uret bliver stillet frem
console-why-notice =
    { $hours ->
        [one] For tæt på: skal vælges senest 1 time før
       *[other] For tæt på: skal vælges senest { $hours } timer før
    }
console-why-busy = Terapeuten er optaget eller har lukket tiden
console-why-therapist-taken = Terapeuten har en anden aftale, eller en er ved at vælge tiden
console-why-venue-taken = Rummet er taget
console-why-count-therapist-gone = { $count } uden terapeut i køen
console-why-count-other-age = { $count } for en anden alder
console-why-count-other-language = { $count } på et andet sprog
console-why-count-closed-day = { $count } på lukkedage
console-why-count-day-off = { $count } på fridage
console-why-count-clock-skipped = { $count } findes ikke, fordi uret bliver stillet frem
console-why-count-notice = { $count } for tæt på
console-why-count-busy = { $count } hvor terapeuten er optaget
console-why-count-therapist-taken = { $count } taget
console-why-count-venue-taken = { $count } uden ledigt rum

## Aftaler, der skal have en ny tid

console-to-move = Aftaler, der skal have en ny tid
console-to-move-hint = De er aftalt og står der stadig. Ingen har fået besked endnu. Find en ny tid, eller aflys med en forklaring.
console-to-move-none = Alle aftaler kan blive, som de er.
console-to-move-count =
    { $count ->
        [one] 1 aftale skal have en ny tid
       *[other] { $count } aftaler skal have en ny tid
    }
console-to-move-do = Find en ny tid
console-displaced-therapist-gone = Terapeuten er her ikke mere
console-displaced-day-off = Terapeuten har fri
console-displaced-closed-day = Enheden holder lukket
console-displaced-venue-gone = Stedet bliver ikke brugt mere

## Enhedens steder

console-nav-unit = Steder og lukkedage
console-venues = Steder
console-venues-hint = Her kan forsamtaler holdes. Terapeuterne vælger blandt dem, når de lægger tider ud, og den, der kommer, får vist adressen og vejen.
console-venues-none = Der er ingen steder endnu.
console-venue-add = Nyt sted
console-venue-add-do = Opret stedet
console-venue-name = Navn
console-venue-kind = Slags
console-venue-address = Adresse, telefonnummer eller link
console-venue-address-hint = Online: adressen på jeres videorum, som hver samtale får sit eget rum under. Telefon: det nummer, man skal ringe til. Gåtur: hvor man mødes.
console-venue-way = Sådan finder man det
console-venue-once = Der er kun plads til én samtale ad gangen
console-venue-retire = Brug ikke stedet mere
console-venue-again = Brug stedet igen
console-venue-retired = Bruges ikke
console-venue-retired-now =
    { $patterns ->
        [0] { $name } bliver ikke brugt mere.
        [one] { $name } bliver ikke brugt mere. 1 fast tid bliver ikke tilbudt, før terapeuten vælger et andet sted.
       *[other] { $name } bliver ikke brugt mere. { $patterns } faste tider bliver ikke tilbudt, før terapeuterne vælger et andet sted.
    }
console-venue-patterns =
    { $count ->
        [0] Ingen faste tider bruger stedet.
        [one] 1 fast tid bruger stedet.
       *[other] { $count } faste tider bruger stedet.
    }
venue-gone = Det sted findes ikke.
venue-name-odd = Skriv et navn på højst { $most } tegn.
venue-no-address = Skriv en adresse, et nummer eller et link. Ellers ved ingen, hvor de skal hen.
venue-link-odd = Skriv adressen på videorummet, så den begynder med https://, uden brugernavn og uden noget efter et spørgsmålstegn.
venue-phone-odd = Skriv et telefonnummer med tal og mellemrum.
venue-too-long = Adressen må højst have { $address } tegn og vejen { $way }.
venue-kind-used = Faste tider bruger stedet. Opret et nyt sted i stedet for at gøre det til en anden slags.

## Enhedens lukkedage

console-unit-days = Lukkedage
console-unit-days-hint = Helligdage er lukket af sig selv. Her kan I lukke flere dage eller holde åbent på en helligdag.
console-unit-days-hints = Måske holder I også lukket
console-unit-days-closed = Helligdage og jeres egne dage
console-unit-days-none = Der er ingen.
console-unit-day = Dag
console-unit-day-close = Luk en dag
console-unit-day-close-do = Luk dagen
console-unit-day-open = Hold åbent
console-unit-day-undo = Som kalenderen siger
console-unit-day-is-closed = lukket
console-unit-day-is-open = åben
unit-day-odd = Vælg en dag fra i dag og højst to år frem.
console-action-unit-day = Rettede en lukkedag
console-action-venue = Rettede et sted
console-action-venue-again = Tog et sted i brug igen
console-action-venue-retired = Holdt op med at bruge et sted
