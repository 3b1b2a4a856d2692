### Koordinatorens tal: i dag, måneden og året, målene, forløbet og månedssiden til mødet.

console-figures-sealed = Uden dem ville tallene være for små. Derfor står her ingen endnu. Intet er gået tabt, og I kan registrere som altid.
console-figures-today = I dag
console-figures-wait = venter på en tid til forsamtale
console-figures-contacts = { $count ->
    [one] enkeltkontakt
   *[other] enkeltkontakter
}
console-figures-no-days = Kontakter tælles for måneden, aldrig for dagen. Så kan ingen se, hvem der skrev hvornår.

## Målene

console-figures-goals = Målene
console-figures-goal-contacts = Enkeltkontakter i år
console-figures-goal-contacts-what = Vi tæller hver kort rådgivning, uanset om den var i chatten, i telefonen eller ansigt til ansigt. Stregen er målet for året.
console-figures-dashed = Den stiplede streg er der, hvor vi ville være nu i et jævnt år.
console-figures-count-of = { $count } af { $goal }
console-figures-count-of-due = { $count } af { $goal } (jævnt: { $due })
console-figures-due = I et jævnt år nu
console-figures-year-gone = { $percent } % af året er gået. I et jævnt år ville { $due } være talt nu.
console-figures-since = Tallene begynder i { $month }. Derfor kan vi ikke sammenligne dem med et helt, jævnt år endnu.
console-figures-pace = I samme takt ender året på omkring { $about }.
console-figures-pace-unsure = Der er endnu for lidt at gå ud fra til at sige, hvad året ender på.
console-figures-chart-goal = Enkeltkontakter i { $year } over for målet
console-figures-goal-offers = Tilbudt en tid inden { $days } dage
console-figures-goal-offers-what = Vi tæller de forsamtaler, der er slut i år, og hvor mange af dem der fik tilbudt en tid inden { $days } dage efter første kontakt. Målet er alle.
console-figures-chart-offers = Tilbudt en tid i tide i { $year }, i procent
console-figures-in-time = I tide
console-figures-none-yet = intet talt endnu
console-figures-count-percent = { $percent } % ({ $count } af { $of })
console-figures-goal-helped = Fik hjælp: mindst { $goal } %
console-figures-goal-helped-what = Vi tæller dem, der svarer, at de i høj grad eller i nogen grad fik den hjælp, de havde brug for. Et kvartal vises, når det er slut.
console-figures-chart-helped = Fik den hjælp, de havde brug for, i procent
console-figures-year = År
console-figures-yes = Fik hjælp
console-figures-answers = Svar
console-figures-hidden-few = Hvor der står »skjult«, er der så få svar, at man kunne genkende nogen.
console-figures-answers-year =
    { $count ->
        [one] 1 svar er kommet i år.
       *[other] { $count } svar er kommet i år.
    }

## Måned for måned

console-figures-trend-hint = De seneste to år. En måned, der ikke er slut, er kun en ramme. Den stiplede linje er målet, delt ud på årets måneder.
console-figures-running = { $count } indtil nu
console-figures-chart-trend =
    { $unit ->
        [all] Alle enheder, måned for måned
       *[other] { $goal ->
            [0] { $unit }, måned for måned
           *[other] { $unit }, måned for måned (mål: { $goal })
        }
    }

## Frister

console-figures-clocks = Ventetid og tider
console-figures-ended = Forsamtaler, der er slut i { $year }
console-figures-two-moments = »Forsamtale holdt« som udbytte af en kontakt tælles, når kontakten lukkes. Tallene her tæller forsamtalen, når den er slut. Derfor er de to ikke altid ens i en måned.

## Fordelinger

console-figures-newest = Det nyeste
console-figures-every-unit = Alle enheder
console-figures-every-band = Alle aldre
console-figures-all-units = alle enheder
console-figures-more = Flere fordelinger for { $period }
console-figures-show = Vis
console-figures-quarter = { $number }. kvartal { $year }
console-figures-band = { $name }, { $band }
console-figures-at-least = mindst { $count }
console-figures-months-added =
    { $count ->
        [one] Fra den ene måned, der er slut.
       *[other] Lagt sammen af { $count } måneder. Hvor noget er skjult, står der »mindst«.
    }
console-figures-quarters-added =
    { $count ->
        [one] Fra det ene kvartal, der er slut.
       *[other] Lagt sammen af { $count } kvartaler. Hvor noget er skjult, står der »mindst«.
    }
console-figures-none-there = Der er ingen kontakter at vise for { $period } med det valg.
console-figures-odd-period = Der er ingen tal for den periode. Vælg en fra listen.
console-figures-odd-unit = Den enhed er der ingen tal for. Vælg en fra listen.
console-figures-odd-band = Den alder tælles ikke for sig. Vælg en fra listen.
console-figures-odd-together = Et kvartal tælles for alle enheder sammen. Vælg alle enheder, eller vælg en måned.

## Måneden til mødet

console-figures-no-month = Der er ingen tal for den måned. En måned kan ses her, når den er slut.
console-month-title = Tal for { $month }
console-month-latest = Måneden til mødet
console-month-none = Ingen måned er slut endnu. Siden til mødet er klar, når den første er det.
console-month-print = Siden er lavet til at blive skrevet ud på A4.
console-month-earlier = Måneden før
console-month-later = Måneden efter
console-month-hidden =
    { $count ->
        [0] Ingen tal er skjult i denne måned.
        [one] Ét tal er skjult i denne måneds fordelinger, fordi det er så lille, at man kunne genkende nogen.
       *[other] { $count } tal er skjult i denne måneds fordelinger: de små, fordi man kunne genkende nogen, og nogle større, fordi man ellers kunne regne de små ud.
    }
console-month-open = Fordelingerne kommer, når måneden er lukket. De samlede tal er rigtige nu.
console-month-before = Måneden før
console-month-year-ago = Samme måned i fjor
console-month-so-far = Året til og med måneden
console-month-kinds = Talt for sig, og ikke enkeltkontakter:
console-month-uncounted = »–« betyder, at der ikke er noget tal: der blev ikke talt endnu, måneden er ikke med, eller der er ikke noget mål.
console-month-mix = Kanal og hvem der skrev
console-month-quarter = Alder og temaer, { $period }
console-month-no-quarter = Temaerne kommer, når det første kvartal er slut.
console-month-promise = Forsamtaler, der sluttede
console-month-this = I måneden
console-month-helped = Fik de hjælp?
console-month-helped-said = { $period }: { $said } fik i høj grad eller i nogen grad den hjælp, de havde brug for. Målet er { $goal } %.
console-month-helped-hidden = { $period }: { $answers } svar. Hvad de svarede, er skjult, fordi det er få.
console-month-helped-none = Intet kvartal med svar er slut endnu.
console-month-notes = Om tallene
