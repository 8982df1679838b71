import type { JsonObject } from '../json.ts';
import { bool, checkedBefore, list, object, oneOf, type Rule, text, typed } from './rules.ts';

/** A plain_text object of 1 to `max` characters. */
export function plainText(max: number): Rule {
  return typed({ plain_text: object({ type: checkedBefore, text: text(max) }, { emoji: bool }) });
}

/** A plain_text or mrkdwn object of 1 to `max` characters. */
export function anyText(max: number): Rule {
  return typed({
    plain_text: object({ type: checkedBefore, text: text(max) }, { emoji: bool }),
    mrkdwn: object({ type: checkedBefore, text: text(max) }, { verbatim: bool }),
  });
}

/** A confirmation dialog: title 100, text 300, buttons 30 characters each (@slack/types). */
export const confirm = object(
  { text: anyText(300) },
  {
    title: plainText(100),
    confirm: plainText(30),
    deny: plainText(30),
    style: oneOf('primary', 'danger'),
  },
);

/**
 * The longest option value. @slack/types says 75, and quotations of Slack's current documentation say
 * 150; this peer enforces the stricter, so that nothing depends on which is right.
 */
export const OPTION_VALUE_MAX = 75;

const optionParts = { value: text(OPTION_VALUE_MAX) };

/** An option of a menu: text 75, value 75, description 75. */
export const menuOption = object(
  { text: plainText(75), ...optionParts },
  { description: plainText(75) },
);

/** An option of radio buttons or checkboxes, whose text may be mrkdwn. */
export const choiceOption = object(
  { text: anyText(75), ...optionParts },
  { description: anyText(75) },
);

/** An option of an overflow menu, the only one that may have a url. */
export const overflowOption = object(
  { text: plainText(75), ...optionParts },
  { description: plainText(75), url: text(3000) },
);

/** An option group: label 75, up to 100 options. */
export const optionGroup = object({ label: plainText(75), options: list(menuOption, 100) });

/** An image element, or the image in a block, needs exactly one of image_url and slack_file. */
export function imageSource(value: JsonObject): string | undefined {
  const sources = [value.image_url, value.slack_file].filter((source) => source !== undefined);
  return sources.length === 1 ? undefined : 'must provide one of image_url and slack_file';
}
