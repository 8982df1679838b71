import { accessoryElements, actionElements, contextImage, inputElements } from './elements.ts';
import { anyText, imageSource, plainText } from './objects.ts';
import {
  bool,
  type Check,
  checkedBefore,
  type Fields,
  list,
  object,
  oneOf,
  text,
  typed,
} from './rules.ts';

export type Surface = 'message' | 'modal' | 'home';

/** The most characters in all markdown blocks of one message together (Slack docs: Markdown block). */
export const MARKDOWN_MAX = 12_000;

const type = { type: checkedBefore };
const optional = { block_id: text(255) };

const textOrFields: Check = (block, pointer, report) => {
  if (block.text === undefined && block.fields === undefined) {
    report('must provide text or fields', pointer);
  }
};

const hasOneSource: Check = (block, pointer, report) => {
  const fault = imageSource(block);
  if (fault !== undefined) report(fault, pointer);
};

const contextElement = typed({
  image: contextImage,
  plain_text: plainText(3000),
  mrkdwn: anyText(3000),
});

const richTextPart = typed(
  Object.fromEntries(
    ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'].map(
      (name) => [
        name,
        object(
          { ...type, elements: list(checkedBefore, 1000, 0) },
          {
            style: checkedBefore,
            indent: checkedBefore,
            offset: checkedBefore,
            border: checkedBefore,
          },
        ),
      ],
    ),
  ),
);

const everywhere = {
  section: object(
    type,
    {
      ...optional,
      text: anyText(3000),
      fields: list(anyText(2000), 10),
      accessory: typed(accessoryElements),
      expand: bool,
    },
    textOrFields,
  ),
  header: object({ ...type, text: plainText(150) }, optional),
  context: object({ ...type, elements: list(contextElement, 10) }, optional),
  divider: object(type, optional),
  actions: object({ ...type, elements: list(typed(actionElements), 25) }, optional),
  input: object(
    { ...type, label: plainText(2000), element: typed(inputElements) },
    { ...optional, hint: plainText(2000), optional: bool, dispatch_action: bool },
  ),
  image: object(
    { ...type, alt_text: text(2000) },
    {
      ...optional,
      title: plainText(2000),
      image_url: text(3000),
      slack_file: object({}, { id: text(255), url: text(3000) }),
    },
    hasOneSource,
  ),
  rich_text: object({ ...type, elements: list(richTextPart, 100) }, optional),
};

const modalOnly = {
  alert: object(
    { ...type, text: anyText(200) },
    { ...optional, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
};

const tableCell = typed({
  raw_text: object({ ...type, text: text(3000) }),
  raw_number: object({ ...type, value: checkedBefore }, { text: text(3000) }),
  rich_text: object({ ...type, elements: list(richTextPart, 100) }, optional),
});

const messageOnly = {
  markdown: object({ ...type, text: text(MARKDOWN_MAX) }, optional),
  table: object(
    { ...type, rows: list(list(tableCell, 20), 100) },
    { ...optional, column_settings: list(checkedBefore, 20) },
  ),
};

/** The rule for each block, by surface, then by `type` (@slack/types 3.2.0, docs.slack.dev/blocks). */
export const blocksOf: Record<Surface, Fields> = {
  message: { ...everywhere, ...messageOnly },
  modal: { ...everywhere, ...modalOnly },
  home: everywhere,
};
