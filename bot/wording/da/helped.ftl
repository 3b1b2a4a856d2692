helped-no-thanks = Nej tak
said-helped = Om hjælpen: { $words }
