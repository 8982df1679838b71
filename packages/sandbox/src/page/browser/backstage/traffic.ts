import type { Picture, ShownCall, ShownDelivery, ShownEndpoint } from '../../protocol.ts';
import { type Child, h } from '../dom.ts';
import { type Store, zoneOf } from '../store.ts';
import { timeWithSeconds } from '../times.ts';

/** What arrived at doo, at the customer's endpoint and at the app, newest first. */
export function traffic(store: Store): Child {
  const { picture } = store;
  if (picture === undefined) return undefined;
  return [
    endpointPart(picture.endpoint),
    h('h2', {}, 'What doo received'),
    picture.calls.length === 0 && h('p', { class: 'empty' }, 'No calls yet.'),
    h(
      'ol',
      { class: 'calls' },
      picture.calls
        .toReversed()
        .map((call, index) => callView(store, call, picture.calls.length - index)),
    ),
    deliveries(store, picture),
  ];
}

function endpointPart({ runs, arrivals, isFailing, timeFactor }: ShownEndpoint): Child {
  const sent = runs.filter((run) => run.total > 0);
  return [
    h('h2', {}, 'What the customer’s endpoint got'),
    isFailing && h('p', { class: 'warn' }, '⚠ It answers 503 now; doo tries again each minute.'),
    sent.length === 0 && h('p', { class: 'empty' }, 'No webhooks yet.'),
    h('ul', { class: 'runs' }, sent.slice(-4).map(runView)),
    sent.length > 0 &&
      timeFactor !== 1 &&
      h('p', { class: 'hint faster' }, `They come ${timeFactor} times faster than doo sends them.`),
    arrivals.length > 0 &&
      h(
        'ul',
        { class: 'arrivals' },
        arrivals.map(({ path, type, count }) =>
          h(
            'li',
            { key: `${path} ${type}` },
            h('span', { class: 'arrival-type' }, type),
            h('span', { class: 'hint' }, hostOf(path)),
            h('strong', { class: 'count' }, String(count)),
          ),
        ),
      ),
  ];
}

function runView({ id, resource, total, delivered, deadLettered }: ShownEndpoint['runs'][number]) {
  const failed = deadLettered === 0 ? '' : `, ${deadLettered} given up`;
  const words = `${delivered} of ${total} webhooks for ${resource}${failed}`;
  return h(
    'li',
    { key: id },
    h('progress', { attrs: { max: total, value: delivered, 'aria-label': words } }),
    h('span', { class: 'run-words' }, words),
  );
}

/** The first part of the receiver's path names the host that it plays. */
function hostOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function callView(store: Store, call: ShownCall, number: number): Child {
  const { status, fault } = call;
  const isBad = status === undefined || status >= 400;
  return h(
    'li',
    { key: String(number), class: call.endpoint === 'init' ? 'call init' : 'call' },
    h(
      'p',
      { class: 'call-line' },
      h('time', {}, timeWithSeconds(call.atMs, zoneOf(store))),
      h(
        'span',
        { class: isBad ? 'status bad' : 'status' },
        status === undefined ? '…' : String(status),
      ),
      h('span', { class: 'call-path' }, h('b', {}, call.method), ` ${pathWords(call)}`),
    ),
    call.endpoint === 'init' &&
      h('pre', { attrs: { tabindex: 0, 'aria-label': 'Body of the call' } }, bodyWords(call.body)),
    fault !== undefined &&
      h(
        'p',
        { class: 'fault-note' },
        `⚠ Fault: ${fault.replaceAll('_', ' ')}`,
        call.endpoint === 'init' && (call.acted ? ', but doo acted' : ', doo did not act'),
      ),
  );
}

function pathWords({ endpoint, path }: ShownCall): string {
  return endpoint === 'graphql' ? 'GraphQL: event titles' : path;
}

function bodyWords(body: unknown): string {
  return body === undefined ? '(no body)' : JSON.stringify(body, null, 2);
}

function deliveries(store: Store, picture: Picture): Child {
  const late = picture.deliveries.filter(({ late: isLate }) => isLate).length;
  return h(
    'details',
    { key: 'deliveries', class: 'deliveries' },
    h(
      'summary',
      {},
      `What Slack sent to the app (${picture.deliveries.length})`,
      late > 0 && h('span', { class: 'status bad' }, ` ${late} late`),
    ),
    h(
      'ol',
      {},
      picture.deliveries.toReversed().map((delivery) => deliveryView(store, delivery)),
    ),
  );
}

function deliveryView(store: Store, delivery: ShownDelivery): Child {
  const { id, kind, userId, atMs, late, error } = delivery;
  const name = store.picture?.workspace.userNames[userId] ?? userId;
  return h(
    'li',
    { key: id },
    h('time', {}, timeWithSeconds(atMs, zoneOf(store))),
    h('span', {}, `${kind.replaceAll('_', ' ')}, ${name}`),
    h('span', { class: late || error !== null ? 'status bad' : 'status' }, endWords(delivery)),
  );
}

function durationWords(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function endWords({ durationMs, status, late, error }: ShownDelivery): string {
  const seconds = durationMs === null ? '' : durationWords(durationMs);
  if (late) return durationMs === null ? 'late, no answer yet' : `late, answered after ${seconds}`;
  if (error !== null) return error;
  return status === null ? '…' : `${status} in ${seconds}`;
}
