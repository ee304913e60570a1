import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { AzureCspDataSource } from '../datasource.ts';
import type { AzureCspJsonData, AzureCspQuery, AzureCspVariableQuery } from '../types.ts';
import { readVariableQuery } from './scopeOf.ts';
import { VariableEditor } from './VariableEditor.tsx';

/** Most values a variable takes; a dashboard that needs more is better narrowed by another variable. */
const VALUES = 10_000;

/** Dashboard variables: text is what people read, value is what filters take. */
export class AzureCspVariables extends CustomVariableSupport<
  AzureCspDataSource,
  AzureCspVariableQuery,
  AzureCspQuery,
  AzureCspJsonData
> {
  editor = VariableEditor;
  private readonly datasource: AzureCspDataSource;

  constructor(datasource: AzureCspDataSource) {
    super();
    this.datasource = datasource;
  }

  query = (request: DataQueryRequest<AzureCspVariableQuery>): Observable<DataQueryResponse> => {
    const { kind, scope } = readVariableQuery(request.targets[0]);
    const answer = this.datasource.getOptions({ kind, scope: scope ?? {}, limit: VALUES }, request.scopedVars);
    return from(answer).pipe(
      map(({ options }) => ({ data: options.map(({ text, value }): MetricFindValue => ({ text, value })) })),
    );
  };
}
