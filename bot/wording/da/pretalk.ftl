### En tid til en samtale: at vælge, at sige ja, kortet med tiden, og hvad sådan en samtale er. Rolige ord, også til en på fjorten.

## At vælge

narrow = Vis kun
earlier-times = Vis tidligere tider
time-lapsed = Der gik mere end ti minutter, og imens har en anden taget tiden. Det er ikke din skyld. Her er de nærmeste tider, der er ledige nu.

## At sige ja

pretalk-kept = Du har god tid. Vi holder tiden til dig i ti minutter, til kl. { $until }. Svarer du senere, kan en anden nå at tage den.
pretalk-there-unit = En terapeut tager imod dig. I taler sammen i et roligt rum. Du bestemmer selv, hvad du vil fortælle.
pretalk-there-outreach = En terapeut møder dig der. I taler sammen i fred og ro. Du bestemmer selv, hvad du vil fortælle.
pretalk-there-online = Når det er tid, åbner du et link og taler med en terapeut. Find et sted, hvor du kan tale frit.
pretalk-there-phone = Du ringer selv til os, når det er tid. Vi ringer ikke til dig. Find et sted, hvor du kan tale frit.
pretalk-there-walk = En terapeut møder dig der. I går en tur, mens I taler. Du bestemmer selv, hvad du vil fortælle.

## Kortet med tiden

pretalk-call = Du ringer til os på
pretalk-link = Åbn videosamtalen
pretalk-link-later = Du får et link, når tiden er skrevet ned.
pretalk-link-hint = Linket virker, når det er tid.
pretalk-link-once = Linket kan vi kun vise én gang. Er det væk? Så tryk på »{ telegram-new-words }«, så får du også et nyt link.
pretalk-way = Find vej:
arrival-word-phone = Når du ringer, så sig:
pretalk-along =
    { $audience ->
        [young] Du må gerne have en med, som du er tryg ved. Du må også gerne være alene.
        [professional] Forældre eller andre, der er tæt på barnet, må gerne være med.
       *[relative] Du må gerne have en med, for eksempel den anden forælder eller en ven.
    }
pretalk-along-little =
    { $audience ->
        [young] Du må gerne have en voksen med, som du er tryg ved.
        [professional] Forældre eller andre, der er tæt på barnet, må gerne være med. Barnet er som regel ikke med første gang.
       *[relative] Du må gerne have en med, for eksempel den anden forælder eller en ven. Barnet er som regel ikke med første gang.
    }
late = Jeg bliver forsinket
late-said = Terapeuten har fået besked om, at du er forsinket. Det er helt i orden.
late-not-now = Det kan du sige fra to timer før. Skriv bare en besked her.
pretalk-given-up = Tiden er givet tilbage. Det er helt i orden. Fortryder du? Så kan du finde en ny tid her. Er den gamle stadig ledig, kan du tage den igen.
pretalk-offered = Du har ikke valgt en tid endnu. Du kan se tiderne her, når du er klar.
pretalk-waits = Du har bedt om at vente til { $day }. Det gør vi. Vil du hellere have en tid før, kan du sige det her.

## Skrevet ind i samtalen for den besøgende

said-no-times = Der var ingen tider, jeg kunne vælge. Jeg vil gerne have en tid.
said-no-other-time = Jeg vil gerne flytte min tid, men ingen af tiderne passer mig.
said-wait = Jeg vil gerne vente cirka { $weeks } uger.
said-could = Det passer mig bedst: { $when }.
said-late = Jeg bliver lidt forsinket til vores tid { $when }, men jeg kommer.

## Hvad sådan en samtale er

pretalk-guide = Hvad er sådan en samtale?
pretalk-guide-who =
    { $audience ->
        [young] Du taler med en terapeut, der er vant til at tale med børn og unge. Nogle gange er der to.
       *[relative] Du taler med en terapeut, der er vant til at tale med børn og familier. Nogle gange er der to.
    }
pretalk-guide-long = Det tager oftest omkring en time. Ved hver tid kan du se, hvor lang den er.
pretalk-guide-about = Det taler I om:
pretalk-guide-about-1 = Først siger I hej. Terapeuten fortæller, hvem vi er, og hvad vi kan hjælpe med.
pretalk-guide-about-2 =
    { $audience ->
        [young] Så fortæller du, hvad der er svært, og hvad du ønsker dig. Kun det, du har lyst til.
        [professional] Så taler I om, hvad der er svært, og hvad barnet og familien har brug for.
       *[relative] Så fortæller du, hvad der er svært, og hvad I har brug for. Kun det, du har lyst til.
    }
pretalk-guide-about-3 = I finder sammen ud af, om vi kan hjælpe, og hvad der så skal ske. Du siger ja eller nej.
pretalk-guide-about-4 = Til sidst taler I om, hvad vi skriver ned om dig, og hvad du siger ja til.
pretalk-guide-secrecy = Vi har tavshedspligt. Vi må ikke fortælle andre, hvad du siger. Der er én undtagelse.
pretalk-guide-duty = Bliver vi bekymrede for et barn, og ved vi, hvem det er, har vi pligt til at sige det til kommunen. Det hedder en underretning. Så vidt muligt taler vi med dig først.
pretalk-guide-free =
    { $audience ->
        [young] Det er gratis. Du siger to ord i stedet for dit navn, når du kommer. Du må altid sige stop, og du må altid gå igen.
       *[relative] Det er gratis, og det binder dig ikke til noget. Du siger to ord i stedet for dit navn, når du kommer. Du må altid stoppe igen.
    }
