export type Place =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'app'; readonly tab: 'home' | 'messages' };

/** A question asked before a button acts. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDangerous: boolean;
  readonly proceed: () => void;
}

/** What a look-up field shows while someone types into it. */
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

/** The page's own state. */
export interface Ui {
  person: string;
  place: Place;
  /** The parent message of the open thread. */
  thread: { readonly channelId: string; readonly ts: string } | undefined;
  /** Which column a narrow window shows. */
  pane: Pane;
  tab: Tab;
  connection: 'opening' | 'live' | 'lost';
  confirmation: Confirmation | undefined;
  /** A short message about what could not be done. */
  complaint: string | undefined;
  isGuideHidden: boolean;
  /** What is playing automatically, in words. */
  playing: string | undefined;
  /** Text typed into composers and fields that the server does not have yet. */
  readonly typed: Map<string, string>;
  readonly lookUps: Map<string, LookUp>;
  /** What is waiting for a response. */
  readonly busy: Set<string>;
  /** By person and channel: the newest message they have seen. */
  readonly seen: Map<string, string>;
  /** Other small choices in the page's controls, by name. */
  readonly choices: Map<string, string>;
}
