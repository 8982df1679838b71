export type Place =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'app'; readonly tab: 'home' | 'messages' };

/** A question that is asked before a button does its work. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDangerous: boolean;
  readonly proceed: () => void;
}

/** What a look-up field shows while somebody types into it. */
export interface LookUp {
  readonly query: string | undefined;
  readonly isOpen: boolean;
  readonly status: 'idle' | 'loading' | 'done' | 'failed';
  readonly options: readonly LookUpOption[];
  readonly active: number;
  readonly problem: string | undefined;
}

export interface LookUpOption {
  readonly value: string;
  readonly text: string;
  readonly description: string | undefined;
}

export type Tab = 'traffic' | 'faults' | 'time';

export type Pane = 'messages' | 'workspace' | 'backstage';

/** What the page itself remembers. */
export interface Ui {
  person: string;
  place: Place;
  /** The message of the open thread. */
  thread: { readonly channelId: string; readonly ts: string } | undefined;
  /** Which column a narrow window shows. */
  pane: Pane;
  tab: Tab;
  connection: 'opening' | 'live' | 'lost';
  confirmation: Confirmation | undefined;
  /** A short word on what could not be done. */
  complaint: string | undefined;
  isGuideHidden: boolean;
  /** What is being played by itself, in words. */
  playing: string | undefined;
  /** Composers and fields: what was typed and is not at the server yet. */
  readonly typed: Map<string, string>;
  readonly lookUps: Map<string, LookUp>;
  /** What waits for an answer. */
  readonly busy: Set<string>;
  /** By person and channel: the newest message that was before their eyes. */
  readonly seen: Map<string, string>;
  /** Other small choices of the page's controls, by name. */
  readonly choices: Map<string, string>;
}
