/** Most events that one request may name. */
export const MAX_EVENTS = 50;
/** Most init calls of one request: one for each event and configuration. */
export const MAX_TARGETS = 100;
/** Longest reason, in characters: what still fits the card's budget beside everything else. */
export const MAX_REASON_CHARS = 500;
export const MAX_TICKET_CHARS = 200;
/** Most webhook types that one request may name. */
export const MAX_WEBHOOK_TYPES = 20;
/** doo's highest delivery rate, in webhooks a minute (doo docs: Webhook initialization). */
export const MAX_RATE_PER_MIN = 100;
/** An event id, at any place of a pattern: doo takes it as a JSON number, which keeps 15 digits. */
export const EVENT_ID_DIGITS = '[1-9][0-9]{0,14}';

/** How forms and cards write that all configurations are asked for; never the id of one. */
export const ALL_CONFIGURATIONS = '*';
