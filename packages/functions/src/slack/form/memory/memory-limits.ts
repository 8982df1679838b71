/** The most characters of a name that are kept and shown. */
export const MAX_NAME_CHARS = 60;
export const MAX_LINK_CHARS = 200;
