import { type JsonObject, type JsonValue, objectsIn, stringAt } from '../json.ts';
import { blocksOf, MARKDOWN_MAX, type Surface } from './blocks.ts';
import { actionElements } from './elements.ts';
import { plainText } from './objects.ts';
import { bool, type Check, list, object, oneOf, type Report, text, typed } from './rules.ts';
import { checkFocus, checkUniqueIds } from './uniqueness.ts';

const MAX_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

function collect(run: (report: Report) => void): string[] {
  const faults: string[] = [];
  run((fault, pointer) => faults.push(`[ERROR] ${fault} [json-pointer:${pointer}]`));
  return faults;
}

/** Limits per message: 12,000 characters of markdown and one table (@slack/types). */
function checkSums(blocks: JsonObject[], pointer: string, report: Report): void {
  const markdown = blocks.filter((block) => block.type === 'markdown');
  const length = markdown.reduce((sum, block) => sum + (stringAt(block, 'text') ?? '').length, 0);
  if (markdown.length > 1 && length > MARKDOWN_MAX) {
    report(`markdown must be less than ${MARKDOWN_MAX + 1} characters in all`, pointer);
  }
  if (blocks.filter((block) => block.type === 'table').length > 1) {
    report('only_one_table_allowed', pointer);
  }
}

function blockList(surface: Surface) {
  const shape = list(typed(blocksOf[surface]), MAX_BLOCKS[surface], 0);
  return (value: JsonValue, pointer: string, report: Report): void => {
    shape(value, pointer, report);
    checkUniqueIds(objectsIn(value), pointer, report);
    if (surface === 'message') checkSums(objectsIn(value), pointer, report);
    else checkFocus(objectsIn(value), pointer, report);
  };
}

const submitWithInputs: Check = (view, pointer, report) => {
  const hasInput = objectsIn(view.blocks).some((block) => block.type === 'input');
  if (hasInput && view.submit === undefined) {
    report('missing required field: submit (the view has input blocks)', pointer);
  }
};

const anyView = {
  private_metadata: text(3000, 0),
  callback_id: text(255, 0),
  external_id: text(255, 0),
};

const modal = object(
  { type: oneOf('modal'), title: plainText(24), blocks: blockList('modal') },
  {
    ...anyView,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: bool,
    notify_on_close: bool,
    submit_disabled: bool,
  },
  submitWithInputs,
);

const home = object({ type: oneOf('home'), blocks: blockList('home') }, anyView);

/**
 * The errors in a message's blocks, as Slack words them: "[ERROR] … [json-pointer:/blocks/0]". Empty if
 * Slack would accept them.
 */
export function messageFaults(blocks: JsonValue): string[] {
  return collect((report) => blockList('message')(blocks, '/blocks', report));
}

/** The errors in a view definition for a modal or a Home tab, in the same wording. */
export function viewFaults(view: JsonValue, surface: 'modal' | 'home'): string[] {
  const rule = surface === 'modal' ? modal : home;
  return collect((report) => rule(view, '/view', report));
}

/**
 * The errors in an app's response to an option look-up: up to 100 options, or option groups. An empty
 * list of options is valid.
 */
export function optionFaults(answer: JsonObject): string[] {
  if (Array.isArray(answer.options) && answer.options.length === 0) return [];
  const { options, option_groups: groups } = answer;
  const menu: JsonObject = { type: 'static_select' };
  if (options !== undefined) menu.options = options;
  if (groups !== undefined) menu.option_groups = groups;
  return collect((report) => typed(actionElements)(menu, '', report));
}
