import { isJsonObject, type JsonObject, stringAt } from '../../../slack/json.ts';
import { h, type Node } from '../dom.ts';
import type { Store } from '../store.ts';
import { spinner } from '../ui/spinner.ts';
import type { Confirmation } from '../ui-state.ts';
import { type BlockPlace, placeKey, pressButton } from './place.ts';
import { plainWords, textObject, wordsOf } from './text.ts';

/** A button of the app. With `confirm`, it asks first. */
export function button(
  store: Store,
  place: BlockPlace,
  blockId: string,
  element: JsonObject,
): Node {
  const actionId = stringAt(element, 'action_id') ?? '';
  const key = placeKey(place, blockId, actionId);
  const isBusy = store.ui.busy.has(key);
  const style = stringAt(element, 'style') ?? 'plain';
  const press = () => void pressButton(store, place, blockId, actionId);
  const question = confirmationOf(store, element, press);
  const url = stringAt(element, 'url');
  return h(
    'button',
    {
      key: `button ${blockId} ${actionId}`,
      class: `button ${style}${isBusy ? ' busy' : ''}`,
      attrs: {
        type: 'button',
        'aria-label': stringAt(element, 'accessibility_label'),
        'aria-disabled': isBusy ? 'true' : undefined,
        'data-action': actionId,
      },
      on: {
        click() {
          if (isBusy) return;
          if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
          if (question === undefined) press();
          else store.update((ui) => Object.assign(ui, { confirmation: question }));
        },
      },
    },
    isBusy && spinner(),
    h('span', {}, textObject(store, element.text)),
  );
}

function confirmationOf(
  store: Store,
  element: JsonObject,
  proceed: () => void,
): Confirmation | undefined {
  const { confirm } = element;
  if (!isJsonObject(confirm)) return undefined;
  const isDangerous = (confirm.style ?? element.style) === 'danger';
  return {
    title: plainWords(confirm.title),
    text: confirmText(store, confirm.text),
    yes: plainWords(confirm.confirm) || 'Yes',
    no: plainWords(confirm.deny) || 'Cancel',
    isDangerous,
    proceed,
  };
}

function confirmText(store: Store, text: unknown): string {
  const words = plainWords(text);
  return isJsonObject(text) && text.type === 'mrkdwn' ? wordsOf(store, words) : words;
}
