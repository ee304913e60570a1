import type { OptionKind, OptionsPage, TreeNode } from '../../shared/tree.ts';

/** Names of the ids that passed by, so that a query can be put into words without asking for them. */
export class NameBook {
  /** Rises with each name that is new; what `useSyncExternalStore` compares. */
  version = 0;
  private readonly names = new Map<string, string>();
  private readonly listeners = new Set<() => void>();

  learn(kind: OptionKind, { options }: OptionsPage): void {
    this.add(options.map(({ text, value }) => [key(kind, value), text]));
  }

  learnNodes(nodes: readonly TreeNode[]): void {
    this.add(nodes.map(({ kind, id, name }) => [key(kind, id), name]));
  }

  /** Undefined for what was never seen. */
  nameOf = (kind: OptionKind, value: string): string | undefined => this.names.get(key(kind, value));

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private add(entries: ReadonlyArray<[string, string]>): void {
    const before = this.names.size;
    for (const [name, text] of entries) {
      this.names.set(name, text);
    }
    if (this.names.size > before) {
      this.version += 1;
      this.listeners.forEach((listener) => listener());
    }
  }
}

function key(kind: OptionKind, value: string): string {
  return `${kind} ${value.toLowerCase()}`;
}
