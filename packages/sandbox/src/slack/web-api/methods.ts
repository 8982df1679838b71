import { authTest } from './auth.ts';
import { blocksValidate } from './blocks.ts';
import { botsInfo } from './bots.ts';
import {
  chatDelete,
  chatGetPermalink,
  chatPostEphemeral,
  chatPostMessage,
  chatUpdate,
} from './chat.ts';
import {
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
} from './conversations.ts';
import { filesCompleteUploadExternal, filesGetUploadUrlExternal } from './files.ts';
import { conversationsHistory, conversationsReplies } from './history.ts';
import type { Method } from './method.ts';
import { userGroupsList, userGroupsUsersList } from './user-groups.ts';
import { usersInfo, usersList } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

/** The Web API methods that this peer supports, by name. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['auth.test', authTest],
  ['blocks.validate', blocksValidate],
  ['bots.info', botsInfo],
  ['views.open', viewsOpen],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
  ['views.publish', viewsPublish],
  ['chat.postMessage', chatPostMessage],
  ['chat.update', chatUpdate],
  ['chat.delete', chatDelete],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.getPermalink', chatGetPermalink],
  ['conversations.history', conversationsHistory],
  ['conversations.replies', conversationsReplies],
  ['conversations.info', conversationsInfo],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['usergroups.list', userGroupsList],
  ['usergroups.users.list', userGroupsUsersList],
  ['files.getUploadURLExternal', filesGetUploadUrlExternal],
  ['files.completeUploadExternal', filesCompleteUploadExternal],
]);
