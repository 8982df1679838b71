import type { ElementRef } from '../blocks/parts.ts';
import { findFile } from '../workspace/files.ts';
import { addMessage } from '../workspace/messages.ts';
import type { Ephemeral, Message, Notice, ViewRecord } from '../workspace/model.ts';
import { homeView, topView } from '../workspace/views.ts';
import { type ClickOptions, clickInMessage, type MessageRef } from './click.ts';
import { sendCommand } from './command.ts';
import { activePerson, type ClientContext, ClientError, openChannel } from './context.ts';
import type { Answer, Delivery, RawAnswer } from './delivery.ts';
import { type Choice, chooseOption, fillField } from './fields.ts';
import { openHomeTab } from './home.ts';
import { chooseShortcut } from './shortcut.ts';
import { dismissView, type Submission, submitView } from './submit.ts';
import { type Suggestions, suggestOptions } from './suggest.ts';
import { pressInView } from './view-actions.ts';

/**
 * What people do and see in Slack. An action resolves once the app has responded or its 3 seconds are
 * over; it throws ClientError for what Slack's client would not allow. Everything returned is a copy.
 */
export interface SlackClient {
  command(
    userId: string,
    command: string,
    text: string,
    channelId: string,
  ): Promise<Delivery | undefined>;
  suggest(userId: string, viewId: string, ref: ElementRef, query: string): Promise<Suggestions>;
  choose(
    userId: string,
    viewId: string,
    ref: ElementRef,
    choice: Choice | Choice[] | null,
  ): Promise<Delivery | undefined>;
  fill(
    userId: string,
    viewId: string,
    ref: ElementRef,
    value: string | number | null,
    options?: { pressEnter?: boolean },
  ): Promise<Delivery | undefined>;
  /** Presses a button of a view or of the Home tab. */
  press(userId: string, viewId: string, ref: ElementRef): Promise<Delivery>;
  submit(userId: string, viewId: string, options?: { times?: number }): Promise<Submission>;
  close(userId: string, viewId: string): Promise<Delivery | undefined>;
  click(
    userId: string,
    at: MessageRef,
    actionId: string,
    options?: ClickOptions,
  ): Promise<Delivery>;
  /** Chooses a shortcut: a message shortcut if a message is given, otherwise a global one. */
  shortcut(userId: string, callbackId: string, at?: MessageRef): Promise<Delivery>;
  openHome(userId: string): Promise<Delivery | undefined>;
  /** Writes a message as a person. */
  say(userId: string, channelId: string, text: string, threadTs?: string): Message;
  /** Sends a recorded delivery again, freshly signed; the response has no effect. */
  redeliver(delivery: Delivery): Promise<Answer>;
  /** Posts exactly these bytes and headers to the app, as anyone on the internet could. */
  deliver(rawBody: string, headers: Record<string, string>): Promise<RawAnswer>;

  /**
   * The top view of the person's modal, with what they have entered and the messages under its fields.
   */
  openView(userId: string): ViewRecord | undefined;
  home(userId: string): ViewRecord | undefined;
  /** A channel's messages without replies, oldest first. */
  messages(channelId: string): Message[];
  /** A message and its replies, oldest first. */
  thread(channelId: string, ts: string): Message[];
  ephemerals(userId: string): Ephemeral[];
  /** The messages between the app and a person, replies included, oldest first. */
  directMessages(userId: string): Message[];
  notices(userId: string): Notice[];
  /** The content of a file in one of the person's channels; otherwise undefined. */
  fileContent(userId: string, fileId: string): Uint8Array | undefined;
}

type Actions = Omit<SlackClient, keyof ReturnType<typeof createReaders>>;

function createReaders({ workspace }: ClientContext) {
  const stored = (channelId: string) => workspace.state.messages[channelId] ?? [];
  const own = <Item extends { userId: string }>(items: Item[], userId: string) =>
    structuredClone(items.filter((item) => item.userId === userId));
  return {
    openView: (userId: string) => structuredClone(topView(workspace, userId)),
    home: (userId: string) => structuredClone(homeView(workspace, userId)),
    messages: (channelId: string) =>
      structuredClone(
        stored(channelId).filter(({ ts, thread_ts: parent }) => (parent ?? ts) === ts),
      ),
    thread: (channelId: string, ts: string) =>
      structuredClone(stored(channelId).filter((it) => it.ts === ts || it.thread_ts === ts)),
    ephemerals: (userId: string) => own(workspace.state.ephemerals, userId),
    directMessages(userId: string) {
      const channel = workspace.state.channels.find(
        ({ kind, members }) => kind === 'im' && members.includes(userId),
      );
      return structuredClone(channel === undefined ? [] : stored(channel.id));
    },
    notices: (userId: string) => own(workspace.state.notices, userId),
    fileContent(userId: string, fileId: string) {
      const shared = workspace.state.channels.some(
        ({ id, members }) =>
          members.includes(userId) &&
          stored(id).some(({ files = [] }) => files.some((file) => file.id === fileId)),
      );
      const content = shared ? findFile(workspace, fileId)?.contentBase64 : undefined;
      return content === undefined || content === null
        ? undefined
        : new Uint8Array(Buffer.from(content, 'base64'));
    },
  };
}

function createActions(context: ClientContext): Actions {
  const { workspace, deliverer } = context;
  return {
    command: (userId, command, text, channelId) =>
      sendCommand(context, userId, command, text, channelId),
    suggest: (userId, viewId, ref, query) => suggestOptions(context, userId, viewId, ref, query),
    choose: (userId, viewId, ref, choice) => chooseOption(context, userId, viewId, ref, choice),
    fill: (userId, viewId, ref, value, options) =>
      fillField(context, userId, viewId, ref, value, options?.pressEnter),
    press: async (userId, viewId, ref) => pressInView(context, userId, viewId, ref),
    submit: (userId, viewId, options) => submitView(context, userId, viewId, options?.times),
    close: (userId, viewId) => dismissView(context, userId, viewId),
    click: (userId, at, actionId, options) =>
      clickInMessage(context, userId, at, actionId, options),
    shortcut: (userId, callbackId, at) => chooseShortcut(context, userId, callbackId, at),
    openHome: (userId) => openHomeTab(context, userId),
    say(userId, channelId, text, threadTs) {
      const user = activePerson(context, userId);
      openChannel(context, userId, channelId);
      if (text === '') throw new ClientError('not_allowed', 'nothing to say');
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const author = { user: userId, team: user.team_id };
      return structuredClone(addMessage(workspace, channelId, author, { text, ...thread }));
    },
    redeliver: ({ kind, userId, body, contentType }) =>
      deliverer.send(kind, userId, body, { contentType }),
    deliver: (rawBody, headers) => deliverer.raw(rawBody, headers),
  };
}

/** Creates the client half of Slack for everyone in the workspace. */
export function createSlackClient(context: ClientContext): SlackClient {
  return { ...createActions(context), ...createReaders(context) };
}
