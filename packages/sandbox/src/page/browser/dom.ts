/** Describes one element; `render` updates the document to match, skipping one drawn last time. */
export interface Node {
  readonly tag: string;
  readonly key: string | undefined;
  readonly props: Props;
  readonly children: readonly (Node | string)[];
}

export type Child = Node | string | false | null | undefined | readonly Child[];

type Handler<E extends Event> = (event: E) => void;

export interface Props {
  /** Identifies an element among its siblings, so that it keeps its focus and scroll position. */
  readonly key?: string;
  readonly class?: string;
  /** Attributes; false and undefined are omitted, true gives an empty value. */
  readonly attrs?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Set as properties, if they differ from the element's own. */
  readonly value?: string;
  readonly checked?: boolean;
  readonly on?: {
    readonly click?: Handler<MouseEvent>;
    readonly mousedown?: Handler<MouseEvent>;
    readonly input?: Handler<Event>;
    readonly change?: Handler<Event>;
    readonly keydown?: Handler<KeyboardEvent>;
    readonly focus?: Handler<FocusEvent>;
    readonly blur?: Handler<FocusEvent>;
    readonly submit?: Handler<SubmitEvent>;
    readonly cancel?: Handler<Event>;
    readonly toggle?: Handler<Event>;
  };
  /** Called once the element is in the document, and before it is removed. */
  readonly added?: (element: HTMLElement) => void;
  readonly removed?: (element: HTMLElement) => void;
}

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect']);
const drawn = new WeakMap<globalThis.Node, Node>();

/** Describes an element. Strings become text, never markup. */
export function h(tag: string, props: Props = {}, ...children: readonly Child[]): Node {
  return { tag, key: props.key, props, children: flat(children) };
}

function flat(children: readonly Child[]): (Node | string)[] {
  const found: (Node | string)[] = [];
  for (const child of children) {
    if (child === false || child === null || child === undefined || child === '') continue;
    if (typeof child === 'string' || 'tag' in child) found.push(child);
    else found.push(...flat(child));
  }
  return found;
}

/** Updates the children of `parent` to match `children`, keeping every element that can stay. */
export function render(parent: Element, children: readonly Child[]): void {
  const added: (() => void)[] = [];
  patchChildren(parent, flat(children), added);
  for (const tell of added) tell();
}

function patchChildren(
  parent: Element,
  wanted: readonly (Node | string)[],
  added: (() => void)[],
): void {
  const keyed = new Map<string, Element>();
  const free: globalThis.Node[] = [];
  for (const child of parent.childNodes) {
    const key = drawn.get(child)?.key;
    if (key !== undefined && child instanceof Element) keyed.set(key, child);
    else free.push(child);
  }
  const kept = wanted.map((child) => reusable(child, keyed, free));
  const staying = new Set(kept);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) remove(child);
  let there = parent.firstChild;
  for (const [index, child] of wanted.entries()) {
    const node = update(kept[index], child, added);
    if (there === node) there = node.nextSibling;
    else parent.insertBefore(node, there);
  }
}

function reusable(
  child: Node | string,
  keyed: Map<string, Element>,
  free: globalThis.Node[],
): globalThis.Node | undefined {
  if (typeof child !== 'string' && child.key !== undefined) {
    const found = keyed.get(child.key);
    if (found === undefined || drawn.get(found)?.tag !== child.tag) return undefined;
    keyed.delete(child.key);
    return found;
  }
  const at = free.findIndex((node) =>
    typeof child === 'string' ? node instanceof Text : drawn.get(node)?.tag === child.tag,
  );
  return at === -1 ? undefined : free.splice(at, 1)[0];
}

function update(
  node: globalThis.Node | undefined,
  child: Node | string,
  added: (() => void)[],
): globalThis.Node {
  if (typeof child === 'string') {
    const text = node ?? document.createTextNode(child);
    if (text.nodeValue !== child) text.nodeValue = child;
    return text;
  }
  if (node instanceof Element) {
    if (drawn.get(node) === child) return node;
    patchElement(node, drawn.get(node)?.props ?? {}, child, added);
    return node;
  }
  const element = SVG_TAGS.has(child.tag)
    ? document.createElementNS(SVG, child.tag)
    : document.createElement(child.tag);
  patchElement(element, {}, child, added);
  const tell = child.props.added;
  if (tell !== undefined && element instanceof HTMLElement) added.push(() => tell(element));
  return element;
}

function patchElement(element: Element, before: Props, child: Node, added: (() => void)[]): void {
  const { props } = child;
  drawn.set(element, child);
  if (props.class !== before.class) element.setAttribute('class', props.class ?? '');
  patchAttributes(element, before.attrs ?? {}, props.attrs ?? {});
  patchHandlers(element, before.on ?? {}, props.on ?? {});
  patchChildren(element, child.children, added);
  patchValue(element, props);
}

function patchAttributes(
  element: Element,
  before: NonNullable<Props['attrs']>,
  attrs: NonNullable<Props['attrs']>,
): void {
  for (const name of Object.keys(before)) if (!(name in attrs)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === before[name] && name !== 'open') continue;
    if (value === false || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function patchHandlers(
  element: Element,
  before: NonNullable<Props['on']>,
  handlers: NonNullable<Props['on']>,
): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(handlers)])) {
    if (!(name in before)) element.addEventListener(name, callHandler);
    else if (!(name in handlers)) element.removeEventListener(name, callHandler);
  }
}

/** Calls the newest handler described for the element. */
function callHandler(event: Event): void {
  const target = event.currentTarget;
  if (!(target instanceof Element)) return;
  const handlers: Readonly<Record<string, unknown>> = { ...drawn.get(target)?.props.on };
  const handler = handlers[event.type];
  if (typeof handler === 'function') handler(event);
}

function patchValue(element: Element, { value, checked }: Props): void {
  if (checked !== undefined && element instanceof HTMLInputElement) element.checked = checked;
  const hasValue =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  if (value !== undefined && hasValue && element.value !== value) element.value = value;
}

function remove(node: globalThis.Node): void {
  tellRemoved(node);
  node.parentNode?.removeChild(node);
}

function tellRemoved(node: globalThis.Node): void {
  for (const child of node.childNodes) tellRemoved(child);
  if (node instanceof HTMLElement) drawn.get(node)?.props.removed?.(node);
}
