### Alt, hvad samtalen siger og spørger om. Korte sætninger, varme ord, ingen skyld.
### $audience er young, parent, relative eller professional. Når ingen har sagt, hvem de er, er det relative.
### Et spørgsmål hedder {key}, en hjælpelinje {key}-hint, et kort navn i oversigter {key}-label (uden $audience).

## Velkomst

welcome-title = Skriv med os om det, der er svært
welcome-lead = Fylder alkohol eller stoffer hos en, du holder af? Eller hos dig selv? Så er du velkommen her.
welcome-who-answers = Du skriver med en terapeut fra BiBa – Barndom i Balance i Københavns Kommune. Først får du nogle få spørgsmål fra siden. Så svarer et menneske.
welcome-anonymous = Du behøver ikke sige, hvem du er. Vi spørger ikke om navn, CPR-nummer, adresse eller telefon. Det er gratis.
welcome-secrecy = Vi har tavshedspligt. Vi må ikke fortælle andre, hvad du skriver. Der er én undtagelse, og den skal du kende nu.
welcome-duty = Måske fortæller du, hvem du eller barnet er. Bliver vi så bekymrede for et barn, har vi pligt til at sige det til kommunen. Det hedder en underretning. Så vidt muligt taler vi med dig først.
welcome-web-reveals = Det, du skriver her, bliver gemt låst. Kun du og vores terapeuter kan låse det op igen. Bruger du en telefon eller computer, som andre også bruger? Så kan de måske se, at du har været her.
welcome-telegram-reveals = Skriver du til os på Telegram, kan Telegram se, hvad du skriver, og hvilket nummer du har. Her på siden er du mere privat.
welcome-begin = Kom i gang

## Det første møde

first-contact-hello = Hej. Godt, at du er her. Du bestemmer selv, hvad du vil svare på.

who-writes = Hvem skriver vi med?
who-writes-hint = Vi skal ikke kende dit navn.
who-writes-label = Hvem skriver
who-writes-young = Jeg er barn eller ung
who-writes-mother = Jeg er mor
who-writes-father = Jeg er far
who-writes-step-parent = Jeg er stedmor eller stedfar
who-writes-grandparent = Jeg er mormor, morfar, farmor eller farfar
who-writes-relative = Jeg er en anden voksen, der er tæt på
who-writes-professional = Jeg skriver fra mit arbejde

workplace = Hvor arbejder du?
workplace-label = Arbejdssted
workplace-school = Skole eller SFO
workplace-day-care = Vuggestue, børnehave eller dagpleje
workplace-health-visitor = Sundhedsplejen
workplace-doctor = Hos en læge
workplace-treatment = Behandling for alkohol eller stoffer
workplace-authority = I kommunen, børn og unge
workplace-hospital = Hospital
workplace-foster = Plejefamilie
workplace-shelter = Krisecenter
workplace-other = Et andet sted

danger-now =
    { $audience ->
        [young] Er du i fare lige nu? Eller er en anden?
        [professional] Er et barn eller en anden i fare lige nu?
       *[relative] Er nogen i fare lige nu?
    }
danger-now-hint = For eksempel vold, trusler, eller en, der vil gøre skade på sig selv.
danger-now-label = I fare nu
danger-now-yes = Ja
danger-now-unsure = Det ved jeg ikke
danger-now-no = Nej

emergency-numbers =
    { $audience ->
        [young] Ring 112 nu. Du gør ikke noget forkert ved at ringe. Gå hen til en voksen, du er tryg ved, hvis du kan. Bagefter kan du skrive her. Du kommer øverst i køen.
        [professional] Ring 112 nu, hvis nogen er i fare. Kontakt også den sociale døgnvagt, hvis det er et barn. Bagefter kan du skrive her. Du kommer øverst i køen.
       *[relative] Ring 112 nu, hvis nogen er i fare. Det kan ikke vente på svar herfra. Bagefter kan du skrive her. Du kommer øverst i køen.
    }
emergency-if-worse =
    { $audience ->
        [young] Det er okay at være i tvivl. Bliver det farligt, så ring 112. Du gør ikke noget forkert.
       *[relative] Det er helt i orden at være i tvivl. Bliver det farligt, så ring 112.
    }

## Nogle få spørgsmål

child-age =
    { $audience ->
        [young] Hvor gammel er du?
        [parent] Hvor gammelt er dit barn?
       *[relative] Hvor gammelt er barnet eller den unge?
    }
child-age-hint =
    { $audience ->
        [young] Så finder vi den rette til at svare dig.
        [parent] Har du flere børn? Så vælg det barn, du tænker mest på.
       *[relative] Er der flere? Så vælg den, du tænker mest på.
    }
child-age-label = Alder
child-age-0-2 = 0-2 år
child-age-3-11 =
    { $audience ->
        [young] 11 år eller yngre
       *[relative] 3-11 år
    }
child-age-12-16 = 12-16 år
child-age-17-24 = 17-24 år
child-age-25-plus = 25 år eller ældre

screening-intro =
    { $audience ->
        [young] Tak. Nu kommer der nogle få spørgsmål. Du kan springe over, når du vil. Du kan også skrive med en af os med det samme.
       *[relative] Tak. Nu kommer der nogle få spørgsmål. Du kan springe over, når du vil, eller skrive med en af os med det samme.
    }

substance =
    { $audience ->
        [young] Hvad handler det om?
       *[relative] Hvad er det, der fylder?
    }
substance-label = Hvad det handler om
substance-alcohol = Alkohol
substance-drugs = Stoffer, for eksempel hash eller kokain
substance-both = Både alkohol og stoffer
substance-medicine = Medicin
substance-unsure = Det ved jeg ikke helt

whose =
    { $audience ->
        [young] Hvem drikker eller tager noget?
       *[relative] Hvem handler det om?
    }
whose-hint =
    { $audience ->
        [young] Det er aldrig din skyld.
        [professional] Set fra barnets side. Skriv ikke navne.
       *[relative] Set fra barnets side.
    }
whose-label = Hvem det handler om
whose-mother =
    { $audience ->
        [young] Min mor
       *[relative] Barnets mor
    }
whose-father =
    { $audience ->
        [young] Min far
       *[relative] Barnets far
    }
whose-both-parents =
    { $audience ->
        [young] Både min mor og min far
       *[relative] Begge barnets forældre
    }
whose-step-parent =
    { $audience ->
        [young] Min stedmor eller stedfar
       *[relative] Barnets stedmor eller stedfar
    }
whose-sibling =
    { $audience ->
        [young] Min bror eller søster
       *[relative] Barnets bror eller søster
    }
whose-other = En anden

whose-parent = Hvem handler det om?
whose-parent-hint = Det må også gerne være dig selv. Her bliver du ikke dømt.
whose-parent-label = Hvem det handler om
whose-parent-me = Mig selv
whose-parent-mother = Barnets mor
whose-parent-father = Barnets far
whose-parent-both-parents = Begge barnets forældre
whose-parent-step-parent = En stedmor eller stedfar
whose-parent-sibling = Barnets bror eller søster
whose-parent-other = En anden

in-treatment =
    { $audience ->
        [young] Får han eller hun hjælp til det?
       *[relative] Får den, det handler om, hjælp til det?
    }
in-treatment-hint = Ved du det ikke, så spring bare over.
in-treatment-label =
    { $audience ->
        [young] Får hjælp til det
       *[relative] I behandling
    }
in-treatment-yes = Ja
in-treatment-before = Ikke nu, men før
in-treatment-no = Nej

my-treatment = Får du selv hjælp til det?
my-treatment-hint = Det kan være behandling, en gruppe eller en, du taler med.
my-treatment-label = Skriver om sig selv: i behandling
my-treatment-yes = Ja, jeg får hjælp nu
my-treatment-before = Ikke nu, men før
my-treatment-no = Nej, ikke endnu

my-treatment-thanks = Det er stærkt, at du får hjælp. Og at du tænker på dit barn midt i det hele. Det vil vi gerne hjælpe jer med.
my-treatment-no-blame = Tak, fordi du siger det. Det kræver mod. Vi dømmer dig ikke. Vi vil gerne hjælpe både dit barn og dig.

troubles =
    { $audience ->
        [young] Er der også noget andet, der er svært?
       *[relative] Er der også andet, der fylder?
    }
troubles-hint = Vælg dem, der passer.
troubles-label = Andet, der fylder
troubles-conflict = Mange skænderier
troubles-mental-health = En i familien har det psykisk svært
troubles-violence = Vold eller trusler
troubles-illness = Alvorlig sygdom
troubles-separation = Skilsmisse eller brud
troubles-death = En er død
troubles-none = Nej, ikke noget af det

signs-intro =
    { $audience ->
        [young] Nogle kan mærke det meget. Andre kan slet ikke. Begge dele er helt okay.
       *[relative] Nogle børn viser det tydeligt. Andre viser slet ikke noget. Begge dele er helt almindeligt.
    }
signs =
    { $audience ->
        [young] Hvordan har du det?
        [parent] Hvad ser du hos dit barn?
       *[relative] Hvad ser du hos barnet?
    }
signs-hint = Vælg dem, der passer.
signs-label =
    { $audience ->
        [young] Hvordan jeg har det
       *[relative] Hvad der ses hos barnet
    }
signs-quiet =
    { $audience ->
        [young] Jeg er blevet mere stille
       *[relative] Er stille og trækker sig
    }
signs-sad =
    { $audience ->
        [young] Jeg er ked af det
       *[relative] Er ked af det
    }
signs-anxious =
    { $audience ->
        [young] Jeg er bange eller urolig
       *[relative] Er bange eller urolig
    }
signs-over-adapted =
    { $audience ->
        [young] Jeg gør alt for, at de andre er glade
       *[relative] Retter sig meget efter andre
    }
signs-responsible =
    { $audience ->
        [young] Jeg passer på alt og alle derhjemme
       *[relative] Tager et for stort ansvar
    }
signs-self-esteem =
    { $audience ->
        [young] Jeg føler mig ikke god nok
       *[relative] Tror ikke på sig selv
    }
signs-conflicts =
    { $audience ->
        [young] Jeg kommer tit op at skændes
       *[relative] Kommer let op at skændes
    }
signs-concentration =
    { $audience ->
        [young] Jeg har svært ved at samle tankerne
       *[relative] Har svært ved at samle tankerne
    }
signs-stomach =
    { $audience ->
        [young] Jeg har ondt i maven
       *[relative] Har ondt i maven
    }
signs-headache =
    { $audience ->
        [young] Jeg har ondt i hovedet
       *[relative] Har ondt i hovedet
    }
signs-sleep =
    { $audience ->
        [young] Jeg sover dårligt
       *[relative] Sover dårligt
    }
signs-school =
    { $audience ->
        [young] Jeg har svært ved at komme i skole
       *[relative] Har svært ved at komme i skole
    }
signs-none = Ikke noget af det

worry =
    { $audience ->
        [young] Hvor svært er det for dig lige nu?
       *[relative] Hvor bekymret er du lige nu?
    }
worry-label =
    { $audience ->
        [young] Hvor svært det er (0-10)
       *[relative] Hvor bekymret (0-10)
    }
worry-low = Slet ikke
worry-high = Rigtig meget

hopes =
    { $audience ->
        [young] Hvad håber du, der kan blive bedre?
       *[relative] Hvad håber du på?
    }
hopes-hint = Et par ord er nok. Skriv ikke navne.
hopes-label = Håber på

more-wanted = Har du tid til tre spørgsmål mere?
more-wanted-hint = Så kan vi bedre hjælpe. Du kan også bare gå videre.
more-wanted-label = Ville svare på mere
more-wanted-yes = Ja, det er fint
more-wanted-no = Nej, gå videre

gender =
    { $audience ->
        [young] Er du pige eller dreng?
        [parent] Er dit barn en pige eller en dreng?
       *[relative] Er barnet en pige eller en dreng?
    }
gender-label = Køn
gender-girl = Pige
gender-boy = Dreng
gender-other = Noget andet

home =
    { $audience ->
        [young] Hvor bor du?
        [parent] Hvor bor dit barn?
       *[relative] Hvor bor barnet?
    }
home-hint = Skriv ikke en adresse. Vælg bare det, der passer bedst.
home-label = Bor
home-both-parents =
    { $audience ->
        [young] Hos min mor og far
       *[relative] Hos begge forældre sammen
    }
home-mostly-mother =
    { $audience ->
        [young] Mest hos min mor
       *[relative] Mest hos mor
    }
home-mostly-father =
    { $audience ->
        [young] Mest hos min far
       *[relative] Mest hos far
    }
home-shared =
    { $audience ->
        [young] Lige meget hos min mor og min far
       *[relative] Lige meget hos mor og far
    }
home-in-care = I plejefamilie eller på et bosted
home-own =
    { $audience ->
        [young] For mig selv
       *[relative] For sig selv
    }

support =
    { $audience ->
        [young] Får du eller din familie anden hjælp?
       *[relative] Får barnet eller familien anden hjælp?
    }
support-label = Anden hjælp
support-none = Nej
support-authority = Ja, fra kommunen
support-other = Ja, et andet sted fra
support-unsure = Det ved jeg ikke

## WHO-5. Udsagn og svar er ordret de danske og må ikke ændres.

who5-wanted =
    { $audience ->
        [young] Vil du svare på fem ting om, hvordan du har haft det?
       *[parent] Vil du svare på fem ting om, hvordan dit barn har haft det?
    }
who5-wanted-hint = Det er helt frivilligt. De fem ting hedder WHO-5 og bliver brugt mange steder.
who5-wanted-label = Ville svare på WHO-5
who5-wanted-yes = Ja, gerne
who5-wanted-no = Nej tak

who5-intro =
    { $audience ->
        [young] Tænk på de sidste to uger. Vælg det, der passer bedst. Intet svar er forkert.
       *[parent] Tænk på de sidste to uger. Svar, som du tror, dit barn selv ville svare.
    }

who5-cheerful = I de sidste 2 uger har jeg været glad og i godt humør
who5-calm = I de sidste 2 uger har jeg følt mig rolig og afslappet
who5-active = I de sidste 2 uger har jeg følt mig aktiv og energisk
who5-rested = I de sidste 2 uger er jeg vågnet frisk og udhvilet
who5-interested = I de sidste 2 uger har min dagligdag været fyldt med ting der interesserer mig

who5-answer-5 = Hele tiden
who5-answer-4 = Det meste af tiden
who5-answer-3 = Lidt mere end halvdelen af tiden
who5-answer-2 = Lidt mindre end halvdelen af tiden
who5-answer-1 = Lidt af tiden
who5-answer-0 = På intet tidspunkt

who5-cheerful-label = Glad og i godt humør
who5-cheerful-5 = { who5-answer-5 }
who5-cheerful-4 = { who5-answer-4 }
who5-cheerful-3 = { who5-answer-3 }
who5-cheerful-2 = { who5-answer-2 }
who5-cheerful-1 = { who5-answer-1 }
who5-cheerful-0 = { who5-answer-0 }

who5-calm-label = Rolig og afslappet
who5-calm-5 = { who5-answer-5 }
who5-calm-4 = { who5-answer-4 }
who5-calm-3 = { who5-answer-3 }
who5-calm-2 = { who5-answer-2 }
who5-calm-1 = { who5-answer-1 }
who5-calm-0 = { who5-answer-0 }

who5-active-label = Aktiv og energisk
who5-active-5 = { who5-answer-5 }
who5-active-4 = { who5-answer-4 }
who5-active-3 = { who5-answer-3 }
who5-active-2 = { who5-answer-2 }
who5-active-1 = { who5-answer-1 }
who5-active-0 = { who5-answer-0 }

who5-rested-label = Vågnet frisk og udhvilet
who5-rested-5 = { who5-answer-5 }
who5-rested-4 = { who5-answer-4 }
who5-rested-3 = { who5-answer-3 }
who5-rested-2 = { who5-answer-2 }
who5-rested-1 = { who5-answer-1 }
who5-rested-0 = { who5-answer-0 }

who5-interested-label = Dagligdag fyldt med ting der interesserer
who5-interested-5 = { who5-answer-5 }
who5-interested-4 = { who5-answer-4 }
who5-interested-3 = { who5-answer-3 }
who5-interested-2 = { who5-answer-2 }
who5-interested-1 = { who5-answer-1 }
who5-interested-0 = { who5-answer-0 }

## En fagperson, der vil vende noget

sparring-no-names = Vi vender det gerne med dig. Skriv ikke, hvem barnet eller familien er. Så kan vi tale frit.
sparring-treatment = I møder de voksne. Godt, at du også tænker på barnet.
sparring-everyday = Du ser barnet til hverdag. Det, du lægger mærke til, er vigtigt.

noticed = Hvad har du lagt mærke til hos barnet?
noticed-hint = Vælg dem, der passer. Tit er der ikke noget at se.
noticed-label = Har lagt mærke til
noticed-quiet = { signs-quiet }
noticed-sad = { signs-sad }
noticed-anxious = { signs-anxious }
noticed-over-adapted = { signs-over-adapted }
noticed-responsible = { signs-responsible }
noticed-self-esteem = { signs-self-esteem }
noticed-conflicts = { signs-conflicts }
noticed-concentration = { signs-concentration }
noticed-stomach = { signs-stomach }
noticed-headache = { signs-headache }
noticed-sleep = { signs-sleep }
noticed-school = { signs-school }
noticed-none = { signs-none }

spoken-with-family = Har du talt med familien om det?
spoken-with-family-label = Talt med familien
spoken-with-family-yes = Ja
spoken-with-family-partly = Lidt
spoken-with-family-no = Nej, ikke endnu

sparring-speaking = Det kan være svært at tage hul på. Vi hjælper dig gerne med ordene.
sparring-duty = Din egen pligt til at underrette gælder, også når du taler med os (barnets lov § 133). Er du i tvivl? Så tænker vi højt sammen med dig.

notified = Er der lavet en underretning?
notified-label = Underretning lavet
notified-yes = Ja
notified-no = Nej
notified-unsure = Det ved jeg ikke

sparring-question = Hvad vil du gerne vende med os?
sparring-question-hint = Et par ord er nok. Skriv ikke navne.
sparring-question-label = Vil gerne vende

## Hvad nu?

elsewhere =
    { $audience ->
        [young] Tak, fordi du skriver. Vi hjælper, til man er 24 år. Men der er andre, som er gode til at hjælpe dig. Dem viser vi dig. Du må også gerne skrive med os først.
       *[relative] Tak, fordi du skriver. Vi hjælper børn og unge, til de er 24 år. Men der er andre, som er gode til at hjælpe her. Dem viser vi dig. Du må også gerne skrive med os først.
    }

wish-elsewhere = Hvad vil du helst?
wish-elsewhere-label = Ønsker
wish-elsewhere-advice = Se, hvem der ellers kan hjælpe
wish-elsewhere-talk = Skrive med en terapeut først

wish-intro =
    { $audience ->
        [young] Tak. Det er flot, at du har fortalt det her. Nu bestemmer du, hvad der skal ske.
       *[relative] Tak, fordi du har fortalt det her. Nu bestemmer du, hvad der skal ske.
    }

wish = Hvad vil du helst?
wish-hint =
    { $audience ->
        [young] Du kan altid lave det om.
        [professional] I samtalen kan familien være med, hvis de vil. Den binder ikke nogen til noget.
       *[relative] Samtalen er gratis. Den binder dig ikke til noget. Du kan altid lave det om.
    }
wish-label = Ønsker
wish-talk = Skrive med en terapeut
wish-pretalk =
    { $audience ->
        [young] Finde en tid, hvor vi kan tale sammen
       *[relative] Finde en tid til en samtale
    }
wish-both = Begge dele
wish-advice = Bare få råd, og se, hvem der ellers kan hjælpe

## En tid til en samtale

pretalk-intro = Find en tid, der passer dig. Samtalen er gratis, og den binder dig ikke til noget.
pretalk-no-times = Lige nu er der ingen ledige tider. Det er os, der skal finde en. Skriv, hvornår du kan, så svarer en terapeut dig her.

pretalk-place = Hvor vil du helst tale med os?
pretalk-place-hint = Er det lige meget, så spring bare over.
pretalk-place-label = Ønsket sted
pretalk-place-unit = Hos os
pretalk-place-outreach = Et andet sted i byen
pretalk-place-online = På video
pretalk-place-phone = I telefonen
pretalk-place-walk = På en gåtur

pretalk-time = Hvornår passer det dig?
pretalk-time-label = Valgt tid
pretalk-time-none-fits = Ingen af dem passer mig

pretalk-when = Hvornår passer det dig bedst?
pretalk-when-hint = For eksempel: hverdage efter kl. 16.
pretalk-when-label = Kan

pretalk-find-other = Du beholder den tid, du har, til du har valgt en ny.
pretalk-find-later = Du ville hellere vente lidt. Her er tiderne længere fremme.
pretalk-none-yet = Lige nu er der ingen ledige tider. Det er os, der skal finde en, ikke dig. En terapeut skriver til dig her med en tid. Det gør vi senest 14 dage efter, at du skrev første gang.
pretalk-none-late = Lige nu er der ingen ledige tider. Det tager længere, end det skal, og det er vi kede af. Det er ikke din skyld. En terapeut skriver til dig her med den første tid, der er.
pretalk-none-other = Lige nu er der ingen andre tider. Du beholder den tid, du har. Sig os, hvornår du kan, så skriver en terapeut til dig her.
pretalk-none-later = Så langt frem er der ingen tider endnu. En terapeut skriver til dig her, når der er en.

pretalk-choose = Hvornår passer det dig?
pretalk-choose-label = Valgt tid
pretalk-choose-none-fits = Ingen af dem passer mig
pretalk-choose-sooner = Jeg vil alligevel gerne have en tid før
pretalk-part-morning = Om formiddagen
pretalk-part-afternoon = Om eftermiddagen
pretalk-part-evening = Om aftenen

pretalk-agree = Skal vi skrive tiden ned til dig?
pretalk-agree-label = Din tid
pretalk-agree-yes = Ja, skriv den ned
pretalk-agree-no = Vælg en anden tid

pretalk-could = Hvornår kan du bedst?
pretalk-could-hint = Du må gerne vælge flere.
pretalk-could-label = Kan bedst
pretalk-could-mornings = Hverdage om formiddagen
pretalk-could-afternoons = Hverdage om eftermiddagen
pretalk-could-evenings = Hverdage om aftenen
pretalk-could-later = Først om mere end to uger

pretalk-later = Hvor længe vil du gerne vente?
pretalk-later-hint = Så viser vi dig tider fra den uge. Du kan altid lave det om.
pretalk-later-label = Vil vente
pretalk-later-2 = Cirka to uger
pretalk-later-4 = Cirka fire uger
pretalk-later-6 = Cirka seks uger

pretalk-words = Er der andet, vi skal vide, når vi finder en tid?
pretalk-words-hint = For eksempel: gerne efter skole, eller helst i telefonen.
pretalk-words-label = Om tiden

pretalk-wait = Vil du vente på det, eller se de første tider?
pretalk-wait-label = Vente
pretalk-wait-wait = Jeg vil gerne vente
pretalk-wait-sooner = Vis de første tider

## Bagefter

got-help = Fik du den hjælp, du havde brug for?
got-help-hint = Det er helt frivilligt. Vi spørger kun én gang. Dit svar gemmes ikke sammen med det, du har skrevet.
got-help-label = Fik hjælp
got-help-high = Ja, i høj grad
got-help-some = Ja, i nogen grad
got-help-lesser = Kun i mindre grad
got-help-not = Nej, slet ikke

got-help-words = Er der noget, vi skal gøre mere af eller gøre bedre?
got-help-words-hint = Det er helt frivilligt. Skriv ikke navne. Vi læser det i samtalen.
got-help-words-label = Egne ord
feedback-thanks = Tak. Det hjælper os med at blive bedre. Du må altid skrive igen.

## Når noget ikke passer

invalid-empty = Der står ikke noget i feltet endnu.
invalid-too-long = Din tekst er for lang. Gør den lidt kortere. Den står her stadig.
invalid-choose-one = Vælg et af svarene, eller spring over.
invalid-choose-some = Vælg mindst ét svar, eller spring over.
invalid-none-and-some = Du har valgt både »ikke noget« og noget andet. Vælg kun det ene.
invalid-option = Det svar er her ikke. Vælg et af dem, du kan se.
invalid-needed = Det her må vi vide for at finde den rette til dig. Vælg det, der passer bedst.
invalid-time-taken = Den tid er lige blevet taget. Her er de tider, der er nu.

spot-cpr = et CPR-nummer
spot-phone = et telefonnummer
spot-email = en mailadresse
spot-address = en adresse
spot-name = et navn

offers-heading = Linje { $line }: Den første linje skal have de samme kolonner som listen fra 2016.
offers-columns = Linje { $line }: Her er for få eller for mange kolonner, eller navnet mangler.
offers-number = Linje { $line }: Der skal stå et helt tal i hver kolonne efter navnet.
offers-twice = Linje { $line }: Det navn står der to gange.
offers-empty = Linje { $line }: Listen er tom.
