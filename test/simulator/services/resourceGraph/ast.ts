/** The subset of Kusto Query Language that the simulator understands; anything else is a ParserFailure. */

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null | Date }
  | { kind: 'path'; parts: string[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'sum'; sign: 1 | -1; left: Expression; right: Expression }
  | { kind: 'compare'; operator: string; left: Expression; right: Expression }
  | { kind: 'in'; ignoreCase: boolean; negated: boolean; left: Expression; list: Expression[] }
  | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression };

/** A column of a result: its name and how it is computed. */
export interface Column {
  name: string;
  value: Expression;
}

export interface SortKey {
  value: Expression;
  descending: boolean;
}

export interface Aggregate {
  name: string;
  call: string;
  value?: Expression;
}

export type Operator =
  | { kind: 'where'; condition: Expression }
  | { kind: 'project'; columns: Column[] }
  | { kind: 'extend'; columns: Column[] }
  | { kind: 'order'; keys: SortKey[] }
  | { kind: 'summarize'; aggregates: Aggregate[]; by: Column[] }
  | { kind: 'away'; names: string[] }
  | { kind: 'top'; count: number; keys: SortKey[] }
  | { kind: 'expand'; name: string; value: Expression }
  | { kind: 'distinct'; columns: Column[] }
  | { kind: 'take'; count: number }
  | { kind: 'count' };

export interface Query {
  table: string;
  operators: Operator[];
}
