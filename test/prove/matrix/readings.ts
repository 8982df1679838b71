import { cards } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { parse } from 'csv-parse/sync';
import { factsOf } from '../../support/requests.ts';
import type { Lab } from './lab.ts';
import { wordsOf } from './watch.ts';

/** Requests that a page of the history and the Home tab show (docs/guide.md). */
const SHOWN = { history: 8, home: 20 };

/** Something of the ledger that a person reads. */
export interface Reading {
  readonly name: string;
  readonly ask: (lab: Lab) => Promise<unknown>;
  /** How much of the kind the person has got until now. */
  readonly count: (lab: Lab) => number;
  /** The references in what came after the first `count`, in their order, where it is whole. */
  readonly shown: (lab: Lab, count: number) => readonly string[] | undefined;
  /** The references that are there to be shown. */
  readonly expected: (lab: Lab) => readonly string[];
}

/** The references of all requests, newest first. */
function references({ sandbox }: Lab): readonly string[] {
  const all = cards(sandbox).toSorted((one, other) => Number(other.ts) - Number(one.ts));
  return all.map((card) => String(factsOf(card).reference));
}

function referencesIn(words: string): readonly string[] {
  return [...words.matchAll(/(?:\||· )([0-9A-F]{6})(?=>|\s|"|$)/gm)].map(([, reference]) =>
    String(reference),
  );
}

const command = (text: string) => (lab: Lab) =>
  lab.sandbox.slack.client.command(people.requester, '/doo-repush', text, people.general);

const answersTo = ({ sandbox: { slack } }: Lab) => slack.client.ephemerals(people.requester);
const filesTo = ({ sandbox: { slack } }: Lab) =>
  slack.client.directMessages(people.requester).flatMap(({ files = [] }) => files);
const publishedTo = ({ sandbox: { slack } }: Lab) =>
  slack.calls.filter(
    ({ method, args, ok }) => method === 'views.publish' && ok && args.user_id === people.requester,
  );

export const READINGS: readonly Reading[] = [
  {
    name: 'history',
    ask: command('history'),
    count: (lab) => answersTo(lab).length,
    shown(lab, count) {
      const page = answersTo(lab)
        .slice(count)
        .find(({ text }) => /^Requests: \d+ requests?, newest first/.test(text));
      if (page === undefined) return undefined;
      const words = JSON.stringify(page.blocks);
      return words.includes("That's all Slack loaded") ? undefined : referencesIn(words);
    },
    expected: (lab) => references(lab).slice(0, SHOWN.history),
  },
  {
    name: 'export',
    ask: command('export csv'),
    count: (lab) => filesTo(lab).length,
    shown(lab, count) {
      const file = filesTo(lab).slice(count).at(-1);
      if (file === undefined) return undefined;
      const content = lab.sandbox.slack.client.fileContent(people.requester, file.id);
      const text = Buffer.from(content ?? []).toString();
      // Where Slack does not tell the asker's locale, the file has commas.
      const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
      const rows: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter });
      return [...new Set(rows.map(({ reference }) => String(reference)))];
    },
    // A request of an earlier cell has two cards where Slack did not let the first one be changed.
    expected: (lab) => [...new Set(references(lab))],
  },
  {
    name: 'Home tab',
    ask: (lab) => lab.sandbox.slack.client.openHome(people.requester).then(() => 'opened'),
    count: (lab) => publishedTo(lab).length,
    shown(lab, count) {
      if (publishedTo(lab).length <= count) return undefined;
      const view = lab.sandbox.slack.client.home(people.requester)?.view;
      const words = wordsOf({ text: '', blocks: view?.blocks } as never);
      // Whom Slack does not know is told so, and opens the tab again.
      if (
        /Reading the requests|be read just now|requests can't be shown|Slack couldn't say|don't have access/.test(
          words,
        )
      )
        return undefined;
      return referencesIn(words.slice(words.indexOf('Recent requests')));
    },
    expected: (lab) => references(lab).slice(0, SHOWN.home),
  },
];
