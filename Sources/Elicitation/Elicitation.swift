// Elicitation
