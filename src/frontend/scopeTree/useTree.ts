import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AzureCspDataSource } from '../datasource.ts';
import { errorText } from '../errorText.ts';
import {
  addPage,
  EMPTY_TREE,
  failLoading,
  needsLoading,
  ROOT,
  rows,
  startLoading,
  toggle,
  type Row,
  type Tree,
} from './tree.ts';

/** The most that the backend gives at once; only the lines in sight are drawn. */
const PAGE = 1000;
/** The backend searches in memory: waiting longer would save less than it costs. */
const TYPING_MS = 50;

interface UseTree {
  rows: Row[];
  search: string;
  setSearch(text: string): void;
  /** Opens or closes a node. */
  toggle(key: string): void;
  /** Asks for a node's next page, or again for the one that failed. */
  more(parent: string): void;
}

/**
 * A tree that loads children when they are first opened. A search is a tree of its own, so that ending it brings back
 * what was open before.
 */
export function useTree(datasource: AzureCspDataSource): UseTree {
  const [search, setSearch] = useState('');
  const wanted = useDelayed(search.trim(), TYPING_MS);
  const browsed = useBranches(datasource, '');
  const found = useBranches(datasource, wanted, wanted !== '');
  const current = wanted === '' ? browsed : found;
  const { tree } = current;
  return { rows: useMemo(() => rows(tree), [tree]), search, setSearch, toggle: current.toggle, more: current.more };
}

function useBranches(datasource: AzureCspDataSource, search: string, enabled = true) {
  const [tree, setTree] = useState<Tree>(EMPTY_TREE);
  // Answers to an earlier search are for nobody: each search has its own token, and only the current one's answers count.
  const current = useRef<object>({});

  const load = useCallback(
    async (parent: string, after?: string) => {
      const mine = current.current;
      const apply = (change: (old: Tree) => Tree) => mine === current.current && setTree(change);
      apply((old) => startLoading(old, parent));
      try {
        const page = await datasource.getTree({ parent, after, search: parent === ROOT ? search : '', limit: PAGE });
        apply((old) => addPage(old, parent, page));
      } catch (reason) {
        apply((old) => failLoading(old, parent, errorText(reason), after));
      }
    },
    [datasource, search],
  );

  useEffect(() => {
    // Answers to an earlier search are for nobody.
    current.current = {};
    setTree(EMPTY_TREE);
    if (enabled) {
      void load(ROOT);
    }
  }, [load, enabled]);

  return {
    tree,
    toggle: (key: string) => {
      if (!tree.open.has(key) && needsLoading(tree, key)) {
        void load(key);
      }
      setTree((old) => toggle(old, key));
    },
    more: (parent: string) => void load(parent, tree.branches.get(parent)?.next),
  };
}

/** The value once it has stayed the same for a while; an empty one at once. */
function useDelayed(value: string, ms: number): string {
  const [delayed, setDelayed] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDelayed(value), value === '' ? 0 : ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return delayed;
}
