import { useMemo, useState } from 'react';
import type { ResourceSource } from '../resourceSource.ts';
import { rows, type Row } from './tree.ts';
import { useBranches } from './useBranches.ts';
import { useCalm } from './useCalm.ts';

/** The backend searches in memory: waiting longer would save less than it costs. */
const TYPING_MS = 50;

interface UseTree {
  rows: Row[];
  /** The rows are those of before, until what is searched for arrives. */
  busy: boolean;
  search: string;
  setSearch(text: string): void;
  /** Opens or closes a node. */
  toggle(key: string): void;
  /** Asks for a node's next page, or again for the one that failed. */
  more(parent: string): void;
}

/**
 * A tree that loads children when they are first opened. A search is a tree of its own, so that ending it brings back
 * what was open before. What was there stays until the search is answered: nothing flickers between two letters.
 */
export function useTree(datasource: ResourceSource): UseTree {
  const [search, setSearch] = useState('');
  const wanted = useCalm(search.trim(), TYPING_MS);
  const browsed = useBranches(datasource, '');
  const found = useBranches(datasource, wanted, wanted !== '');
  const { tree, toggle, more } = found.answers === undefined ? browsed : found;
  return {
    rows: useMemo(() => rows(tree), [tree]),
    busy: wanted !== '' && found.answers !== wanted,
    search,
    setSearch,
    toggle,
    more,
  };
}
