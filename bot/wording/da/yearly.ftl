# Årsrapporten: målene og målgruppens profil ved siden af en sammenligning.
console-year-latest = Årsrapport
console-year-title = Årsrapport { $year }
console-year-made = Trukket { $day } { $year }.
console-year-contacts = Enkeltkontakter
console-year-pretalks = Forsamtaler, der sluttede
console-year-not-over = Året er ikke lukket endnu, så tallene er ikke hele årets.
console-year-profile = Målgruppens profil
console-year-no-profile = Der er ikke vist fordelinger for det år endnu. De kommer, når et kvartal er lukket.
console-year-legend = { $beside ->
    [none] Søjlerne viser, hvor mange af 100 der har svaret det.
   *[other] Søjlerne viser, hvor mange af 100 der har svaret det: fyldt er her, rammen under er { $beside }.
}
console-year-several = (flere svar mulige)
console-year-count = Antal
console-year-here = Her
console-year-percent = { $percent } %
console-year-said = { $label }: her { $here }, sammenligning { $there }
console-year-said-alone = { $label }: { $here }
console-year-picture = { $beside ->
    [none] { $name }, { $year }
   *[other] { $name }, { $year }, ved siden af { $beside }
}
console-year-unknown = { $count } uden kendt svar er ikke med i N.
console-year-with-unknown = N er alle kontakter, også dem uden kendt svar, fordi deres antal er skjult.
console-year-note-n = N er antallet af kontakter, hvor svaret er kendt. Hvor der kan være flere svar, er N alle kontakter, og procenterne giver ikke 100 tilsammen.
console-year-note-comparison = Tallene for { $name } er nogle andres og er hentet ind fra et ark.
console-year-helped-none = Svar på, om man fik hjælp, vises, når året er lukket.
console-year-compare = Sammenlign med andre
console-year-compare-hint = Hent et ark ind med, hvordan andre fordeler sig, for eksempel hele landet. Skabelonen har en linje for hvert svar: skriv antal eller procent, og N.
console-year-template = Hent skabelonen
console-year-compare-name = Hvem sammenlignes der med?
console-year-compare-file = Arket (.xlsx eller .csv)
console-year-compare-do = Hent ind
console-year-leave-out = Lad de linjer ude, og tag resten (vælg filen igen)
console-year-compared = { $lines ->
    [one] En linje fra { $name } er hentet ind.
   *[other] { $lines } linjer fra { $name } er hentet ind.
} { $left ->
    [0] { "" }
    [one] En linje er ladt ude.
   *[other] { $left } linjer er ladt ude.
}
console-year-replaced = De står i stedet for den sammenligning, der var før.
console-year-forgotten = Sammenligningen er fjernet.
console-year-forget = Fjern { $name }
console-year-unclear = { $count ->
    [one] En linje er ikke til at forstå, så der er ikke hentet noget ind.
   *[other] { $count } linjer er ikke til at forstå, så der er ikke hentet noget ind.
}
console-year-line = Linje { $number }:
console-action-comparison = Hentede en sammenligning ind
console-action-comparison-gone = Fjernede en sammenligning
year-unknown = Der er ikke talt noget i det år.
comparison-name-odd = Skriv, hvem der sammenlignes med: højst { $most } tegn, og ikke noget, der peger på en person.
comparison-columns = Arket skal have kolonnerne tabel, svar og enten antal eller procent. Skabelonen har dem.
comparison-too-many = Arket har for mange linjer. Der kan være { $most }.
comparison-empty = Der er ingen linjer med tal i arket.
comparison-table-unknown = tabellen findes ikke her.
comparison-answer-unknown = svaret findes ikke i den tabel.
comparison-no-number = der mangler et antal eller en procent.
comparison-number-odd = tallet er ikke til at læse.
comparison-more-than-all = antallet er større end N.
comparison-twice = svaret står der to gange.
