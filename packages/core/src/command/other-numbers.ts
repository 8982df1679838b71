/** A number after one of these is something else. */
const OTHER_WORD =
  /^(?:orders?|bestellung(?:en)?|auftrag|invoices?|rechnung(?:en)?|attendees?|teilnehmer|invitees?|contacts?|kontakte?|tickets?|issues?|cases?|incidents?|organi[sz]ations?|orgs?|orga|organisation(?:en)?|oid|kundennummer|customer-?id|team|customers?|kunden?|accounts?|users?|configurations?|phone|tel|telefon|fax|ports?|errors?|fehler|status|code|http|line|zeile|room|raum|build|version|pr|rate|zip|plz|since|until|seit|bis)$/i;
/** The same as one word with what a number is: `Ticket-Nr`, `Bestellnummer`, `order_id`, `Rechnungs-ID`. */
const OTHER_NUMBER =
  /^(?![Ee]vent|[Vv]eranstaltung)\p{L}{2,30}?(?:-(?:[Nn]r|[Nn]o|[Nn]umbers?|[Nn]ummern?|[Ii][Dd]s?)|nr|nummern?|numbers?|I[Dd]s?)$/u;

/** Whether a word says that the number behind it is something else than an event ID. */
export function namesOther(word: string): boolean {
  return OTHER_WORD.test(word) || OTHER_NUMBER.test(word);
}
