import type { AskingRefusal, RefusalReason } from '@doo-repush/core/repush/permissions';

/** What a person did that does not count. */
type Refused = 'a decision' | 'a stop' | 'an answer';

/** Why it does not count, or why a person may not ask: a clause that follows the person's name. */
export function refusalWords(
  reason: RefusalReason | AskingRefusal | 'unreadable' | 'not_open',
  refused: Refused = 'a decision',
): string {
  switch (reason) {
    case 'own_request':
      return refused === 'an answer'
        ? 'asked for this request, so an approver must say what happened'
        : 'asked for this request, so a colleague must decide';
    case 'not_requester':
      return 'did not ask for this request';
    case 'not_listed':
      return 'is not among those who may ask';
    case 'not_approver':
      return 'is not an approver';
    case 'guest':
      return 'is a guest of this workspace';
    case 'outsider':
      return 'belongs to another workspace';
    case 'bot':
      return 'is not a person';
    case 'deactivated':
      return 'is deactivated';
    case 'unknown_person':
      return 'is not known to this workspace';
    case 'unverifiable':
      return 'could not be verified with Slack';
    case 'unreadable':
      return `sent ${refused} that cannot be read`;
    case 'not_open':
      return 'answered what is not asked';
  }
}
