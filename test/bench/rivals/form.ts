/** A form the size of a small request form, shared by both rivals. */
export const form = {
  type: 'modal' as const,
  callback_id: 'request',
  title: { type: 'plain_text' as const, text: 'Repush webhooks' },
  submit: { type: 'plain_text' as const, text: 'Ask' },
  close: { type: 'plain_text' as const, text: 'Close' },
  blocks: ['organization', 'configuration', 'reason'].map((name) => ({
    type: 'input' as const,
    block_id: name,
    label: { type: 'plain_text' as const, text: name },
    element: { type: 'plain_text_input' as const, action_id: name },
  })),
};
