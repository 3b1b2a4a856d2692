### Fristerne og prognosen: hvem der endnu ingen tid har, og om tiderne rækker.

console-clocks-title = Frister
console-clocks-to-forecast = Rækker tiderne?
console-clocks-hint = Alle, der gerne vil have en forsamtale. Dem med færrest dage tilbage står øverst. Her kan ingen læse med: du ser kun, hvor langt hver sag er.
console-clocks-day = Dag { $day } af { $of }
console-clocks-paused = På pause: ønsker en senere tid
console-clocks-with-nobody = Ingen har taget samtalen
console-clocks-closed = Samtalen er sluttet for nu
console-clocks-held-by = Forsamtale hos { $name }
console-clocks-booked-for = Tid: { $day }
console-clocks-last-day = Senest { $day }
console-clocks-none = Ingen venter på en forsamtale lige nu.
console-clocks-measure-tell-therapists = En uge er gået uden en tid. Tilbyd en, eller læg flere tider ud.
console-clocks-measure-tell-leader = Der er højst to dage tilbage. Kan en sen dag eller en kollega hjælpe?
console-clocks-measure-ask-reason = De 14 dage rækker ikke. Skriv hvorfor i samtalen.
console-clocks-measure-propose-other-offers = Tre uger er gået. Foreslå også andre tilbud.
console-clocks-measure-show-red = 30 dage er grænsen. Der skal ske noget i dag.
console-clock-no-wish = Intet ønske
console-clock-wish = Ønsker en tid
console-clock-offered = Har fået tider tilbudt
console-clock-booked = Har en tid
console-clock-held = Holdt
console-clock-given-up = Opgivet

console-forecast-title = Rækker tiderne?
console-forecast-hint = De ledige tider over for dem, der plejer at komme. Regnet ud fra de sidste otte uger.
console-forecast-extra-label = Hvad nu hvis vi lagde flere tider ud om ugen?
console-forecast-extra-do = Regn
forecast-extra = Skriv et tal mellem 0 og { $most }.
console-forecast-free = Ledige tider
console-forecast-free-at = Ledige: { $place }
console-forecast-expected = Ventes at ønske en tid
console-forecast-without = Ville ikke finde en tid
console-forecast-within = Inden for
console-forecast-days = { $days } dage
console-forecast-picture = Ledige tider og ventede ønsker dag for dag, { $queue }
console-forecast-enough = Tiderne i { $queue } rækker de næste tre uger, hvis der kommer lige så mange som hidtil.
console-forecast-runs-out = Kommer der lige så mange som hidtil, slipper tiderne i { $queue } op { $day }. { $more ->
        [one] Én tid mere
       *[other] { $more } tider mere
    } senest { $until } ville række.
console-forecast-nothing-yet = Der er ingen tider i { $queue }, og endnu ingen, der har ønsket en.
console-forecast-what-if-enough = Med { $extra } flere om ugen rækker tiderne i tre uger.
console-forecast-what-if-short = Med { $extra } flere om ugen slipper de op { $day }. Så mangler der { $more ->
        [one] én tid.
       *[other] { $more } tider.
    }
console-forecast-waiting = { $count ->
        [one] Én venter på en tid nu.
       *[other] { $count } venter på en tid nu.
    }
console-forecast-uncertain = Der er under to ugers tal at gå ud fra. Tag det som et skøn.
console-forecast-no-queues = Der er ingen køer endnu.

console-report-title = Blev løftet holdt?
console-report-hint = Alle veje til en forsamtale, der er slut: holdt, opgivet eller udeblevet. En måned tæller dem, der sluttede i den. Hvem der stadig venter, ses under Frister.
console-report-none = Ingen vej til en forsamtale er slut endnu.
console-report-period = Periode
console-report-ended = I alt
console-report-offered = Tilbudt en tid inden { $days } dage
console-report-median-offered = Halvdelen fik tilbudt en tid inden for
console-report-held = Holdt
console-report-held-within = Holdt inden { $days } dage
console-report-median-held = Halvdelen blev holdt inden for
console-report-no-shows = Udeblev mindst én gang
console-report-paused = Bad selv om en senere tid
console-report-share = { $percent } % ({ $count } af { $of })
console-report-days = { $days } dage
console-report-never = Aldrig
console-report-why = Hvordan det endte, og hvorfor det tog tid
console-report-quarters = Alder og vejen videre, kvartal for kvartal
console-result-given-up = Opgivet
