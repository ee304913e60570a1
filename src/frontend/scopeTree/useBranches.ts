import { useCallback, useEffect, useRef, useState } from 'react';
import type { ResourceSource } from '../resourceSource.ts';
import { errorText } from '../errorText.ts';
import { addPage, EMPTY_TREE, failLoading, needsLoading, ROOT, startLoading, toggle, type Tree } from './tree.ts';

/** The most that the backend gives at once; only the lines in sight are drawn. */
const PAGE = 1000;

interface Branches {
  tree: Tree;
  /** The search that the tree answers; undefined while there is no answer to any. */
  answers: string | undefined;
  toggle(key: string): void;
  more(parent: string): void;
}

/** What a search finds, '' for all, with the branches that were opened since. The last answer stays until the next is there. */
export function useBranches(datasource: ResourceSource, search: string, enabled = true): Branches {
  const [{ tree, answers }, setState] = useState<Pick<Branches, 'tree' | 'answers'>>(NOTHING);
  // Answers to an earlier search are for nobody: each search has its own token, and only the current one's answers count.
  const current = useRef<object>({});

  const load = useCallback(
    async (parent: string, after?: string) => {
      const mine = current.current;
      const isAnswer = parent === ROOT && after === undefined;
      const apply = (change: (old: Tree) => Tree) =>
        mine === current.current &&
        setState((old) =>
          isAnswer ? { tree: change(EMPTY_TREE), answers: search } : { ...old, tree: change(old.tree) },
        );
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
    current.current = {};
    if (enabled) {
      setState((old) => (old.answers === undefined ? NOTHING : old));
      void load(ROOT);
    } else {
      setState(NOTHING);
    }
  }, [load, enabled]);

  const change = (how: (old: Tree) => Tree) => setState((old) => ({ ...old, tree: how(old.tree) }));
  const ask = (parent: string, after?: string) => {
    change((old) => startLoading(old, parent));
    void load(parent, after);
  };
  return {
    tree,
    answers,
    toggle: (key) => {
      change((old) => toggle(old, key));
      if (!tree.open.has(key) && needsLoading(tree, key)) {
        ask(key);
      }
    },
    more: (parent) => {
      // A search that is under way brings its own first page.
      if (parent !== ROOT || answers === search) {
        ask(parent, tree.branches.get(parent)?.next);
      }
    },
  };
}

const NOTHING = { tree: startLoading(EMPTY_TREE, ROOT), answers: undefined };
