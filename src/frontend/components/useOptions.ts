import { useCallback, useEffect, useRef, useState } from 'react';
import type { QueryFilters } from '../../shared/query.ts';
import type { QueryType } from '../../shared/queryTypes.ts';
import { parseResourceId } from '../../shared/resourceId.ts';
import type { OptionKind, OptionsPage } from '../../shared/tree.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { errorText } from '../errorText.ts';
import { learn, unknownValues, type KnownValues } from './optionList.ts';

const PAGE = 200;
const TYPING_MS = 250;
/** Chosen values whose names are asked for; more than that show as they are. */
const LOOKED_UP = 50;

interface Options {
  page: OptionsPage | undefined;
  known: KnownValues;
  loading: boolean;
  error: string | undefined;
  /** Asks the server; the answer to an earlier question is dropped. */
  load(search: string): void;
}

/** Choices of one kind within a scope, loaded when asked for, and the texts of the values that are already chosen. */
export function useOptions(
  datasource: ResourceSource,
  kind: OptionKind,
  scope: QueryFilters,
  values: readonly string[],
  queryType?: QueryType,
): Options {
  const [page, setPage] = useState<OptionsPage>();
  const [known, setKnown] = useState<KnownValues>(() => new Map());
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<string>();
  const question = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const load = useCallback(
    (search: string) => {
      const mine = ++question.current;
      setLoading(true);
      clearTimeout(timer.current ?? undefined);
      const ask = async () => {
        try {
          const answer = await datasource.getOptions({ kind, scope, search, limit: PAGE, queryType });
          if (mine === question.current) {
            setPage(answer);
            setKnown((old) => learn(old, answer));
            setError(undefined);
          }
        } catch (reason) {
          if (mine === question.current) {
            setPage(undefined);
            setError(errorText(reason));
          }
        } finally {
          if (mine === question.current) {
            setLoading(false);
          }
        }
      };
      timer.current = setTimeout(ask, search === '' ? 0 : TYPING_MS);
    },
    [datasource, kind, scope, queryType],
  );

  // No answer is wanted once the control is gone.
  useEffect(
    () => () => {
      question.current++;
      clearTimeout(timer.current ?? undefined);
    },
    [],
  );

  const missing = unknownValues(values, known).join('\n');
  useEffect(() => {
    if (missing === '') {
      return undefined;
    }
    let wanted = true;
    for (const value of missing.split('\n').slice(0, LOOKED_UP)) {
      datasource
        .getOptions({ kind, scope: whereabouts(value), search: value, limit: PAGE, queryType })
        .then((answer) => wanted && setKnown((old) => learn(old, answer, [value])))
        // The value shows as it is; the menu says what is wrong with the server.
        .catch(() => undefined);
    }
    return () => {
      wanted = false;
    };
  }, [datasource, kind, missing, queryType]);

  return { page, known, loading, error, load };
}

/** Narrows the search for one value to where it can be: an ARM id names its subscription. */
function whereabouts(value: string): QueryFilters {
  const id = parseResourceId(value);
  return id ? { subscription: [id.subscriptionId] } : {};
}
