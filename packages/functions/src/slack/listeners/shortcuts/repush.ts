import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { SHORTCUTS } from '../../../messages/ids.ts';
import { oldShortcut } from '../../../messages/private/no-form.ts';
import type { SlackDeps } from '../../deps.ts';
import { EMPTY_DRAFT } from '../../form/draft.ts';
import { notOpened, openRequestForm } from '../../form/open.ts';
import { sourceMessageOf } from '../../shortcut/message-text.ts';
import { answerPrivately, tellDirectly } from '../../tell.ts';
import { failsafe } from '../failsafe.ts';

/** *Repush webhooks…* on a message and everywhere: the form, under the same rules as the command. */
export function registerRepushShortcuts(app: App, deps: SlackDeps): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: SHORTCUTS.message },
    async ({ ack, body, respond }) => {
      const source = sourceMessageOf(body);
      const words = await failsafe(
        deps,
        'shortcut_message',
        async () => {
          const { openMessageForm } = await import('../../shortcut/open-from-message.ts');
          const responseUrl: unknown = body.response_url;
          const opener =
            typeof responseUrl === 'string' ? { ...personOf(body), responseUrl } : personOf(body);
          return openMessageForm(source, opener, deps);
        },
        notOpened,
      );
      if (words !== undefined)
        await (typeof body.response_url === 'string'
          ? answerPrivately(respond, words, source.threadTs, deps)
          : tellDirectly(deps.client, body.user.id, words, deps));
      await ack();
    },
  );
  app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: SHORTCUTS.global },
    async ({ ack, body }) => {
      const words = await failsafe(
        deps,
        'shortcut_global',
        () => openRequestForm({ ...personOf(body), draft: EMPTY_DRAFT }, deps),
        notOpened,
      );
      if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
      await ack();
    },
  );
  const known = Object.values(SHORTCUTS).join('|');
  app.shortcut(new RegExp(`^(?!(?:${known})$)`), async ({ ack, body }) => {
    deps.log.warn('unknown_shortcut');
    await tellDirectly(deps.client, body.user.id, oldShortcut(deps.settings.command), deps);
    await ack();
  });
}

function personOf({ user, trigger_id: triggerId }: GlobalShortcut | MessageShortcut) {
  return { userId: user.id, triggerId };
}
