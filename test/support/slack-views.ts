import type { KnownBlock, ModalView, PlainTextElement } from '@slack/types';

/** A plain_text object. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}

/** An input block `name` with a text field `text`. */
export function textInput(name: string, more: { optional?: boolean } = {}): KnownBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(name),
    element: { type: 'plain_text_input', action_id: 'text' },
    ...more,
  };
}

/** A modal with these blocks and a submit button. */
export function modal(blocks: KnownBlock[], more: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('Form'),
    submit: plain('Send'),
    blocks,
    ...more,
  };
}
