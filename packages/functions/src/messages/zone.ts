/** What people call a time zone by, as plain text: `Berlin` for `Europe/Berlin`. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
