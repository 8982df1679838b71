/** The emoji that the product uses, and similar ones. */
const CHARACTERS: Readonly<Record<string, string>> = {
  alarm_clock: '⏰',
  arrow_forward: '▶️',
  arrows_counterclockwise: '🔄',
  ballot_box_with_check: '☑️',
  bell: '🔔',
  bulb: '💡',
  calendar: '📅',
  clock1: '🕐',
  grey_question: '❔',
  heavy_check_mark: '✔️',
  heavy_minus_sign: '➖',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  link: '🔗',
  lock: '🔒',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  octagonal_sign: '🛑',
  page_facing_up: '📄',
  question: '❓',
  red_circle: '🔴',
  repeat: '🔁',
  rotating_light: '🚨',
  speech_balloon: '💬',
  stopwatch: '⏱️',
  warning: '⚠️',
  white_check_mark: '✅',
  x: '❌',
};

/** The character for an emoji name; the name between colons if unknown, as in Slack. */
export function emojiOf(name: string): string {
  return Object.hasOwn(CHARACTERS, name) ? (CHARACTERS[name] ?? '') : `:${name}:`;
}
