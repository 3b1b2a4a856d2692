helped-no-thanks = No, thank you
said-helped = About the help: { $words }
