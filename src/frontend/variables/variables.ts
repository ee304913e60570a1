import {
  CustomVariableSupport,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, throwError, type Observable } from 'rxjs';
import type { OptionKind } from '../../shared/tree.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { errorText } from '../errorText.ts';
import type { AzureCspJsonData, AzureCspQuery, AzureCspVariableQuery } from '../types.ts';
import { readVariableQuery, variableProblems } from './scopeOf.ts';
import { VariableEditor } from './VariableEditor.tsx';
import { valuesOfFrame, worstFirstQuery } from './worstFirst.ts';

/** Most values a variable takes; a dashboard that needs more is better narrowed by another variable. */
const VALUES = 10_000;

type Request = DataQueryRequest<AzureCspVariableQuery>;

/** Dashboard variables: text is what people read, value is what filters take. */
export class AzureCspVariables extends CustomVariableSupport<
  ResourceSource,
  AzureCspVariableQuery,
  AzureCspQuery,
  AzureCspJsonData
> {
  editor = VariableEditor;
  private readonly datasource: ResourceSource;

  constructor(datasource: ResourceSource) {
    super();
    this.datasource = datasource;
  }

  query = (request: Request): Observable<DataQueryResponse> => {
    const [problem] = variableProblems(request.targets[0]);
    if (problem) {
      return throwError(() => new Error(`${problem} Choose in the variable's settings what it lists.`));
    }
    const { kind, scope = {}, order } = readVariableQuery(request.targets[0]);
    const target = order === 'badness' ? worstFirstQuery(kind, scope, VALUES) : undefined;
    if (target) {
      const asked = { ...request, targets: [target] } as unknown as DataQueryRequest<AzureCspQuery>;
      return this.datasource.query(asked).pipe(map((answer) => ({ ...answer, data: valuesOfAnswer(kind, answer) })));
    }
    return from(this.datasource.getOptions({ kind, scope, limit: VALUES }, request.scopedVars)).pipe(
      map(({ options }) => ({ data: options.map(({ text, value }): MetricFindValue => ({ text, value })) })),
    );
  };
}

/** A failed answer has no values, and must not look like a list that is empty. */
function valuesOfAnswer(kind: OptionKind, { data, error, errors }: DataQueryResponse): MetricFindValue[] {
  const failed = errors?.[0] ?? error;
  if (failed) {
    throw new Error(failed.message ?? errorText(failed));
  }
  return valuesOfFrame(kind, data[0] as DataFrame | undefined);
}
