/** The most events one request may name. */
export const MAX_EVENTS = 50;
/** The most init calls one request may make: one per event and configuration. */
export const MAX_TARGETS = 100;
/** The longest reason, in characters: what still fits the card's budget beside everything else. */
export const MAX_REASON_CHARS = 500;
export const MAX_TICKET_CHARS = 200;
/** The most webhook types one request may name. */
export const MAX_WEBHOOK_TYPES = 20;
/** doo's highest delivery rate, in webhooks a minute (doo docs: Webhook initialization). */
export const MAX_RATE_PER_MIN = 100;
/** How long ago an end of a window may be, in seconds: ten years. */
export const MAX_AGO_S = 10 * 366 * 86_400;
/** A regex fragment for an event ID. doo takes it as a JSON number, which preserves 15 digits. */
export const EVENT_ID_DIGITS = '[1-9][0-9]{0,14}';

/** How forms and cards encode *all configurations*; never the ID of one. */
export const ALL_CONFIGURATIONS = '*';
