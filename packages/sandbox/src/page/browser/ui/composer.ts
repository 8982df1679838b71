import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import { icon } from './icon.ts';
import { shortcutMenu } from './shortcuts.ts';
import { spinner } from './spinner.ts';

export interface ComposerPlace {
  readonly channelId: string;
  readonly threadTs?: string;
  readonly label: string;
}

/** Where messages and commands are typed. Typing `/` offers the app's command. */
export function composer(store: Store, place: ComposerPlace): Child {
  const key = `composer ${place.channelId} ${place.threadTs ?? ''}`;
  const text = store.ui.typed.get(key) ?? '';
  const command = store.picture?.workspace.command;
  const isThread = place.threadTs !== undefined;
  const name = command?.name ?? '';
  const isOffered =
    !isThread &&
    text.startsWith('/') &&
    !text.includes(' ') &&
    name.startsWith(text) &&
    text !== name;
  const hasHint = !isThread && (text === name || text.startsWith(`${name} `)) && name !== '';
  const isBusy = store.ui.busy.has(key);
  const listId = `offer-${isThread ? 'thread' : 'channel'}`;
  const type = (value: string) => store.update((ui) => ui.typed.set(key, value));
  const send = () => void sendTyped(store, place, key);

  return h(
    'form',
    {
      class: 'composer',
      attrs: { 'aria-label': place.label },
      on: {
        submit(event) {
          event.preventDefault();
          send();
        },
      },
    },
    isOffered &&
      h(
        'ul',
        { class: 'offer', attrs: { id: listId, role: 'listbox', 'aria-label': 'Commands' } },
        h(
          'li',
          {
            class: 'option active',
            attrs: { id: `${listId}-0`, role: 'option', 'aria-selected': 'true' },
            on: {
              mousedown(event) {
                event.preventDefault();
                type(`${name} `);
              },
            },
          },
          h('span', { class: 'offer-name' }, name),
          h('span', { class: 'offer-hint' }, command?.hint ?? ''),
          h('span', { class: 'hint' }, command?.about ?? ''),
        ),
      ),
    hasHint &&
      h(
        'p',
        { class: 'usage', attrs: { id: `${listId}-usage` } },
        h('code', {}, name),
        ` ${command?.hint ?? ''}`,
      ),
    h(
      'div',
      { class: 'composer-line' },
      shortcutMenu(store, { type: 'global', label: 'Shortcuts' }),
      h('textarea', {
        class: 'composer-text',
        value: text,
        attrs: {
          rows: Math.min(6, text.split('\n').length),
          'aria-label': place.label,
          placeholder: place.label,
          role: isThread ? undefined : 'combobox',
          'aria-expanded': isThread ? undefined : isOffered ? 'true' : 'false',
          'aria-controls': isThread ? undefined : listId,
          'aria-autocomplete': isThread ? undefined : 'list',
          'aria-activedescendant': isOffered ? `${listId}-0` : undefined,
          'aria-describedby': hasHint ? `${listId}-usage` : undefined,
        },
        on: {
          input({ target }) {
            if (target instanceof HTMLTextAreaElement) type(target.value);
          },
          keydown(event) {
            if (event.isComposing || event.shiftKey) return;
            const completes = isOffered && (event.key === 'Tab' || event.key === 'Enter');
            if (!completes && event.key !== 'Enter') return;
            event.preventDefault();
            if (completes) type(`${name} `);
            else send();
          },
        },
      }),
      h(
        'button',
        {
          class: 'send',
          attrs: {
            type: 'submit',
            'aria-label': 'Send',
            'aria-disabled': isBusy || text.trim() === '' ? 'true' : undefined,
          },
        },
        isBusy ? spinner() : icon('send'),
      ),
    ),
  );
}

async function sendTyped(store: Store, place: ComposerPlace, key: string): Promise<void> {
  const text = (store.ui.typed.get(key) ?? '').trim();
  if (text === '' || store.ui.busy.has(key)) return;
  const { channelId, threadTs } = place;
  const { person } = store.ui;
  store.update((ui) => ui.typed.delete(key));
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command !== null && threadTs === undefined) {
    const [, name = '', rest = ''] = command;
    await store.act('command', { person, channelId, command: name, text: rest }, key);
    return;
  }
  const thread = threadTs === undefined ? {} : { threadTs };
  await store.act('say', { person, channelId, text, ...thread }, key);
}
