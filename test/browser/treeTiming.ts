import type { CDPSession, Page } from 'playwright-core';
import type { TreeNode } from '../../src/shared/tree.ts';

const ROUNDS = 5;

/** Milliseconds. */
export interface Cost {
  /** From the key's event until the lines are painted. */
  wall: number;
  /** Of that, the main thread's own: what a busy machine adds is not in it. */
  busy: number;
}

/** Measures in the page, so that Playwright's way there and back is not in it. */
export class Stopwatch {
  readonly #page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: Page): Promise<Stopwatch> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new Stopwatch(page, session);
  }

  /** Presses a key: until the line at a place has that text and is painted. */
  async key(key: string, line: { at: number; text: string }): Promise<Cost> {
    const handle = await this.#page.evaluateHandle(({ at, text }) => {
      const isThere = () => document.querySelectorAll('[role=treeitem]')[at]?.textContent?.includes(text);
      const time = new Promise<number>((done) => {
        const start = () => {
          const begun = performance.now();
          const look = () => {
            if (isThere()) {
              observer.disconnect();
              // The task after the frame that draws it.
              requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
            }
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        };
        document.addEventListener('keydown', start, { capture: true, once: true });
      });
      return { time };
    }, line);
    return this.#cost(async () => {
      await this.#page.keyboard.press(key);
      return handle.evaluate(({ time }) => time);
    });
  }

  /** A fixed piece of work by which the tree is measured: 400 plain lines, drawn and painted. */
  plainLines(): Promise<Cost> {
    return this.#cost(() =>
      this.#page.evaluate(async () => {
        const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const start = performance.now();
        const list = document.createElement('div');
        for (let line = 0; line < 400; line++) {
          const row = list.appendChild(document.createElement('div'));
          row.style.cssText = 'display: flex; gap: 8px; height: 33px; overflow: hidden';
          for (let cell = 0; cell < 6; cell++) {
            row.appendChild(document.createElement('span')).textContent = `Cell ${line} ${cell}`;
          }
        }
        document.body.prepend(list);
        await painted();
        const time = performance.now() - start;
        list.remove();
        await painted();
        return time;
      }),
    );
  }

  async #cost(work: () => Promise<number>): Promise<Cost> {
    const before = await this.#busy();
    const wall = await work();
    return { wall, busy: (await this.#busy()) - before };
  }

  async #busy(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  }
}

/** What something took, and what 400 plain lines took right before: what slows down the one slows down the other. */
export interface Round {
  cost: Cost;
  lines: Cost;
}

/** Does something some times over; what it does is told as costs, in an order of its own. */
export async function rounds(watch: Stopwatch, work: (number: number) => Promise<Cost[]>): Promise<Round[][]> {
  const kinds: Round[][] = [];
  for (let number = 0; number < ROUNDS; number++) {
    const lines = await watch.plainLines();
    for (const [kind, cost] of (await work(number)).entries()) {
      (kinds[kind] ??= []).push({ cost, lines });
    }
  }
  return kinds;
}

/** How many times what 400 plain lines take, in the best round: other processes only ever make one worse. */
export function ratio(all: readonly Round[]): number {
  return Math.min(...all.map(({ cost, lines }) => Math.max(cost.wall / lines.wall, cost.busy / lines.busy)));
}

export function quickest(costs: readonly Cost[]): Cost {
  return {
    wall: Math.min(...costs.map(({ wall }) => wall)),
    busy: Math.min(...costs.map(({ busy }) => busy)),
  };
}

/**
 * An estate larger than any world of the simulator that starts in a test's time: so many customers, and so many
 * subscriptions of each. The route's answers, at once, in the page.
 */
export async function serveTree(page: Page, count: number): Promise<void> {
  await page.evaluate((many) => {
    const nodes = (kind: TreeNode['kind'], name: string, digits: number, of = ''): TreeNode[] =>
      Array.from({ length: many }, (_, index) => ({
        kind,
        id: `${of}${kind}-${index}`,
        name: `${name} ${String(index).padStart(digits, '0')}`,
        path: [],
        hasChildren: true,
        healthValue: index % 5,
      }));
    const customers = nodes('customer', 'Customer', 3);
    const real = window.fetch;
    window.fetch = async (input, init) => {
      const { pathname, searchParams } = new URL(String(input), location.href);
      if (!pathname.endsWith('/resources/tree')) {
        return real(input, init);
      }
      const search = searchParams.get('search') ?? '';
      const parent = searchParams.get('parent');
      const all = parent ? nodes('subscription', `${parent.replace(/\D+/, '')}: Subscription`, 4, parent) : customers;
      const found = all.filter(({ name }) => name.toLowerCase().includes(search));
      return Response.json({ nodes: found, total: found.length });
    };
  }, count);
}
