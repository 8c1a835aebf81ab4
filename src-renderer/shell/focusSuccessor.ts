/** Where something was taken from: what held it, and its neighbours at that time. */
export interface Place {
  readonly parent: Element;
  readonly before: Node | null;
  readonly after: Node | null;
}

const FOCUSABLE = ['a[href]', 'button:not([disabled])', 'input:not([disabled])', 'select', 'textarea', '[tabindex]']
  .map((kind) => `${kind}:not([tabindex="-1"])`)
  .join();

/** In the order of the page. What is drawn nowhere has no boxes. */
function focusables(within: Element): HTMLElement[] {
  const all = [...within.querySelectorAll<HTMLElement>(FOCUSABLE)];
  if (within instanceof HTMLElement && within.matches(FOCUSABLE)) all.unshift(within);
  return all.filter((one) => one.getClientRects().length > 0);
}

/** Where `lost`, or what held it, was taken from by these changes. Null where that does not stand any more either. */
export function takenFrom(changes: readonly MutationRecord[], lost: Node): Place | null {
  for (const { target, removedNodes, previousSibling, nextSibling } of changes) {
    if (!(target instanceof Element) || ![...removedNodes].some((node) => node.contains(lost))) continue;
    return target.isConnected ? { parent: target, before: previousSibling, after: nextSibling } : takenFrom(changes, target);
  }
  return null;
}

/**
 * What takes the focus after `lost`: of what stands in its place the one of the same name, else the first of what stands there or
 * follows, else of what stands before, then the same around the parent. Null where the main part has nothing that can have it.
 */
export function successor(place: Place, lost: HTMLElement): HTMLElement | null {
  const name = nameOf(lost);
  const standsThere = nowAt(place);
  let at = standsThere === null ? place.parent.childNodes.length : [...place.parent.childNodes].findIndex((node) => node === standsThere);
  for (let around: Element | null = place.parent; around !== null; around = around.parentElement) {
    const nodes: ChildNode[] = [...around.childNodes];
    for (const node of [...nodes.slice(at), ...nodes.slice(0, at).reverse()]) {
      const able = node instanceof Element ? focusables(node) : [];
      const next = able.find((one) => nameOf(one) === name) ?? able[0];
      if (next !== undefined) return next;
    }
    if (around.id === 'main') return null;
    const outer: Element | null = around.parentElement;
    at = outer === null ? 0 : [...outer.childNodes].indexOf(around) + 1;
  }
  return null;
}

/** What stands there now: what came instead, or what followed. Null at the end. */
function nowAt({ parent, before, after }: Place): Node | null {
  if (before === null) return parent.firstChild;
  if (before.parentNode === parent) return before.nextSibling;
  return after?.parentNode === parent ? after : null;
}

const nameOf = (element: HTMLElement): string => element.getAttribute('aria-label') ?? element.textContent;
